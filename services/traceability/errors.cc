#include "services/traceability/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::traceability {

absl::Status TargetNotFound(absl::string_view target) {
  return WithReason(
      absl::NotFoundError(absl::StrCat(
          "nothing held here fits \"", target,
          "\": neither a record, nor a certificate, nor a certificate number")),
      "TARGET_NOT_FOUND");
}

absl::Status ChainTooLarge(size_t limit) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "the chain has more than ", limit,
          " results; ask for one result of the certificate (result_id)")),
      "CHAIN_TOO_LARGE");
}

absl::Status ProfileFileUnreadable(absl::string_view path) {
  return WithReason(
      absl::NotFoundError(absl::StrCat(
          path,
          " cannot be read, is empty or is over 1 MiB; a profile in JSON "
          "is wanted")),
      "PROFILE_FILE_UNREADABLE");
}

}  // namespace suyuan::traceability
