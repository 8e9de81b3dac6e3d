// Any text as the claims of a proof: what is read comes back when it is
// written, and what is refused says why, whoever signed it.

#include <cstddef>
#include <cstdint>
#include <string>

#include "services/traceability/proof/check.h"
#include "tests/fuzz/input.h"

namespace suyuan::traceability {
namespace {

using suyuan::fuzz::CheckRefusal;

void CheckBound(const Claims& claims) {
  // The corpus was made for the tree of no leaves but its own.
  tlog::Checkpoint checkpoint{.origin = "example.test/log"};
  for (const ClaimedLeaf* leaf : claims.Leaves()) {
    checkpoint.size = std::max<uint64_t>(
        checkpoint.size, static_cast<uint64_t>(leaf->index) + 1);
  }
  const auto bound = CheckBindings(claims, checkpoint);
  if (bound.ok()) return;
  CheckRefusal(bound.status(),
               {"LOG_PROOF_INVALID", "PROOF_MALFORMED", "PROOF_UNBOUND"});
}

void Check(absl::string_view text) {
  const auto file = ProofFile::Parse(text);
  if (!file.ok()) {
    CheckRefusal(file.status(), {"PROOF_DAMAGED", "PROOF_MALFORMED"});
  }
  const auto claims = Claims::Parse(text);
  if (!claims.ok()) {
    return CheckRefusal(claims.status(), {"PROOF_MALFORMED"});
  }
  SUYUAN_CHECK(claims->Text() == text);
  CheckBound(*claims);
  const absl::Status judged =
      CheckAnswer(*claims, Profiles::BuiltIn(), nullptr);
  if (judged.ok()) return;
  CheckRefusal(judged,
               {"INVALID_FIELD", "PROOF_ANSWER_DIFFERS", "PROOF_MALFORMED",
                "PROOF_RULES_DIFFER", "PROOF_UNBOUND"});
}

}  // namespace
}  // namespace suyuan::traceability

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::traceability::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
