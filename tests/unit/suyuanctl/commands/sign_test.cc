#include "services/suyuanctl/commands/sign.h"

#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "catch2/catch.hpp"
#include "google/protobuf/util/json_util.h"
#include "libs/base/status.h"
#include "libs/crypto/signing_key.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/signed_document.h"
#include "services/suyuanctl/commands/import.h"
#include "services/suyuanctl/commands/verify.h"
#include "suyuan/registry/v1/records.pb.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::BatchImportCertificatesRequest;
using certificates::v1::BatchImportCertificatesResponse;
using certificates::v1::DetachedSignature;
using crypto::SignatureAlgorithm;
using crypto::SigningKey;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using world::testing::WorldFolder;

const absl::Time kNow = absl::FromUnixSeconds(1735689600);  // 2025-01-01

constexpr char kCertificate[] =
    R"({ "number": "C-1", "kind": "KIND_CALIBRATION", "digest": "00" })";

// A folder with a key, and what the commands say.
struct Desk {
  WorldFolder folder;
  std::string key_file = folder.path() + "/institution.pem";
  SigningKey key = SigningKey::Generate(SignatureAlgorithm::kSm2Sm3);
  std::ostringstream out, err;
  Console console{out, err, Words::In("en").value(), true};
  std::map<std::string, DetachedSignature> added;

  Desk() { REQUIRE_THAT(key.Store(key_file), IsOk()); }

  absl::Status SignAll(const std::vector<std::string>& targets,
                       const std::string& output = "") {
    HeldCertificates held;
    held.original = [](const std::string& name) -> absl::StatusOr<std::string> {
      return "original of " + name;
    };
    held.add = [this](const std::string& name,
                      const DetachedSignature& signature) {
      added[name] = signature;
      return absl::OkStatus();
    };
    return Sign({targets, key_file, output}, held, kNow, console).status();
  }
  std::string Path(const std::string& name) const {
    return folder.path() + "/" + name;
  }
};

TEST_CASE("A file's signature stands beside it and holds over its bytes") {
  Desk desk;
  desk.folder.Write("a.xml", "<a/>");
  REQUIRE_THAT(desk.SignAll({desk.Path("a.xml")}), IsOk());
  const auto signature = ReadSignatureFile(desk.Path("a.xml.sig"));
  REQUIRE_THAT(StatusOf(signature), IsOk());
  CHECK(signature->signing_time().seconds() == absl::ToUnixSeconds(kNow));
  CHECK(signature->algorithm() ==
        certificates::v1::SIGNATURE_ALGORITHM_SM2_SM3);
  const auto& public_key = desk.key.verifying_key();
  CHECK_THAT(CheckSignature(*signature, "<a/>", public_key), IsOk());
  CHECK_THAT(CheckSignature(*signature, "<b/>", public_key),
             HasReason("SIGNATURE_INVALID"));
  const SigningKey other = SigningKey::Generate(SignatureAlgorithm::kSm2Sm3);
  CHECK_THAT(CheckSignature(*signature, "<a/>", other.verifying_key()),
             HasReason("SIGNATURE_INVALID"));
  DetachedSignature renamed = *signature;
  renamed.set_algorithm(certificates::v1::SIGNATURE_ALGORITHM_ED25519);
  CHECK_THAT(CheckSignature(renamed, "<a/>", public_key),
             HasReason("SIGNATURE_INVALID"));
}

TEST_CASE("Of a canonical certificate the canonical text is signed") {
  Desk desk;
  desk.folder.Write("c.json", kCertificate);
  const auto bytes = ReadSignedBytes(desk.Path("c.json"));
  REQUIRE_THAT(StatusOf(bytes), IsOk());
  CHECK(*bytes == R"({"kind":"KIND_CALIBRATION","number":"C-1"})");
  desk.folder.Write("kindless.json", R"({"number": "C-1"})");
  CHECK_THAT(StatusOf(ReadSignedBytes(desk.Path("kindless.json"))),
             HasReason("INVALID_FIELD"));
  desk.folder.Write("none.json", R"({"unheard": "C-1"})");
  CHECK_THAT(StatusOf(ReadSignedBytes(desk.Path("none.json"))),
             HasReason("DOCUMENT_SYNTAX"));
}

TEST_CASE("What is held is signed by its original and sent back") {
  Desk desk;
  REQUIRE_THAT(desk.SignAll({"certificates/1", "certificates/2"}), IsOk());
  REQUIRE(desk.added.size() == 2);
  CHECK_THAT(
      CheckSignature(desk.added.at("certificates/2"),
                     "original of certificates/2", desk.key.verifying_key()),
      IsOk());
}

