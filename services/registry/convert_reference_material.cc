#include <optional>

#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"
#include "services/registry/identifiers.h"

namespace suyuan::registry {
namespace {

MaterialGrade GradeOf(const proto::ReferenceMaterial& message) {
  switch (message.grade()) {
    case proto::ReferenceMaterial::GRADE_PRIMARY:
      return MaterialGrade::kPrimary;
    case proto::ReferenceMaterial::GRADE_SECONDARY:
      return MaterialGrade::kSecondary;
    default:
      return MaterialGrade::kOther;
  }
}

void CheckNumber(const FieldPath& path, const proto::ReferenceMaterial& message,
                 FieldErrors& errors) {
  CheckRequiredText(path, message.number(), errors);
  if (message.number().empty() ||
      message.grade() == proto::ReferenceMaterial::GRADE_UNSPECIFIED) {
    return;
  }
  CheckStatus(path, CheckMaterialNumber(message.number(), GradeOf(message)),
              errors);
}

void CheckValue(const FieldPath& path, const proto::PropertyValue& value,
                FieldErrors& errors) {
  CheckRequiredText(path / "analyte", value.analyte(), errors);
  CheckOptionalText(path / "matrix", value.matrix(), errors);
  ReadRequiredDecimal(path / "value", value.value(), errors);
  const std::optional<metrology::Unit> unit =
      ReadRequiredUnit(path / "unit", value.unit(), errors);
  if (value.has_kind()) CheckKind(path / "kind", value.kind(), unit, errors);
  if (value.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", value.uncertainty(), errors);
  }
  CheckChosen(path / "status", value.status(), errors);
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::ReferenceMaterial& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckNumber(path / "number", message, errors);
  CheckChosen(path / "grade", message.grade(), errors);
  CheckOptionalText(path / "batch", message.batch(), errors);
  drafting.NeedsToBeFound("producer", message.producer(),
                          RecordKind::kInstitution, false);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  CheckCount(path / "values", message.values_size(), errors);
  for (int i = 0; i < message.values_size(); ++i) {
    CheckValue((path / "values")[i], message.values(i), errors);
  }
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindByNumber("number", message.number());
  drafting.FindByEnum("grade", message.grade());
  drafting.FindByNumber("batch", message.batch());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view>
IndexedFieldsOf<proto::ReferenceMaterial>() {
  static constexpr absl::string_view kFields[] = {"title", "number", "grade",
                                                  "batch", "producer"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::ReferenceMaterial& message) {
  return SuspensionsOf(message);
}

}  // namespace suyuan::registry
