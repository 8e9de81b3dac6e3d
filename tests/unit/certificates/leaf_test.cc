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

}  // namespace
}  // namespace suyuan::certificates
