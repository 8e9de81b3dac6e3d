// The log's formats are frozen: what the service published once, it publishes
// byte for byte for ever. golden/ is a small log as a folder, made when the
// formats were settled, and never again.

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/tlog/cosignature.h"
#include "libs/tlog/policy.h"
#include "libs/tlog/receipt.h"
#include "libs/tlog/whole_log.h"
#include "services/certificates/log/leaf.h"
#include "services/certificates/log/log_tree.h"
#include "services/certificates/log/transparency_log.h"
#include "services/certificates/log/witness_board.h"
#include "services/certificates/store/memory_certificate_store.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

namespace fs = std::filesystem;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

const char kGolden[] = "tests/conformance/log/golden";
constexpr int kLeaves = 258;  // a full tile, a partial one and a level above
const absl::Time kStart = absl::FromUnixSeconds(1767225600);  // 2026-01-01

crypto::Ed25519PrivateKey Key(char fill) {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, fill));
}

KeptCertificate Kept(int i) {
  const Digest digest = Digest::Of(absl::StrCat("certificate ", i));
  KeptCertificate kept{.id = CertificateId(digest), .digest = digest};
  kept.particulars.kind = i % 5 == 0 ? CertificateKind::kVerification
                                     : CertificateKind::kCalibration;
  kept.particulars.number = absl::StrCat("G-", i);
  kept.particulars.issuer.title = "天山计量院";
  kept.recorded_at = kStart + absl::Seconds(i) + absl::Microseconds(i);
  return kept;
}

// Every seventh is a change of status of the certificate before.
std::string LeafOf(int i) {
  if (i % 7 != 6) return ImportLeaf(Kept(i));
  StatusChange change;
  change.recorded_at = kStart + absl::Seconds(i);
  change.reason = "标准器超差";
  if (i % 2 == 0) {
    change.kind = StatusKind::kVoided;
    change.void_from = absl::CivilDay(2025, 11, 30);
  } else {
    change.kind = StatusKind::kSubstituted;
    change.replaced_by = Kept(i - 2).id;
  }
  return StatusLeaf(Kept(i - 1), change);
}

tlog::Cosigner Witness() {
  return *tlog::Cosigner::From("witness.suyuan.test/w1", Key('w'));
}

// All files of the log, as its service publishes them.
std::map<std::string, std::string> Publish() {
  MemoryCertificateStore store;
  const auto work = [](CertificateWriter& writer) -> absl::Status {
    for (int i = 0; i < kLeaves; ++i) {
      SUYUAN_RETURN_IF_ERROR(AppendLeaf(writer, LeafOf(i)).status());
    }
    return absl::OkStatus();
  };
  REQUIRE_THAT(store.Write(work, Deadline::Infinite()), IsOk());
  const auto signer = tlog::NoteSigner::From("log.suyuan.test", Key('l'));
  const auto log = *TransparencyLog::Open(store, *signer);
  const SignedHead head = *log->Head(Deadline::Infinite());

  std::map<std::string, std::string> files;
  files["key"] = log->verifier().Text() + "\n";
  files["checkpoint"] = head.note;
  for (const std::string path :
       {"tile/0/000", "tile/0/001.p/2", "tile/1/000.p/1", "tile/entries/000",
        "tile/entries/001.p/2"}) {
    const auto bytes =
        log->Tile(*tlog::ParseTilePath(path), Deadline::Infinite());
    REQUIRE_THAT(StatusOf(bytes), IsOk());
    files[path] = *bytes;
  }
  const auto receipt = log->Receipt(head, 100, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(receipt), IsOk());
  files["leaf-100"] = receipt->leaf;
  files["leaf-100.tlog-proof"] = receipt->proof;

  files["policy"] = absl::StrCat("log ", log->verifier().Text(), "\nwitness W ",
                                 Witness().verifier().Text(), "\nquorum W\n");
  const FakeClock clock(kStart + absl::Hours(1));
  WitnessBoard board(store, *log, *tlog::Policy::Parse(files["policy"]), clock);
  board.PendingAsync([](absl::StatusOr<std::string> pending) {
    REQUIRE_THAT(StatusOf(pending), IsOk());
  });
  const std::string text = head.note.substr(0, head.note.find("\n\n") + 1);
  const tlog::NoteSignature by = Witness().Cosign(text, clock.Now());
  board.AddAsync(tlog::WriteNote(text, absl::MakeConstSpan(&by, 1)),
                 [](absl::StatusOr<std::string> added) {
                   REQUIRE_THAT(StatusOf(added), IsOk());
                 });
  files["checkpoint.witnessed"] = *board.Witnessed(Deadline::Infinite());
  return files;
}

std::string ReadGolden(const std::string& name) {
  std::ifstream file(fs::path(kGolden) / name, std::ios::binary);
  INFO(name);
  REQUIRE(file.good());
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

TEST_CASE("What the log publishes is byte for byte what it always was") {
  for (const auto& [name, bytes] : Publish()) {
    INFO(name);
    CHECK(ReadGolden(name) == bytes);
  }
}

// Leaves of records came later than the log of golden/.
TEST_CASE("The leaf of a record is byte for byte what it always was") {
  CHECK(ReadGolden("leaf-record") ==
        RecordLeaf({"SPECIFICATION", Digest::Of("record 1")},
                   kStart + absl::Microseconds(1)));
}

TEST_CASE("The log as it was published still verifies") {
  const auto policy = tlog::Policy::Parse(ReadGolden("policy"));
  REQUIRE_THAT(StatusOf(policy), IsOk());
  const auto checkpoint =
      tlog::OpenByPolicy(ReadGolden("checkpoint.witnessed"), *policy);
  REQUIRE_THAT(StatusOf(checkpoint), IsOk());
  const auto fetch = [](absl::string_view path) -> absl::StatusOr<std::string> {
    return ReadGolden(std::string(path));
  };
  int leaves = 0;
  CHECK_THAT(tlog::CheckWholeLog(*checkpoint, fetch,
                                 [&leaves](uint64_t, absl::string_view) {
                                   ++leaves;
                                   return absl::OkStatus();
                                 }),
             IsOk());
  CHECK(leaves == kLeaves);
  const auto receipt = tlog::Receipt::Parse(ReadGolden("leaf-100.tlog-proof"));
  REQUIRE_THAT(StatusOf(receipt), IsOk());
  CHECK_THAT(StatusOf(tlog::VerifyReceipt(
                 *receipt, tlog::HashLeaf(ReadGolden("leaf-100")),
                 policy->logs()[0].key)),
             IsOk());
}

}  // namespace
}  // namespace suyuan::certificates
