#include "services/registry/indicators/report.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "services/registry/indicators/notes.h"

namespace suyuan::registry::indicators {
namespace {

const IndicatorValue* Find(absl::Span<const IndicatorValue> values,
                           Indicator indicator) {
  for (const IndicatorValue& value : values) {
    if (value.definition.indicator == indicator) return &value;
  }
  return nullptr;
}

std::vector<std::string> Without(const std::vector<std::string>& names,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> out;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(),
                      std::back_inserter(out));
  return out;
}

}  // namespace

bool IsSample(const Report& report) {
  for (const IndicatorValue& value : report.values) {
    for (const std::string& note : value.notes) {
      if (absl::StartsWith(note, kSampleData)) return true;
    }
  }
  return false;
}

std::vector<IndicatorDifference> Compare(
    absl::Span<const IndicatorValue> before,
    absl::Span<const IndicatorValue> after) {
  std::vector<IndicatorDifference> out;
  for (const IndicatorValue& now : after) {
    IndicatorDifference difference;
    difference.indicator = now.definition.indicator;
    difference.after = now.value;
    const IndicatorValue* then = Find(before, difference.indicator);
    if (then == nullptr) {
      difference.added = now.evidence;
      difference.definition_changed = true;
    } else {
      difference.before = then->value;
      difference.added = Without(now.evidence, then->evidence);
      difference.removed = Without(then->evidence, now.evidence);
      difference.definition_changed = !(now.definition == then->definition);
    }
    out.push_back(std::move(difference));
  }
  return out;
}

}  // namespace suyuan::registry::indicators
