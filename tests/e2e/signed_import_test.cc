// An institution registers a key, signs and uploads, and whoever holds the
// certificate checks it: over HTTP, and by what suyuanctl does with files.

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/crypto/encoding.h"
#include "libs/crypto/signing_key.h"
#include "services/suyuanctl/cli/signed_document.h"
#include "tests/e2e/instance.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using crypto::SigningKey;
using nlohmann::json;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

// A canonical certificate as an institution writes it: with blanks, its keys in
// no order.
std::string Document(const std::string& number) {
  return json({{"number", number},
               {"kind", "KIND_CALIBRATION"},
               {"issuer", {{"title", "例示计量院"}}},
               {"issued", "2026-11-20"},
               {"end", "2026-11-19"},
               {"items",
                {{{"id", "i"}, {"title", {{"texts", {{"zh", "砝码"}}}}}}}}})
      .dump(2);
}

void RegisterInstitution(Instance& instance, const SigningKey& key) {
  const json institution = {{"name", "institutions/example"},
                            {"title", {{"texts", {{"zh", "例示计量院"}}}}},
                            {"kind", "KIND_COMMERCIAL_LABORATORY"},
                            {"signingKeys",
                             {{{"publicKey", key.verifying_key().Pem()},
                               {"period", {{"from", "2026-01-01"}}}}}}};
  const RawResponse created =
      instance.Post("/v1/institutions", "application/json", institution.dump());
  REQUIRE(created.status == 200);
}

// The raw document with its signature in the query.
std::string ImportTarget(const certificates::v1::DetachedSignature& signature,
                         bool validate_only) {
  return Target(
      "/v1/certificates:importDocument",
      {{"signature.keyId", signature.key_id()},
       {"signature.signature", crypto::ToBase64(signature.signature())},
       {"signature.signingTime",
        absl::FormatTime(
            absl::RFC3339_sec,
            absl::FromUnixSeconds(signature.signing_time().seconds()),
            absl::UTCTimeZone())},
       {"validateOnly", validate_only ? "true" : "false"}});
}

// The key counts as soon as the registry's feed has told of it.
json ImportSigned(Instance& instance, const std::string& document,
                  const certificates::v1::DetachedSignature& signature) {
  for (int i = 0; i < 1000; ++i) {
    const RawResponse tried = instance.Post(ImportTarget(signature, true),
                                            "application/json", document);
    if (tried.status == 200 &&
        json::parse(tried.body).at("certificate").at("signatureState") ==
            "SIGNATURE_STATE_VALID") {
      break;
    }
    absl::SleepFor(absl::Milliseconds(10));
  }
  const RawResponse imported = instance.Post(ImportTarget(signature, false),
                                             "application/json", document);
  REQUIRE(imported.status == 200);
  return json::parse(imported.body).at("certificate");
}

TEST_CASE("A signed certificate goes in over HTTP and its page says so") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const SigningKey key =
      SigningKey::Generate(crypto::SignatureAlgorithm::kSm2Sm3);
  RegisterInstitution(instance, key);

  const std::string path = folder.File("certificate.json");
  std::ofstream(path) << Document("E-1");
  const auto bytes = ctl::ReadSignedBytes(path);
  REQUIRE_THAT(StatusOf(bytes), IsOk());
  const auto signature = ctl::SignBytes(key, *bytes, instance.now());
  const json certificate = ImportSigned(instance, Document("E-1"), signature);
  CHECK(certificate.at("signatureState") == "SIGNATURE_STATE_VALID");
  CHECK(certificate.at("signatures").at(0).at("institution") ==
        "institutions/example");

  // What is kept is what was signed, and what came back verifies.
  const std::string name = certificate.at("name");
  CHECK(instance.Get("/v1/" + name + ":original").body == *bytes);
  CHECK_THAT(ctl::CheckSignature(signature, *bytes, key.verifying_key()),
             IsOk());
  const std::string page = instance.Get("/v1/" + name + ":page").body;
  CHECK(page.find("签名有效") != std::string::npos);
}

TEST_CASE("A certificate of a table is signed once it is held") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const SigningKey key =
      SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  RegisterInstitution(instance, key);
  const RawResponse imported = instance.Post(
      "/v1/certificates:importTable", "text/csv",
      "证书类型,证书编号,发证机构,器具名称\n校准证书,T-1,例示计量院,天平\n");
  REQUIRE(imported.status == 200);
  const std::string name =
      json::parse(imported.body).at("certificates").at(0).at("certificate");
  const std::string original = instance.Get("/v1/" + name + ":original").body;
  const auto signature = ctl::SignBytes(key, original, instance.now());
  const json body = {
      {"signature",
       {{"keyId", signature.key_id()},
        {"signature", crypto::ToBase64(signature.signature())}}}};
  RawResponse signed_now;
  for (int i = 0; i < 1000; ++i) {
    signed_now = instance.Post("/v1/" + name + ":addSignature",
                               "application/json", body.dump());
    if (signed_now.status == 200) break;
    absl::SleepFor(absl::Milliseconds(10));
  }
  REQUIRE(signed_now.status == 200);
  CHECK(json::parse(signed_now.body).at("signatureState") ==
        "SIGNATURE_STATE_VALID");

  json broken = body;
  broken["signature"]["signature"] = crypto::ToBase64(std::string(64, 's'));
  const RawResponse refused = instance.Post("/v1/" + name + ":addSignature",
                                            "application/json", broken.dump());
  CHECK(refused.status == 400);
  CHECK(refused.body.find("SIGNATURE_REFUSED") != std::string::npos);
}

}  // namespace
}  // namespace suyuan::e2e
