#include "services/certificates/checks/finding_errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::certificates {

absl::Status FindingNotFound(absl::string_view id) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("no finding findings/", id)),
      "FINDING_NOT_FOUND");
}

absl::Status FindingStateWrong(absl::string_view from, absl::string_view to) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        "a finding that is ", from, " cannot become ", to)),
                    "FINDING_STATE");
}

absl::Status FindingEtagMismatch(absl::string_view given,
                                 absl::string_view current) {
  return WithReason(
      absl::AbortedError(absl::StrCat("the finding is at etag ", current,
                                      ", the review was made for ", given)),
      "ETAG_MISMATCH");
}

}  // namespace suyuan::certificates
