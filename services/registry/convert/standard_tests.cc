#include "services/registry/convert/standard_tests.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/metrology/capability.h"
#include "libs/metrology/repeatability.h"
#include "libs/metrology/result_verification.h"
#include "libs/metrology/stability.h"
#include "services/registry/convert/parts.h"
#include "services/registry/records/diagram_checks.h"

namespace suyuan::registry {
namespace {

using metrology::CapabilityOutcome;
using metrology::CapabilityVerdict;
using metrology::CoverageFactor;
using metrology::ExpandedUncertainty;
using Tests = proto::StandardTests;

// The record is valid, so what can be read reads.
std::optional<double> Number(absl::string_view text) {
  FieldErrors none;
  return ReadDecimal(FieldPath(""), text, none);
}
std::optional<metrology::Unit> UnitOf(absl::string_view text) {
  FieldErrors none;
  return ReadUnit(FieldPath(""), text, none);
}
absl::CivilDay Day(absl::string_view text) {
  FieldErrors none;
  return ReadDay(FieldPath(""), text, none).value_or(absl::CivilDay());
}

CoverageFactor Two() { return *CoverageFactor::From(2); }

// U at k = 2 as stated, a fraction where it is relative. A factor that is not
// stated is not 2, so there is none then.
std::optional<double> AtTwo(const metrology_proto::Uncertainty& stated) {
  if (const auto u = Number(stated.standard())) return 2 * *u;
  const std::optional<double> expanded = Number(stated.expanded());
  const std::optional<double> factor = Number(stated.coverage_factor());
  if (!expanded.has_value() || !factor.has_value()) return std::nullopt;
  return *expanded * 2 / *factor;
}

absl::optional<ExpandedUncertainty> UncertaintyOf(
    const metrology_proto::Uncertainty& stated, double value) {
  std::optional<double> expanded = AtTwo(stated);
  if (!expanded.has_value()) return absl::nullopt;
  if (stated.relative()) *expanded *= std::abs(value);
  const auto uncertainty = ExpandedUncertainty::From(*expanded, Two());
  if (!uncertainty.ok()) return absl::nullopt;
  return *uncertainty;
}

absl::optional<double> Optional(const std::optional<double>& value) {
  return value.has_value() ? absl::optional<double>(*value) : absl::nullopt;
}

Tests::Verdict ToProto(CapabilityOutcome outcome) {
  switch (outcome) {
    case CapabilityOutcome::kPass:
      return Tests::VERDICT_PASS;
    case CapabilityOutcome::kFail:
      return Tests::VERDICT_FAIL;
    case CapabilityOutcome::kIndeterminate:
      break;
  }
  return Tests::VERDICT_INDETERMINATE;
}

void SetTexts(absl::string_view zh, absl::string_view en,
              metrology_proto::LocalizedText& text) {
  (*text.mutable_texts())["zh"] = std::string(zh);
  (*text.mutable_texts())["en"] = std::string(en);
}

// Adds what was judged. What cannot be judged, numbers beyond what can be
// computed with, is not decided.
Tests::Test& Add(std::string field,
                 const absl::StatusOr<CapabilityVerdict>& judged,
                 Tests& tests) {
  Tests::Test& test = *tests.add_tests();
  test.set_field(std::move(field));
  test.set_verdict(Tests::VERDICT_INDETERMINATE);
  metrology_proto::LocalizedText& explanation = *test.mutable_explanation();
  if (!judged.ok()) {
    SetTexts("数值超出可计算的范围", judged.status().message(), explanation);
    return test;
  }
  test.set_verdict(ToProto(judged->outcome));
  if (judged->observed.has_value()) test.set_found(*judged->observed);
  if (judged->limit.has_value()) test.set_limit(*judged->limit);
  const metrology::CapabilityReasonText& text = TextOf(judged->reason);
  SetTexts(text.zh, text.en, explanation);
  return test;
}

absl::StatusOr<CapabilityVerdict> Judge(const proto::RepeatabilityTest& test) {
  std::vector<double> readings;
  for (const std::string& reading : test.readings()) {
    readings.push_back(Number(reading).value_or(0));
  }
  return metrology::JudgeRepeatability(
      readings, Optional(Number(test.budget_standard_deviation())));
}

absl::StatusOr<CapabilityVerdict> Judge(const proto::StabilityCheck& check) {
  std::vector<metrology::StabilityGroup> groups;
  for (const auto& group : check.groups()) {
    groups.push_back({Day(group.day()), Number(group.mean()).value_or(0)});
  }
  metrology::StabilityLimit limit;
  limit.use = check.corrections_used()
                  ? metrology::StabilityLimit::Use::kWithCorrections
                  : metrology::StabilityLimit::Use::kWithoutCorrections;
  // A fraction is one of what was followed, where that is stated; else of what
  // was found first.
  const double value =
      Number(check.nominal_value()).value_or(groups.front().mean);
  limit.uncertainty = UncertaintyOf(check.uncertainty(), value);
  limit.mpev = Optional(Number(check.maximum_permissible_error()));
  return metrology::JudgeStability(check.new_standard()
                                       ? metrology::StandardService::kNew
                                       : metrology::StandardService::kInService,
                                   std::move(groups), limit);
}

metrology::VerifiedResult ResultOf(
    const proto::ResultVerification::Result& result) {
  const double value = Number(result.value()).value_or(0);
  return {value, UncertaintyOf(result.uncertainty(), value)};
}

absl::StatusOr<CapabilityVerdict> Judge(
    const proto::ResultVerification& verification) {
  const metrology::VerifiedResult own = ResultOf(verification.own());
  if (verification.method() == proto::ResultVerification::METHOD_TRANSFER) {
    return metrology::JudgeByTransfer(own, ResultOf(verification.others(0)));
  }
  std::vector<double> others;
  for (const auto& other : verification.others()) {
    others.push_back(Number(other.value()).value_or(0));
  }
  return metrology::JudgeByComparison(own, others);
}

void AddVerification(std::string field,
                     const proto::ResultVerification& verification,
                     Tests& tests) {
  Tests::Test& test = Add(std::move(field), Judge(verification), tests);
  if (verification.method() == proto::ResultVerification::METHOD_TRANSFER &&
      test.has_found() && test.has_limit() && test.limit() > 0) {
    test.set_en_number(test.found() / test.limit());
  }
}

std::optional<StatedNumber> Stated(const std::string& text,
                                   const std::string& unit) {
  const std::optional<double> value = Number(text);
  if (!value.has_value()) return std::nullopt;
  return StatedNumber{*value, absl::StrCat(text, " ", unit)};
}

std::optional<StatedNumber> StatedUncertainty(
    const metrology_proto::Uncertainty& stated, const std::string& unit) {
  const std::optional<double> at_two = AtTwo(stated);
  if (!at_two.has_value()) return std::nullopt;
  std::string text =
      stated.standard().empty()
          ? absl::StrCat(stated.expanded(), stated.relative() ? "" : " ",
                         stated.relative() ? "" : unit,
                         " (k=", stated.coverage_factor(), ")")
          : absl::StrCat("2 · ", stated.standard(), " ",
                         stated.relative() ? "" : unit);
  return StatedNumber{*at_two, std::move(text)};
}

DiagramTierFacts ToFacts(std::string field, const proto::DiagramTier& tier) {
  const std::string& unit = tier.range().unit();
  DiagramTierFacts facts;
  facts.field = std::move(field);
  facts.unit = UnitOf(unit);
  facts.min = Stated(tier.range().min(), unit);
  facts.max = Stated(tier.range().max(), unit);
  facts.expanded = StatedUncertainty(tier.uncertainty(), unit);
  facts.is_relative = tier.uncertainty().relative();
  facts.maximum_permissible_error =
      Stated(tier.maximum_permissible_error(), unit);
  return facts;
}

KindFacts ToFacts(const metrology_proto::QuantityKind& kind) {
  return {kind.code(), metrology::Qualifiers(kind.qualifiers().begin(),
                                             kind.qualifiers().end())};
}

DiagramBranchFacts ToFacts(const std::string& field,
                           const proto::DiagramBranch& branch) {
  DiagramBranchFacts facts;
  facts.field = field;
  facts.kind = ToFacts(branch.kind());
  facts.upper = ToFacts(field + ".upper", branch.upper());
  facts.own = ToFacts(field + ".own", branch.own());
  for (int i = 0; i < branch.lower_size(); ++i) {
    facts.lower.push_back(
        ToFacts(absl::StrCat(field, ".lower[", i, "]"), branch.lower(i)));
  }
  return facts;
}

void AddDiagramFindings(const proto::Standard& standard, Tests& tests) {
  std::vector<KindFacts> quantities;
  for (const proto::Capability& capability : standard.capabilities()) {
    quantities.push_back(ToFacts(capability.kind()));
  }
  std::vector<DiagramBranchFacts> branches;
  for (int i = 0; i < standard.diagram().branches_size(); ++i) {
    branches.push_back(ToFacts(absl::StrCat("diagram.branches[", i, "]"),
                               standard.diagram().branches(i)));
  }
  for (const DiagramFinding& found : CheckDiagram(quantities, branches)) {
    Tests::DiagramFinding& finding = *tests.add_diagram_findings();
    finding.set_field(found.field);
    SetTexts(found.zh, found.en, *finding.mutable_explanation());
  }
}

}  // namespace

proto::StandardTests TestsOf(const proto::Standard& standard) {
  Tests tests;
  tests.set_rules_version(metrology::CapabilityRules().version);
  for (int i = 0; i < standard.repeatability_tests_size(); ++i) {
    Add(absl::StrCat("repeatability_tests[", i, "]"),
        Judge(standard.repeatability_tests(i)), tests);
  }
  for (int i = 0; i < standard.stability_checks_size(); ++i) {
    Add(absl::StrCat("stability_checks[", i, "]"),
        Judge(standard.stability_checks(i)), tests);
  }
  for (int i = 0; i < standard.result_verifications_size(); ++i) {
    AddVerification(absl::StrCat("result_verifications[", i, "]"),
                    standard.result_verifications(i), tests);
  }
  AddDiagramFindings(standard, tests);
  return tests;
}

}  // namespace suyuan::registry
