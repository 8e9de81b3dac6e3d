#include "services/traceability/convert/budget.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "libs/metrology/decimal.h"

namespace suyuan::traceability {
namespace {

namespace certs = certificates::v1;
using From = certs::BudgetComponent;

std::optional<double> NumberOf(const std::string& text) {
  double value;
  if (text.empty() || !absl::SimpleAtod(text, &value) || !std::isfinite(value))
    return std::nullopt;
  return value;
}

BudgetSource ToSource(From::Source source) {
  switch (source) {
    case From::SOURCE_REFERENCE:
      return BudgetSource::kReference;
    case From::SOURCE_DRIFT:
      return BudgetSource::kDrift;
    case From::SOURCE_REPEATABILITY:
      return BudgetSource::kRepeatability;
    case From::SOURCE_RESOLUTION:
      return BudgetSource::kResolution;
    case From::SOURCE_ENVIRONMENT:
      return BudgetSource::kEnvironment;
    case From::SOURCE_METHOD:
      return BudgetSource::kMethod;
    default:
      return BudgetSource::kUnspecified;
  }
}

InputDistribution ToDistribution(From::Distribution distribution) {
  switch (distribution) {
    case From::DISTRIBUTION_NORMAL:
      return InputDistribution::kNormal;
    case From::DISTRIBUTION_RECTANGULAR:
      return InputDistribution::kRectangular;
    case From::DISTRIBUTION_TRIANGULAR:
      return InputDistribution::kTriangular;
    case From::DISTRIBUTION_U_SHAPED:
      return InputDistribution::kUShaped;
    case From::DISTRIBUTION_STUDENT_T:
      return InputDistribution::kStudentT;
    default:
      return InputDistribution::kUnspecified;
  }
}

std::string TextIn(const metrology::v1::LocalizedText& text,
                   const std::string& language) {
  const auto found = text.texts().find(language);
  return found == text.texts().end() ? "" : found->second;
}

// Absent where it cannot be read: dy = c dx in the printed units, so the
// coherent c is that times the result's factor over the input's.
std::optional<BudgetComponentFacts> ToComponent(const From& from,
                                                const UnitValue& of_result,
                                                UnitReader& units) {
  const UnitValue unit =
      from.unit().empty() ? of_result : units.Read(from.unit());
  const auto u = NumberOf(from.standard_uncertainty());
  const auto c = NumberOf(from.sensitivity());
  if (!u || *u < 0 || !unit.dimension || !of_result.dimension) {
    return std::nullopt;
  }
  if (!c &&
      (!from.sensitivity().empty() || unit.dimension != of_result.dimension)) {
    return std::nullopt;
  }
  BudgetComponentFacts out;
  out.id = from.id();
  out.title_zh = TextIn(from.title(), "zh");
  out.title_en = TextIn(from.title(), "en");
  out.source = ToSource(from.source());
  out.reference_id = from.reference_id();
  out.type_a = from.evaluation() == From::EVALUATION_TYPE_A;
  out.distribution = ToDistribution(from.distribution());
  out.standard_uncertainty = unit.Difference(*u);
  if (c) out.sensitivity = *c * of_result.factor / unit.factor;
  out.degrees_of_freedom = NumberOf(from.degrees_of_freedom());
  return out;
}

std::optional<BudgetCorrelationFacts> ToCorrelation(
    const certs::BudgetCorrelation& from,
    const std::vector<BudgetComponentFacts>& components) {
  const auto place = [&](const std::string& id) {
    return std::find_if(components.begin(), components.end(),
                        [&](const auto& one) { return one.id == id; }) -
           components.begin();
  };
  const auto r = NumberOf(from.coefficient());
  const size_t first = place(from.first_id());
  const size_t second = place(from.second_id());
  if (!r || first == components.size() || second == components.size()) {
    return std::nullopt;
  }
  return BudgetCorrelationFacts{first, second, *r};
}

// One unit of the last digit of a printed number.
double DigitOf(const std::string& text) {
  const auto decimal = metrology::Decimal::Parse(text);
  return decimal.ok() ? decimal->resolution() : 0;
}

// What is stated, as the value's unit measures differences.
std::vector<StatedUncertaintyFacts> ToStated(const certs::Result& result,
                                             const UnitValue& unit) {
  const metrology::v1::Uncertainty& from = result.uncertainty();
  double scale = 1;
  if (from.relative()) {
    const auto value =
        NumberOf(result.value().empty() ? result.indication() : result.value());
    if (!value || *value == 0) return {};
    scale = std::fabs(*value);
  }
  const auto digit = NumberOf(result.budget().reported_digit());
  std::vector<StatedUncertaintyFacts> out;
  const auto add = [&](const std::string& text, double k) {
    const auto stated = NumberOf(text);
    if (!stated || *stated < 0) return;
    out.push_back({unit.Difference(*stated * scale), k,
                   unit.Difference(digit ? *digit : DigitOf(text) * scale)});
  };
  const auto k = NumberOf(from.coverage_factor());
  if (k && *k >= 1) add(from.expanded(), *k);
  add(from.standard(), 1);
  return out;
}

}  // namespace

BudgetFacts ToBudget(const certs::Result& result, UnitReader& units) {
  const UnitValue unit = units.Read(result.unit());
  BudgetFacts out;
  for (const From& one : result.budget().components()) {
    auto component = ToComponent(one, unit, units);
    out.readable = out.readable && component.has_value();
    if (component) out.components.push_back(*std::move(component));
  }
  for (const certs::BudgetCorrelation& one : result.budget().correlations()) {
    const auto correlation = ToCorrelation(one, out.components);
    out.readable = out.readable && correlation.has_value();
    if (correlation) out.correlations.push_back(*correlation);
  }
  out.readable = out.readable && !out.components.empty();
  if (unit.dimension) out.stated = ToStated(result, unit);
  return out;
}

}  // namespace suyuan::traceability
