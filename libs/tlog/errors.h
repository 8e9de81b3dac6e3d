#ifndef LIBS_TLOG_ERRORS_H_
#define LIBS_TLOG_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::tlog {

absl::Status ProofInvalid(absl::string_view problem);
absl::Status ProofImpossible(absl::string_view problem);
absl::Status TreeDamaged(absl::string_view problem);
absl::Status LogWentBack(uint64_t shown, uint64_t before);
absl::Status LogSplit(uint64_t before, uint64_t shown);
absl::Status TilePathInvalid(absl::string_view problem);
absl::Status BundleInvalid(absl::string_view problem);
absl::Status NoteKeyInvalid(absl::string_view problem);
absl::Status NoteMalformed(absl::string_view problem);
absl::Status NoteUnverified();
absl::Status NoteSignatureInvalid(absl::string_view key_name);
// `line` 0: the file as a whole.
absl::Status PolicyInvalid(int line, absl::string_view problem);
// `by`: who did cosign.
absl::Status QuorumMissing(absl::string_view quorum, absl::string_view by);
absl::Status CheckpointMalformed(absl::string_view problem);
absl::Status ReceiptMalformed(absl::string_view problem);
absl::Status ReceiptOfAnotherLog(absl::string_view stated,
                                 absl::string_view wanted);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_ERRORS_H_
