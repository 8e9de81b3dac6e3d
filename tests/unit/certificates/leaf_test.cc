#include "services/certificates/log/leaf.h"

#include "catch2/catch.hpp"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using testing::AnyKept;
using testing::kNow;

TEST_CASE("The leaf of an import holds kind, digest, time and issuer alone") {
  KeptCertificate kept = AnyKept("A-1", 1);
  kept.recorded_at = kNow + absl::Microseconds(7);
  CHECK(ImportLeaf(kept) ==
        "{\"kind\":\"CALIBRATION\",\"digest\":\"" + kept.digest.hex() +
            "\",\"time\":\"2025-01-01T00:00:00.000007Z\",\"issuer\":"
            "\"天山计量院\"}");
}

TEST_CASE("The leaf of a record tells its sort and digest, and not who it is") {
  const Digest digest = Digest::Of("{}");
  CHECK(RecordLeaf({"COMPETENCE", digest}, kNow + absl::Microseconds(7)) ==
        "{\"kind\":\"RECORD_COMPETENCE\",\"digest\":\"" + digest.hex() +
            "\",\"time\":\"2025-01-01T00:00:00.000007Z\",\"issuer\":"
            "\"registry\"}");
}

TEST_CASE("The leaf of a change commits to what was said") {
  const KeptCertificate kept = AnyKept("A-1", 1);
  StatusChange change{.kind = StatusKind::kVoided,
                      .void_from = absl::CivilDay(2024, 6, 1),
                      .reason = "误",
                      .recorded_at = kNow};
  CHECK(StatementText(change) ==
        "{\"kind\":\"VOIDED\",\"void_from\":\"2024-06-01\","
        "\"replaced_by\":\"\",\"reason\":\"误\"}");
  const std::string leaf = StatusLeaf(kept, change);
  CHECK(leaf == "{\"kind\":\"VOIDED\",\"digest\":\"" + kept.digest.hex() +
                    "\",\"time\":\"2025-01-01T00:00:00.000000Z\","
                    "\"issuer\":\"天山计量院\",\"statement\":\"" +
                    Digest::Of(StatementText(change)).hex() + "\"}");
  change.reason = "另";
  CHECK(StatusLeaf(kept, change) != leaf);
}

TEST_CASE("The leaf of a signature that was added commits to it") {
  const KeptCertificate kept = AnyKept("A-1", 1);
  StatusChange change{.kind = StatusKind::kSigned, .recorded_at = kNow};
  change.signature = JudgedSignature{
      .signature = {.key_id = std::string(64, 'a'), .bytes = "signature"},
      .verdict = DetachedVerdict::kValid};
  CHECK(StatementText(change) ==
        "{\"kind\":\"SIGNED\",\"void_from\":\"\",\"replaced_by\":\"\","
        "\"reason\":\"\",\"key\":\"" +
            std::string(64, 'a') + "\",\"signature\":\"c2lnbmF0dXJl\"}");
  const std::string leaf = StatusLeaf(kept, change);
  CHECK(leaf.find(std::string(64, 'a')) == std::string::npos);
  change.signature->signature.bytes = "signaturf";
  CHECK(StatusLeaf(kept, change) != leaf);
}

TEST_CASE("The leaf of a signature that was judged again commits to both") {
  StatusChange change{.kind = StatusKind::kSignatureJudged,
                      .signature_state = SignatureState::kIndeterminate,
                      .recorded_at = kNow};
  change.signature = JudgedSignature{
      .signature = {.key_id = std::string(64, 'a'), .bytes = "signature"},
      .verdict = DetachedVerdict::kKeyCompromised};
  CHECK(StatementText(change) ==
        "{\"kind\":\"SIGNATURE_JUDGED\",\"void_from\":\"\","
        "\"replaced_by\":\"\",\"reason\":\"\",\"key\":\"" +
            std::string(64, 'a') +
            "\",\"signature\":\"c2lnbmF0dXJl\",\"verdict\":"
            "\"KEY_COMPROMISED\",\"signature_state\":\"INDETERMINATE\"}");
}

}  // namespace
}  // namespace suyuan::certificates
