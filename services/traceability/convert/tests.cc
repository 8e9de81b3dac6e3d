#include "services/traceability/convert/tests.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "libs/metrology/repeatability.h"
#include "libs/metrology/stability.h"
#include "services/traceability/convert/convert.h"

namespace suyuan::traceability {
namespace {

namespace reg = registry::v1;
using metrology::CapabilityOutcome;
using metrology::CapabilityVerdict;
using metrology::StabilityGroup;
using metrology::StabilityLimit;

absl::optional<double> NumberOf(const std::string& text) {
  double value;
  if (text.empty() || !absl::SimpleAtod(text, &value)) return absl::nullopt;
  return value;
}

std::optional<bool> Passed(const absl::StatusOr<CapabilityVerdict>& judged) {
  if (!judged.ok() || judged->outcome == CapabilityOutcome::kIndeterminate) {
    return std::nullopt;
  }
  return judged->outcome == CapabilityOutcome::kPass;
}

CapabilityTestFacts ToTest(const reg::RepeatabilityTest& test) {
  std::vector<double> readings;
  for (const std::string& reading : test.readings()) {
    readings.push_back(NumberOf(reading).value_or(std::nan("")));
  }
  return {false, DayOf(test.day()),
          Passed(metrology::JudgeRepeatability(
              readings, NumberOf(test.budget_standard_deviation())))};
}

// U at k = 2. A factor that is not stated is not 2.
absl::optional<metrology::ExpandedUncertainty> UncertaintyOf(
    const metrology::v1::Uncertainty& stated, double value) {
  absl::optional<double> u = NumberOf(stated.standard());
  const auto expanded = NumberOf(stated.expanded());
  const auto k = NumberOf(stated.coverage_factor());
  if (!u && expanded && k && *k >= 1) u = *expanded / *k;
  if (!u) return absl::nullopt;
  const auto out = metrology::ExpandedUncertainty::From(
      2 * *u * (stated.relative() ? std::fabs(value) : 1),
      *metrology::CoverageFactor::From(2));
  if (!out.ok()) return absl::nullopt;
  return *out;
}

void AddStability(const reg::StabilityCheck& check,
                  std::vector<CapabilityTestFacts>& out) {
  std::vector<StabilityGroup> groups;
  for (const auto& group : check.groups()) {
    const Day day = DayOf(group.day());
    const auto mean = NumberOf(group.mean());
    if (day && mean) groups.push_back({*day, *mean});
  }
  if (groups.size() < 2) return;
  std::stable_sort(groups.begin(), groups.end(),
                   [](const StabilityGroup& a, const StabilityGroup& b) {
                     return a.day < b.day;
                   });
  StabilityLimit limit;
  limit.use = check.corrections_used()
                  ? StabilityLimit::Use::kWithCorrections
                  : StabilityLimit::Use::kWithoutCorrections;
  limit.uncertainty = UncertaintyOf(
      check.uncertainty(),
      NumberOf(check.nominal_value()).value_or(groups.front().mean));
  limit.mpev = NumberOf(check.maximum_permissible_error());
  if (check.new_standard()) {
    const absl::CivilDay last = groups.back().day;
    out.push_back(
        {true, last,
         Passed(metrology::JudgeStability(metrology::StandardService::kNew,
                                          std::move(groups), limit))});
    return;
  }
  for (size_t n = 2; n <= groups.size(); ++n) {
    out.push_back({true, groups[n - 1].day,
                   Passed(metrology::JudgeStability(
                       metrology::StandardService::kInService,
                       {groups[n - 2], groups[n - 1]}, limit))});
  }
}

}  // namespace

std::vector<CapabilityTestFacts> TestsOf(const reg::Standard& record) {
  std::vector<CapabilityTestFacts> out;
  for (const auto& test : record.repeatability_tests()) {
    out.push_back(ToTest(test));
  }
  for (const auto& check : record.stability_checks()) {
    AddStability(check, out);
  }
  return out;
}

}  // namespace suyuan::traceability
