#include "services/registry/convert/evidence.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

void CheckTier(const FieldPath& path, const proto::DiagramTier& tier,
               const metrology_proto::QuantityKind& kind, FieldErrors& errors) {
  CheckTitle(path / "title", tier.title(), true, errors);
  CheckOptionalText(path / "institution", tier.institution(), errors);
  CheckUnitFits(path / "range" / "unit", kind,
                CheckRange(path / "range", tier.range(), errors), errors);
  CheckHowWell(path, tier, errors);
}

void CheckBranch(const FieldPath& path, const proto::DiagramBranch& branch,
                 FieldErrors& errors) {
  CheckRequiredKind(path / "kind", branch.kind(), std::nullopt, errors);
  CheckTier(path / "upper", branch.upper(), branch.kind(), errors);
  CheckRequiredText(path / "method_up", branch.method_up(), errors);
  CheckOptionalText(path / "specification_up", branch.specification_up(),
                    errors);
  CheckTier(path / "own", branch.own(), branch.kind(), errors);
  CheckRequiredText(path / "method_down", branch.method_down(), errors);
  CheckOptionalText(path / "specification_down", branch.specification_down(),
                    errors);
  CheckAtLeast(path / "lower", branch.lower_size(), 1, errors);
  for (int i = 0; i < branch.lower_size(); ++i) {
    // What is served may be of another kind: a thermometer by a voltage.
    CheckTier((path / "lower")[i], branch.lower(i), {}, errors);
  }
}

void CheckRepeatability(const FieldPath& path,
                        const proto::RepeatabilityTest& test,
                        FieldErrors& errors) {
  ReadRequiredDay(path / "day", test.day(), errors);
  const std::optional<metrology::Unit> unit =
      ReadRequiredUnit(path / "unit", test.unit(), errors);
  if (test.has_kind()) CheckKind(path / "kind", test.kind(), unit, errors);
  ReadDecimal(path / "nominal_value", test.nominal_value(), errors);
  CheckAtLeast(path / "readings", test.readings_size(), 2, errors);
  for (int i = 0; i < test.readings_size(); ++i) {
    ReadRequiredDecimal((path / "readings")[i], test.readings(i), errors);
  }
  ReadNotNegative(path / "budget_standard_deviation",
                  test.budget_standard_deviation(), errors);
}

void CheckStability(const FieldPath& path, const proto::StabilityCheck& check,
                    FieldErrors& errors) {
  const std::optional<metrology::Unit> unit =
      ReadRequiredUnit(path / "unit", check.unit(), errors);
  if (check.has_kind()) CheckKind(path / "kind", check.kind(), unit, errors);
  ReadDecimal(path / "nominal_value", check.nominal_value(), errors);
  CheckAtLeast(path / "groups", check.groups_size(), 2, errors);
  for (int i = 0; i < check.groups_size(); ++i) {
    const FieldPath at = (path / "groups")[i];
    ReadRequiredDay(at / "day", check.groups(i).day(), errors);
    ReadRequiredDecimal(at / "mean", check.groups(i).mean(), errors);
  }
  if (check.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", check.uncertainty(), errors);
  }
  ReadNotNegative(path / "maximum_permissible_error",
                  check.maximum_permissible_error(), errors);
}

void CheckResult(const FieldPath& path,
                 const proto::ResultVerification::Result& result,
                 FieldErrors& errors) {
  CheckOptionalText(path / "institution", result.institution(), errors);
  ReadRequiredDecimal(path / "value", result.value(), errors);
  if (result.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", result.uncertainty(), errors);
  }
}

void CheckOthers(const FieldPath& path,
                 const proto::ResultVerification& verification,
                 FieldErrors& errors) {
  const int count = verification.others_size();
  CheckCount(path, count, errors);
  switch (verification.method()) {
    case proto::ResultVerification::METHOD_TRANSFER:
      if (count == 1) break;
      errors.Add(path, absl::StrCat("has ", count,
                                    " results; the transfer method takes the "
                                    "one of the higher level"));
      break;
    case proto::ResultVerification::METHOD_COMPARISON:
      if (count >= 2) break;
      errors.Add(path, absl::StrCat("has ", count,
                                    " results; the comparison method takes "
                                    "two at least"));
      break;
    default:
      break;
  }
  for (int i = 0; i < count; ++i) {
    const auto& other = verification.others(i);
    if (other.institution().empty()) {
      errors.Add(path[i] / "institution", "is required: who measured it");
    }
    CheckResult(path[i], other, errors);
  }
}

void CheckVerification(const FieldPath& path,
                       const proto::ResultVerification& verification,
                       FieldErrors& errors) {
  ReadRequiredDay(path / "day", verification.day(), errors);
  CheckChosen(path / "method", verification.method(), errors);
  const std::optional<metrology::Unit> unit =
      ReadRequiredUnit(path / "unit", verification.unit(), errors);
  if (verification.has_kind()) {
    CheckKind(path / "kind", verification.kind(), unit, errors);
  }
  CheckResult(path / "own", verification.own(), errors);
  CheckOthers(path / "others", verification, errors);
}

}  // namespace

void CheckEnvironment(const FieldPath& path, const EnvironmentLimits& limits,
                      FieldErrors& errors) {
  CheckCount(path, limits.size(), errors);
  for (int i = 0; i < limits.size(); ++i) {
    const metrology_proto::Range& range = limits[i].range();
    const std::optional<metrology::Unit> unit =
        CheckRange(path[i] / "range", range, errors);
    CheckRequiredKind(path[i] / "kind", limits[i].kind(), unit, errors);
    if (range.min().empty() && range.max().empty()) {
      errors.Add(path[i] / "range", "has neither min nor max");
    }
  }
}

void CheckDiagram(const FieldPath& path, const proto::TracingDiagram& diagram,
                  FieldErrors& errors) {
  CheckAtLeast(path / "branches", diagram.branches_size(), 1, errors);
  for (int i = 0; i < diagram.branches_size(); ++i) {
    CheckBranch((path / "branches")[i], diagram.branches(i), errors);
  }
}

void CheckTests(const FieldPath& path, const proto::Standard& standard,
                FieldErrors& errors) {
  const FieldPath repeatability = path / "repeatability_tests";
  CheckCount(repeatability, standard.repeatability_tests_size(), errors);
  for (int i = 0; i < standard.repeatability_tests_size(); ++i) {
    CheckRepeatability(repeatability[i], standard.repeatability_tests(i),
                       errors);
  }
  const FieldPath stability = path / "stability_checks";
  CheckCount(stability, standard.stability_checks_size(), errors);
  for (int i = 0; i < standard.stability_checks_size(); ++i) {
    CheckStability(stability[i], standard.stability_checks(i), errors);
  }
  const FieldPath results = path / "result_verifications";
  CheckCount(results, standard.result_verifications_size(), errors);
  for (int i = 0; i < standard.result_verifications_size(); ++i) {
    CheckVerification(results[i], standard.result_verifications(i), errors);
  }
}

}  // namespace suyuan::registry
