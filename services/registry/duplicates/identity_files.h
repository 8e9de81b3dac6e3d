#ifndef SERVICES_REGISTRY_DUPLICATES_IDENTITY_FILES_H_
#define SERVICES_REGISTRY_DUPLICATES_IDENTITY_FILES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/duplicates/double_registration.h"
#include "services/registry/duplicates/identity_marks.h"
#include "services/registry/records/record.h"

// How double registrations are found without comparing each record with every
// other: each is filed under some texts, so that records which can make a lead
// lie side by side where the texts are sorted.

namespace suyuan::registry {

// The texts that a record is filed under; sorted, none twice. Few, since there
// are a million instruments: a serial number is filed in its folded form before
// the manufacturer, an asset number before the owner. Other kinds of records
// are filed under each of their marks.
std::vector<std::string> FilesOf(RecordKind kind,
                                 const IdentityFeatures& features);

// One way through the files of a kind, which meets all leads with one reason.
struct IdentityPass {
  SharedIdentity reason = SharedIdentity::kTitle;
  // Whether records meet under one serial number whatever the manufacturer,
  // since one of them names none; else under one whole text.
  bool across_manufacturers = false;
};
// The passes that meet all leads of a kind, the strongest first; none for kinds
// that are not compared.
std::vector<IdentityPass> PassesOf(RecordKind kind);

// What the texts of a pass begin with.
std::string PrefixOf(const IdentityPass& pass);
// The part of a text that is equal where records meet.
absl::string_view MeetingPart(const IdentityPass& pass, absl::string_view file);
// Whether those that met under `files` can make a lead.
bool CanMakeLead(const IdentityPass& pass, absl::Span<const std::string> files);

// Under one serial number, or whatever it is, more records than these tell
// nothing.
inline constexpr size_t kMostFiled = 1000;

// The leads of a pass by what its records share in `part`; `records` are all
// that met there. Of leads on the same records, or on some of them, only the
// strongest is given; of equally strong ones the first by what is shared.
// As FindDoubleRegistrations(records), and O(log records) for each file.
std::vector<DoubleRegistration> LeadsAt(
    RecordKind kind, const IdentityPass& pass, absl::string_view part,
    absl::Span<const IdentityFeatures> records);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_DUPLICATES_IDENTITY_FILES_H_
