#ifndef SERVICES_SUYUANCTL_CLI_FROZEN_LIST_H_
#define SERVICES_SUYUANCTL_CLI_FROZEN_LIST_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "suyuan/traceability/v1/recalls.pb.h"

namespace suyuan::ctl {

// A list of what a target taints, as it was kept (docs/recalls.md).
struct FrozenList {
  traceability::v1::FrozenAffectedHeader header;
  std::vector<traceability::v1::FrozenAffectedCertificate> certificates;
  traceability::v1::FrozenAffectedSummary summary;
};

// Reads a document and holds it to its own digests and counts. Refused:
//   INVALID_ARGUMENT FROZEN_LIST_MALFORMED: no such document, with the line
//   DATA_LOSS FROZEN_LIST_CHANGED: not what its summary says
absl::StatusOr<FrozenList> ReadFrozenList(absl::string_view document);

// What one list has and the other has not, each in its list's order. A
// certificate whose bytes or affected results differ is changed.
struct FrozenDifference {
  std::vector<traceability::v1::FrozenAffectedCertificate> added;
  std::vector<traceability::v1::FrozenAffectedCertificate> removed;
  std::vector<traceability::v1::FrozenAffectedCertificate> changed;  // as now

  bool empty() const {
    return added.empty() && removed.empty() && changed.empty();
  }
};
FrozenDifference Compare(const FrozenList& kept, const FrozenList& now);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_FROZEN_LIST_H_
