#ifndef SERVICES_REGISTRY_CONVERT_PARTS_H_
#define SERVICES_REGISTRY_CONVERT_PARTS_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "libs/metrology/unit.h"
#include "services/registry/convert/field_checks.h"
#include "services/registry/records/in_force.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/records.pb.h"

// Checks of the parts that records share. Each adds what is wrong to `errors`
// under `path` and returns what it could read.

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

Period ReadPeriod(const FieldPath& path, const proto::Period& period,
                  FieldErrors& errors);
// Of a valid record.
Period PeriodOf(const proto::Period& period);
std::vector<Spell> ReadSuspensions(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Suspension>& suspensions,
    FieldErrors& errors);

// The spells of a valid record that can be suspended.
template <typename Message>
std::vector<Spell> SuspensionsOf(const Message& message) {
  FieldErrors errors;
  return ReadSuspensions(FieldPath("suspensions"), message.suspensions(),
                         errors);
}

std::optional<metrology::Unit> ReadUnit(const FieldPath& path,
                                        absl::string_view text,
                                        FieldErrors& errors);
// The same where it must be given.
std::optional<metrology::Unit> ReadRequiredUnit(const FieldPath& path,
                                                absl::string_view text,
                                                FieldErrors& errors);
// A listed code with qualifiers that fit, and `unit`, if any, one of its kind.
void CheckKind(const FieldPath& path, const metrology_proto::QuantityKind& kind,
               const std::optional<metrology::Unit>& unit, FieldErrors& errors);
// The same with a code that must be given.
void CheckRequiredKind(const FieldPath& path,
                       const metrology_proto::QuantityKind& kind,
                       const std::optional<metrology::Unit>& unit,
                       FieldErrors& errors);
// `unit`, if any, is one of `kind`, which is checked elsewhere.
void CheckUnitFits(const FieldPath& path,
                   const metrology_proto::QuantityKind& kind,
                   const std::optional<metrology::Unit>& unit,
                   FieldErrors& errors);
// Its unit, if it has one.
std::optional<metrology::Unit> CheckRange(const FieldPath& path,
                                          const metrology_proto::Range& range,
                                          FieldErrors& errors);
// k: empty or at least 1.
void CheckCoverageFactor(const FieldPath& path, absl::string_view factor,
                         FieldErrors& errors);
void CheckUncertainty(const FieldPath& path,
                      const metrology_proto::Uncertainty& uncertainty,
                      FieldErrors& errors);

// "institutions/a" with an id that can exist, for a kind of records. False
// where it is not; "" is none.
bool CheckReference(const FieldPath& path, absl::string_view name,
                    RecordKind kind, FieldErrors& errors);

void CheckIdentifications(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Identification>& numbers,
    FieldErrors& errors);
void CheckRatio(const FieldPath& path, const proto::RatioRule& ratio,
                FieldErrors& errors);

// How well something is measured: one at least of uncertainty, accuracy class
// and maximum permissible error, the last with the unit of the range.
// `Stated` is a Capability or a DiagramTier.
template <typename Stated>
void CheckHowWell(const FieldPath& path, const Stated& stated,
                  FieldErrors& errors);
void CheckCapability(const FieldPath& path, const proto::Capability& capability,
                     FieldErrors& errors);
void CheckCapabilities(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Capability>& capabilities,
    FieldErrors& errors);

template <typename Stated>
void CheckHowWell(const FieldPath& path, const Stated& stated,
                  FieldErrors& errors) {
  if (stated.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", stated.uncertainty(), errors);
  }
  CheckOptionalText(path / "accuracy_class", stated.accuracy_class(), errors);
  const std::string& limit = stated.maximum_permissible_error();
  ReadNotNegative(path / "maximum_permissible_error", limit, errors);
  if (!limit.empty() && stated.range().unit().empty()) {
    errors.Add(path / "range" / "unit",
               "is required: the D-SI unit of the maximum permissible error");
  }
  if (!stated.has_uncertainty() && stated.accuracy_class().empty() &&
      limit.empty()) {
    errors.Add(path,
               "states neither uncertainty nor accuracy_class nor "
               "maximum_permissible_error");
  }
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_PARTS_H_
