#ifndef SERVICES_CERTIFICATES_CHECKS_FINDING_ERRORS_H_
#define SERVICES_CERTIFICATES_CHECKS_FINDING_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The only texts of the refusals about findings; as errors.h.

namespace suyuan::certificates {

absl::Status FindingNotFound(absl::string_view id);
absl::Status FindingStateWrong(absl::string_view from, absl::string_view to);
absl::Status FindingEtagMismatch(absl::string_view given,
                                 absl::string_view current);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CHECKS_FINDING_ERRORS_H_
