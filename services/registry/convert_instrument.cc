#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"

namespace suyuan::registry {

absl::StatusOr<Draft> ToDraft(const proto::Instrument& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckOptionalText(path / "manufacturer", message.manufacturer(), errors);
  CheckOptionalText(path / "model", message.model(), errors);
  CheckIdentifications(path / "identifications", message.identifications(),
                       errors);
  CheckWord(path / "equipment_class", message.equipment_class(), errors);
  drafting.NeedsToBeFound("owner", message.owner(), RecordKind::kInstitution,
                          false);
  CheckDivision(path / "division", message.division(), errors);
  CheckOptionalText(path / "place", message.place(), errors);
  CheckMonths(path / "recalibration_months", message.recalibration_months(),
              errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  for (const proto::Identification& number : message.identifications()) {
    drafting.FindByNumber("identifications.value", number.value());
  }
  drafting.FindBy("equipment_class", message.equipment_class());
  drafting.FindBy("division", message.division());
  drafting.FindByEnum("purpose", message.purpose());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Instrument>() {
  static constexpr absl::string_view kFields[] = {"identifications.value",
                                                  "equipment_class", "owner",
                                                  "division", "purpose"};
  return kFields;
}

}  // namespace suyuan::registry
