#ifndef SERVICES_SUYUANCTL_EVIDENCE_ERRORS_H_
#define SERVICES_SUYUANCTL_EVIDENCE_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The only texts of refusals about evidence packs.

namespace suyuan::ctl {

// DATA_LOSS: something has another SHA-256 than is said of it.
absl::Status EvidenceChanged(absl::string_view what, absl::string_view digest,
                             absl::string_view wanted);
// INVALID_ARGUMENT: no evidence pack.
absl::Status EvidenceMalformed(absl::string_view problem);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_EVIDENCE_ERRORS_H_
