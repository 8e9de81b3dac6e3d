#ifndef SERVICES_TRACEABILITY_ERRORS_H_
#define SERVICES_TRACEABILITY_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The only texts of this service's refusals.

namespace suyuan::traceability {

absl::Status TargetNotFound(absl::string_view target);
absl::Status ChainTooLarge(size_t limit);
absl::Status ProfileFileUnreadable(absl::string_view path);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_ERRORS_H_
