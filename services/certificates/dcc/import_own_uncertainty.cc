#include <algorithm>
#include <string>
#include <vector>

#include "libs/metrology/decimal.h"
#include "services/certificates/dcc/import_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

std::string First(const std::vector<dcc::Number>& numbers) {
  return numbers.empty() ? "" : numbers.front().text;
}

void TakeFactor(const std::string& text, std::string* to) {
  if (metrology::ParseCoverageFactorText(text).ok()) *to = text;
}
void TakeProbability(const std::string& text, std::string* to) {
  if (metrology::ParseProbabilityText(text).ok()) *to = text;
}

// What stands at the value.
void TakeStated(const dcc::Quantity& quantity, metrology::v1::Uncertainty& to) {
  if (quantity.relative_uncertainty.has_value()) {
    TakeDecimal(NumberOf(*quantity.relative_uncertainty),
                to.mutable_expanded());
    to.set_relative(true);
  }
  const dcc::Uncertainty& stated = quantity.series.front().uncertainty;
  if (!stated.IsStated()) return;
  TakeDecimal(First(stated.expanded), to.mutable_expanded());
  TakeDecimal(First(stated.standard), to.mutable_standard());
  TakeFactor(First(stated.coverage_factor), to.mutable_coverage_factor());
  TakeProbability(First(stated.coverage_probability),
                  to.mutable_coverage_probability());
  if (!stated.distribution.empty()) {
    to.set_distribution(stated.distribution.front());
  }
}

// What is a column of its own.
void TakeColumn(const dcc::Quantity& column, metrology::v1::Uncertainty& to) {
  const auto is = [&column](const char* token) {
    return column.element.HasRefType(token);
  };
  const std::string number = NumberOf(column.series.front());
  if (is(own::kRelativeExpanded) || is(own::kRelativeStandard)) {
    to.set_relative(true);
  }
  if (is(own::kExpanded) || is(own::kRelativeExpanded)) {
    TakeDecimal(number, to.mutable_expanded());
  }
  if (is(own::kStandardUncertainty) || is(own::kRelativeStandard)) {
    TakeDecimal(number, to.mutable_standard());
  }
  if (is(own::kCoverageFactor)) {
    TakeFactor(number, to.mutable_coverage_factor());
  }
  if (is(own::kCoverageProbability)) {
    TakeProbability(number, to.mutable_coverage_probability());
  }
  if (is(own::kDegreesOfFreedom)) {
    TakeDecimal(number, to.mutable_degrees_of_freedom());
  }
}

}  // namespace

std::string NumberOf(const dcc::Series& series) {
  const bool is_number =
      series.values.size() == 1 && series.values.front().value.has_value();
  return is_number ? series.values.front().text : "";
}

void TakeDecimal(const std::string& text, std::string* to) {
  if (metrology::Decimal::Parse(text).ok()) *to = text;
}

bool SaysUncertainty(const dcc::Quantity& quantity) {
  const std::vector<std::string>& tokens = quantity.element.ref_types;
  const bool is_stated = !quantity.series.empty() &&
                         quantity.series.front().uncertainty.IsStated();
  return is_stated || quantity.relative_uncertainty.has_value() ||
         std::any_of(
             std::begin(own::kUncertaintyColumns),
             std::end(own::kUncertaintyColumns),
             [&tokens](const char* token) { return own::Has(tokens, token); });
}

void TakeUncertainty(const dcc::Document& document,
                     const dcc::Quantity& quantity,
                     metrology::v1::Uncertainty& to) {
  if (quantity.element.HasRefType(own::kDistribution) &&
      quantity.no_quantity.has_value()) {
    to.set_distribution(PrintedFrom(document, *quantity.no_quantity));
  }
  if (quantity.series.empty()) return;
  TakeStated(quantity, to);
  TakeColumn(quantity, to);
}

}  // namespace suyuan::certificates
