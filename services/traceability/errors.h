#ifndef SERVICES_TRACEABILITY_ERRORS_H_
#define SERVICES_TRACEABILITY_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The only texts of this service's refusals.

namespace suyuan::traceability {

absl::Status TargetNotFound(absl::string_view target);
absl::Status ChainTooLarge(size_t limit);
absl::Status ProfileFileUnreadable(absl::string_view path);
// This program does not know its own build id, so that no file would tell
// whether it may read it.
absl::Status SnapshotUnsupported();
// A feed is not the one that the snapshot was made of; `how` is its verb.
absl::Status SnapshotOfOtherFeed(absl::string_view how, int64_t position);

// The graph may not grow any more.
absl::Status GraphFull(int64_t bytes, int64_t limit);

// Of proofs (docs/proof-bundle.md).
absl::Status ProofMalformed(absl::string_view problem);
absl::Status ProofDamaged();
absl::Status ProofTooLarge();
absl::Status ProofKeyMissing();
absl::Status ProofChanged(absl::string_view what);
absl::Status ProofRulesDiffer(absl::string_view proof, absl::string_view here);
// What is claimed is not what its leaf, or the statement, is about.
absl::Status ProofUnbound(absl::string_view what, absl::string_view problem);
// Judged again, the claims give another answer.
absl::Status ProofAnswerDiffers(absl::string_view problem);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_ERRORS_H_