TEST_CASE("An output is for the signature of one file") {
  Desk desk;
  desk.folder.Write("a.xml", "<a/>");
  desk.folder.Write("b.xml", "<b/>");
  REQUIRE_THAT(desk.SignAll({desk.Path("a.xml")}, desk.Path("x.sig")), IsOk());
  CHECK_THAT(StatusOf(ReadSignatureFile(desk.Path("x.sig"))), IsOk());
  CHECK_THAT(desk.SignAll({desk.Path("a.xml"), desk.Path("b.xml")},
                          desk.Path("x.sig")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(desk.SignAll({"certificates/1"}, desk.Path("x.sig")),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A new key is kept and what it registers is printed") {
  Desk desk;
  const std::string word = GENERATE("ed25519", "ecdsa", "sm2");
  const std::string path = desk.Path("new.pem");
  REQUIRE_THAT(StatusOf(GenerateKey({word, path}, kNow, desk.console)), IsOk());
  registry::v1::SigningKey registered;
  REQUIRE(
      google::protobuf::util::JsonStringToMessage(desk.out.str(), &registered)
          .ok());
  CHECK(registered.period().from() == "2025-01-01");
  const auto kept = SigningKey::Load(path);
  REQUIRE_THAT(StatusOf(kept), IsOk());
  CHECK(registered.public_key() == kept->verifying_key().Pem());
  CHECK(desk.err.str().find(kept->verifying_key().id()) != std::string::npos);
  CHECK_THAT(StatusOf(GenerateKey({word, path}, kNow, desk.console)),
             HasReason("KEY_FILE_EXISTS"));
  CHECK_THAT(
      StatusOf(GenerateKey({"rsa", desk.Path("rsa.pem")}, kNow, desk.console)),
      HasReason("INVALID_FIELD"));
}

TEST_CASE("The public part of a key's file is printed") {
  Desk desk;
  REQUIRE_THAT(StatusOf(PrintPublicKey(desk.key_file, desk.console)), IsOk());
  CHECK(desk.out.str() == desk.key.verifying_key().Pem());
}

// What an import sends of each document.
BatchImport Seen(std::vector<int>& signatures) {
  return [&signatures](const BatchImportCertificatesRequest& request)
             -> absl::StatusOr<BatchImportCertificatesResponse> {
    BatchImportCertificatesResponse response;
    for (const auto& one : request.requests()) {
      signatures.push_back(one.signatures_size());
      auto& item = *response.add_items();
      item.set_created(true);
      item.set_certificate("certificates/0123456789abcdef0123456789abcdef");
    }
    return response;
  };
}

TEST_CASE("Documents are imported with the signatures beside them") {
  Desk desk;
  desk.folder.Write("a.xml", "<a/>");
  desk.folder.Write("b.xml", "<b/>");
  REQUIRE_THAT(desk.SignAll({desk.Path("b.xml")}), IsOk());
  std::filesystem::remove(desk.key_file);
  std::vector<int> seen;
  ImportOptions options{.paths = {desk.folder.path()}};
  CHECK_THAT(StatusOf(Import(options, Seen(seen), desk.console)), IsOk());
  CHECK(seen == std::vector<int>{0, 0});
  seen.clear();
  options.with_signatures = true;
  CHECK_THAT(StatusOf(Import(options, Seen(seen), desk.console)), IsOk());
  CHECK(seen == std::vector<int>{0, 1});
}

TEST_CASE("A signature that is named is that of one document") {
  Desk desk;
  desk.folder.Write("a.xml", "<a/>");
  desk.folder.Write("b.xml", "<b/>");
  REQUIRE_THAT(desk.SignAll({desk.Path("a.xml")}, desk.Path("x.sig")), IsOk());
  std::vector<int> seen;
  CHECK_THAT(StatusOf(Import({.paths = {desk.Path("a.xml")},
                              .signature = desk.Path("x.sig")},
                             Seen(seen), desk.console)),
             IsOk());
  CHECK(seen == std::vector<int>{1});
  CHECK_THAT(StatusOf(Import({.paths = {desk.Path("a.xml"), desk.Path("b.xml")},
                              .signature = desk.Path("x.sig")},
                             Seen(seen), desk.console)),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A signed document is another one for the journal") {
  Desk desk;
  desk.folder.Write("a.xml", "<a/>");
  ImportOptions options{.paths = {desk.Path("a.xml")},
                        .journal = desk.Path("journal")};
  std::vector<int> seen;
  CHECK_THAT(StatusOf(Import(options, Seen(seen), desk.console)), IsOk());
  CHECK_THAT(StatusOf(Import(options, Seen(seen), desk.console)), IsOk());
  CHECK(seen.size() == 1);
  REQUIRE_THAT(desk.SignAll({desk.Path("a.xml")}), IsOk());
  options.with_signatures = true;
  CHECK_THAT(StatusOf(Import(options, Seen(seen), desk.console)), IsOk());
  CHECK_THAT(StatusOf(Import(options, Seen(seen), desk.console)), IsOk());
  CHECK(seen == std::vector<int>{0, 1});
}

TEST_CASE("A signature is checked without a network by the public key") {
  Desk desk;
  desk.folder.Write("c.json", kCertificate);
  REQUIRE_THAT(desk.SignAll({desk.Path("c.json")}), IsOk());
  desk.folder.Write("public.pem", desk.key.verifying_key().Pem());
  Connections connections({}, {});
  VerifyOptions options;
  options.target = desk.Path("c.json");
  options.signature = desk.Path("c.json.sig");
  options.offline = true;
  CHECK_THAT(StatusOf(Verify(options, connections, desk.console)),
             HasReason("INVALID_FIELD"));
  options.public_key = desk.Path("public.pem");
  CHECK_THAT(StatusOf(Verify(options, connections, desk.console)), IsOk());
  CHECK(desk.out.str().find("SM2_SM3") != std::string::npos);
  CHECK(desk.out.str().find("2025-01-01T00:00:00") != std::string::npos);
  // Blanks do not matter, what is said does.
  desk.folder.Write("c.json", R"({"kind":"KIND_CALIBRATION","number":"C-1"})");
  CHECK_THAT(StatusOf(Verify(options, connections, desk.console)), IsOk());
  desk.folder.Write("c.json", R"({"kind":"KIND_CALIBRATION","number":"C-2"})");
  CHECK_THAT(StatusOf(Verify(options, connections, desk.console)),
             HasReason("SIGNATURE_INVALID"));
}

}  // namespace
}  // namespace suyuan::ctl
