#ifndef SERVICES_REGISTRY_DUPLICATES_DOUBLE_REGISTRATION_H_
#define SERVICES_REGISTRY_DUPLICATES_DOUBLE_REGISTRATION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/registry/duplicates/identity_marks.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// Records that seem to be of one thing: somebody should look. A lead, never a
// verdict; nothing follows from it by itself.
struct DoubleRegistration {
  std::vector<std::string> names;  // sorted, two at least
  SharedIdentity reason = SharedIdentity::kTitle;
  std::string shared;  // the value that they share, in normal form
  double strength = 0;
};

// A value that more records share is a habit of filling in forms and tells
// nothing apart.
inline constexpr size_t kMostSharing = 100;

// The leads among records of one kind, strongest first, then by names. What
// guards against false ones:
//   - a record's period must overlap that of another in the lead: an
//     instrument that went to a new owner is recorded anew, rightly;
//   - different manufacturers give equal serial numbers: those count only with
//     the manufacturer, or where a record names none;
//   - placeholders ("无", "N/A", "/") are no numbers;
//   - of several leads on the same records the strongest stays.
// Records of a lead stand in `records` in any order, each name once.
// O(m log m) for m marks in all, and O(kMostSharing) for each of them.
std::vector<DoubleRegistration> FindDoubleRegistrations(
    RecordKind kind, absl::Span<const IdentityFeatures> records);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_DUPLICATES_DOUBLE_REGISTRATION_H_
