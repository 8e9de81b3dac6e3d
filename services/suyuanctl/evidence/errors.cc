#include "services/suyuanctl/evidence/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::ctl {

absl::Status EvidenceChanged(absl::string_view what, absl::string_view digest,
                             absl::string_view wanted) {
  return WithReason(
      absl::DataLossError(absl::StrCat(what, " has the SHA-256 ", digest,
                                       "; the evidence says ", wanted)),
      "EVIDENCE_CHANGED");
}

absl::Status EvidenceMalformed(absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "the archive is no evidence pack: ", problem)),
                    "EVIDENCE_MALFORMED");
}

}  // namespace suyuan::ctl
