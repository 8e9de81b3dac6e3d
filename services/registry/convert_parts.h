#ifndef SERVICES_REGISTRY_CONVERT_PARTS_H_
#define SERVICES_REGISTRY_CONVERT_PARTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"
#include "libs/metrology/unit.h"
#include "services/registry/field_errors.h"
#include "services/registry/in_force.h"
#include "services/registry/record.h"
#include "suyuan/registry/v1/records.pb.h"

// Checks of the parts that records share. Each adds what is wrong to `errors`
// under `path` and returns what it could read.

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;
namespace metrology_proto = ::suyuan::metrology::v1;

// Bounds of what one record may hold.
inline constexpr size_t kMostTextBytes = 4096;
inline constexpr int kMostItems = 5000;

// Every enum in `message`, at any depth, has a value that its type knows:
// proto3 passes on others, which would mean something to a newer service only.
void CheckEnums(const FieldPath& path, const google::protobuf::Message& message,
                FieldErrors& errors);

// A text that may be empty.
void CheckOptionalText(const FieldPath& path, absl::string_view text,
                       FieldErrors& errors);
void CheckRequiredText(const FieldPath& path, absl::string_view text,
                       FieldErrors& errors);
void CheckCount(const FieldPath& path, int size, FieldErrors& errors);
// ISO 639-1 codes with text; at least one where `required`.
void CheckTitle(const FieldPath& path,
                const metrology_proto::LocalizedText& title, bool required,
                FieldErrors& errors);
// GB/T 2260: empty or six digits.
void CheckDivision(const FieldPath& path, absl::string_view division,
                   FieldErrors& errors);
// Empty, or lower-case letters, digits and underscores.
void CheckEquipmentClass(const FieldPath& path, absl::string_view text,
                         FieldErrors& errors);
void CheckMonths(const FieldPath& path, int months, FieldErrors& errors);

// nullopt for "" and for what is no day.
std::optional<absl::CivilDay> ReadDay(const FieldPath& path,
                                      absl::string_view text,
                                      FieldErrors& errors);
std::optional<absl::CivilDay> ReadRequiredDay(const FieldPath& path,
                                              absl::string_view text,
                                              FieldErrors& errors);
Period ReadPeriod(const FieldPath& path, const proto::Period& period,
                  FieldErrors& errors);
std::vector<Spell> ReadSuspensions(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Suspension>& suspensions,
    FieldErrors& errors);

// Decimal text of D-SI; nullopt for "" and for what is none.
std::optional<double> ReadDecimal(const FieldPath& path, absl::string_view text,
                                  FieldErrors& errors);
std::optional<metrology::Unit> ReadUnit(const FieldPath& path,
                                        absl::string_view text,
                                        FieldErrors& errors);
// A listed code with qualifiers that fit, and `unit`, if any, one of its kind.
void CheckKind(const FieldPath& path, const metrology_proto::QuantityKind& kind,
               const std::optional<metrology::Unit>& unit, FieldErrors& errors);
// Its unit, if it has one.
std::optional<metrology::Unit> CheckRange(const FieldPath& path,
                                          const metrology_proto::Range& range,
                                          FieldErrors& errors);
void CheckUncertainty(const FieldPath& path,
                      const metrology_proto::Uncertainty& uncertainty,
                      FieldErrors& errors);

// "institutions/..." with an id that can exist. False where it is not; "" is
// refused only where `required`, and then false as well.
bool CheckInstitution(const FieldPath& path, absl::string_view name,
                      bool required, FieldErrors& errors);

void CheckIdentifications(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Identification>& numbers,
    FieldErrors& errors);
// The rows of a scope; the sites they name become requirements of `holder`,
// where that is not "".
void CheckScope(const FieldPath& path,
                const google::protobuf::RepeatedPtrField<proto::ScopeRow>& rows,
                absl::string_view holder, std::vector<Requirement>& required,
                FieldErrors& errors);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_PARTS_H_
