#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/identity.h"
#include "services/registry/convert/parts.h"
#include "services/registry/records/identifiers.h"

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

// Made, then certified. Returns the period.
Period ReadDays(const FieldPath& path, const proto::ReferenceMaterial& message,
                FieldErrors& errors) {
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  const std::optional<absl::CivilDay> made =
      ReadDay(path / "production_day", message.production_day(), errors);
  if (made.has_value() && period.from.has_value() && *period.from < *made) {
    errors.Add(path / "production_day",
               absl::StrCat(message.production_day(),
                            " is after the day of certification, ",
                            message.period().from()));
  }
  return period;
}

void CheckTextsOf(const FieldPath& path,
                  const proto::ReferenceMaterial& message,
                  FieldErrors& errors) {
  CheckOptionalText(path / "batch", message.batch(), errors);
  CheckOptionalText(path / "grading_certificate", message.grading_certificate(),
                    errors);
  CheckOptionalText(path / "traceability_statement",
                    message.traceability_statement(), errors);
  CheckOptionalText(path / "minimum_sample", message.minimum_sample(), errors);
  CheckOptionalText(path / "storage", message.storage(), errors);
}

void CheckSupervision(const FieldPath& path,
                      const proto::SupervisionCheck& check,
                      const proto::ReferenceMaterial& message,
                      FieldErrors& errors) {
  ReadRequiredDay(path / "day", check.day(), errors);
  CheckRequiredText(path / "institution", check.institution(), errors);
  const bool is_known = std::any_of(
      message.values().begin(), message.values().end(),
      [&](const auto& value) { return value.analyte() == check.analyte(); });
  if (check.analyte().empty()) {
    errors.Add(path / "analyte", "is required");
  } else if (!is_known) {
    errors.Add(path / "analyte",
               absl::StrCat(Quoted(check.analyte()),
                            " is no analyte of the values of the batch"));
  }
  ReadDecimal(path / "value", check.value(), errors);
  if (check.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", check.uncertainty(), errors);
  }
  CheckChosen(path / "conclusion", check.conclusion(), errors);
  CheckOptionalText(path / "document_number", check.document_number(), errors);
}

void FindByAll(const proto::ReferenceMaterial& message, Drafting& drafting) {
  drafting.FindByTitle("title", message.title());
  drafting.FindByNumber("number", message.number());
  drafting.FindByEnum("grade", message.grade());
  drafting.FindByNumber("batch", message.batch());
  for (const proto::PropertyValue& value : message.values()) {
    drafting.FindBy("values.analyte", value.analyte());
    drafting.SearchBy(value.analyte());
  }
  for (const std::string& field : message.fields()) {
    drafting.FindBy("fields", field);
  }
  for (const proto::SupervisionCheck& check : message.supervision_checks()) {
    drafting.FindByEnum("supervision_checks.conclusion", check.conclusion());
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::ReferenceMaterial& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckNumber(path / "number", message, errors);
  CheckChosen(path / "grade", message.grade(), errors);
  CheckTextsOf(path, message, errors);
  drafting.NeedsToBeFound("producer", message.producer(),
                          RecordKind::kInstitution, false);
  const Period period = ReadDays(path, message, errors);
  CheckCount(path / "values", message.values_size(), errors);
  for (int i = 0; i < message.values_size(); ++i) {
    CheckValue((path / "values")[i], message.values(i), errors);
  }
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);
  CheckMonths(path / "opened_months", message.opened_months(), errors);
  CheckWords(path / "fields", message.fields(), errors);
  CheckCount(path / "supervision_checks", message.supervision_checks_size(),
             errors);
  for (int i = 0; i < message.supervision_checks_size(); ++i) {
    CheckSupervision((path / "supervision_checks")[i],
                     message.supervision_checks(i), message, errors);
  }
  FindByAll(message, drafting);
  drafting.Identify(path / "number", "batch", message.number(),
                    {text::NormaliseIdentifier(message.number()),
                     text::NormaliseIdentifier(message.batch())});
  FindByDue(message, drafting);
  FindByIdentity(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view>
IndexedFieldsOf<proto::ReferenceMaterial>() {
  static constexpr absl::string_view kFields[] = {
      "title",    "number",         "grade",  "batch",
      "producer", "values.analyte", "fields", "supervision_checks.conclusion"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::ReferenceMaterial& message) {
  return SuspensionsOf(message);
}

}  // namespace suyuan::registry
