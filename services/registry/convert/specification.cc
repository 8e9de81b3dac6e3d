#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/evidence.h"
#include "services/registry/convert/parts.h"
#include "services/registry/records/identifiers.h"

namespace suyuan::registry {
namespace {

std::optional<SpecificationKind> KindOfSpecification(
    proto::Specification::Kind kind) {
  switch (kind) {
    case proto::Specification::KIND_VERIFICATION_REGULATION:
      return SpecificationKind::kVerificationRegulation;
    case proto::Specification::KIND_CALIBRATION_SPECIFICATION:
      return SpecificationKind::kCalibrationSpecification;
    case proto::Specification::KIND_VERIFICATION_SCHEME:
      return SpecificationKind::kVerificationScheme;
    case proto::Specification::KIND_METHOD_STANDARD:
      return SpecificationKind::kMethodStandard;
    default:
      return std::nullopt;
  }
}

void CheckNumber(const FieldPath& path, const proto::Specification& message,
                 FieldErrors& errors) {
  CheckRequiredText(path, message.number(), errors);
  const std::optional<SpecificationKind> kind =
      KindOfSpecification(message.kind());
  if (message.number().empty() || !kind.has_value()) return;
  CheckStatus(
      path, CheckSpecificationNumber(message.number(), *kind, message.region()),
      errors);
}

// The days of an edition: published, then in force. Returns its period.
Period ReadDays(const FieldPath& path, const proto::Specification& message,
                FieldErrors& errors) {
  const std::optional<absl::CivilDay> issued =
      ReadDay(path / "issued", message.issued(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  if (issued.has_value() && period.from.has_value() && *period.from < *issued) {
    errors.Add(path / "period" / "from",
               absl::StrCat(message.period().from(),
                            " is before the day it was published, ",
                            message.issued()));
  }
  return period;
}

void CheckMpeRule(const FieldPath& path, const proto::MpeRule& rule,
                  const proto::Specification& message, FieldErrors& errors) {
  CheckWord(path / "equipment_class", rule.equipment_class(), errors);
  const auto& classes = message.equipment_classes();
  if (!rule.equipment_class().empty() && !classes.empty() &&
      std::find(classes.begin(), classes.end(), rule.equipment_class()) ==
          classes.end()) {
    errors.Add(path / "equipment_class",
               absl::StrCat(Quoted(rule.equipment_class()),
                            " is none of equipment_classes"));
  }
  CheckOptionalText(path / "accuracy_class", rule.accuracy_class(), errors);
  const std::optional<metrology::Unit> unit =
      CheckRange(path / "range", rule.range(), errors);
  if (rule.has_kind()) CheckKind(path / "kind", rule.kind(), unit, errors);
  const FieldPath limit = path / "maximum_permissible_error";
  if (rule.maximum_permissible_error().empty()) {
    errors.Add(limit, "is required");
  }
  ReadNotNegative(limit, rule.maximum_permissible_error(), errors);
  if (!rule.relative() && rule.range().unit().empty()) {
    errors.Add(path / "range" / "unit",
               "is required: the D-SI unit of the maximum permissible error");
  }
}

// Which edition comes after this one, and for how long this one may still be
// used.
void CheckSuccession(const FieldPath& path, const proto::Specification& message,
                     FieldErrors& errors) {
  CheckOptionalText(path / "superseded_by", message.superseded_by(), errors);
  if (!message.superseded_by().empty() &&
      text::NormaliseIdentifier(message.superseded_by()) ==
          text::NormaliseIdentifier(message.number())) {
    errors.Add(path / "superseded_by",
               absl::StrCat(Quoted(message.superseded_by()),
                            " is the edition itself"));
  }
  if (!message.has_transition()) return;
  ReadPeriod(path / "transition", message.transition(), errors);
  if (message.transition().to().empty()) {
    errors.Add(path / "transition" / "to",
               "is required: the last day on which this edition may be used");
  }
}

void FindByAll(const proto::Specification& message, Drafting& drafting) {
  drafting.FindByTitle("title", message.title());
  drafting.FindByNumber("number", message.number());
  drafting.FindByEnum("kind", message.kind());
  drafting.FindBy("region", message.region());
  drafting.FindByNumber("superseded_by", message.superseded_by());
  for (const std::string& equipment : message.equipment_classes()) {
    drafting.FindBy("equipment_classes", equipment);
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Specification& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckNumber(path / "number", message, errors);
  CheckTitle(path / "title", message.title(), true, errors);
  CheckChosen(path / "kind", message.kind(), errors);
  CheckOptionalText(path / "issuer", message.issuer(), errors);
  CheckOptionalText(path / "region", message.region(), errors);
  const Period period = ReadDays(path, message, errors);
  if (message.has_ratio()) {
    CheckRatio(path / "ratio", message.ratio(), errors);
  }
  CheckMonths(path / "verification_months", message.verification_months(),
              errors);
  CheckSuccession(path, message, errors);
  CheckWords(path / "equipment_classes", message.equipment_classes(), errors);
  CheckCount(path / "mpe_rules", message.mpe_rules_size(), errors);
  for (int i = 0; i < message.mpe_rules_size(); ++i) {
    CheckMpeRule((path / "mpe_rules")[i], message.mpe_rules(i), message,
                 errors);
  }
  CheckEnvironment(path / "environment", message.environment(), errors);
  FindByAll(message, drafting);
  drafting.Identify(path / "number", "number", message.number(),
                    {text::NormaliseIdentifier(message.number())});
  FindByDue(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Specification>() {
  static constexpr absl::string_view kFields[] = {
      "title",  "number",        "kind",
      "region", "superseded_by", "equipment_classes"};
  return kFields;
}

}  // namespace suyuan::registry
