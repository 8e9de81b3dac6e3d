#include "libs/dcc/quantity_checks.h"

#include <cmath>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "libs/dcc/number.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::dcc {
namespace {

bool IsBlank(char c) {
  return absl::ascii_isspace(static_cast<unsigned char>(c));
}

// `series`' value `index` as a pure number; nullopt where its unit is none.
std::optional<metrology::Conversion> ToPureNumber(const Document& document,
                                                  const Series& series,
                                                  std::size_t index) {
  const int* unit = At(series.units, index);
  if (unit == nullptr || *unit < 0 || !document.units[*unit].unit) {
    return std::nullopt;
  }
  const auto one = metrology::ParseDsi("\\one");
  const auto conversion =
      metrology::Conversion::Between(*document.units[*unit].unit, *one);
  if (!conversion.ok()) return std::nullopt;
  return *conversion;
}

// One in the last digit of each, carried through U/|value|.
double Tolerance(const Number& value, const Number& expanded,
                 double relative_digit) {
  const double size = std::abs(*value.value);
  return relative_digit + LastDigit(expanded.text) / size +
         *expanded.value / size * LastDigit(value.text) / size;
}

}  // namespace

void CheckBlanks(Build& build, const xmlNode* list) {
  const std::string text = TextOf(list);
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (IsBlank(text[i]) && IsBlank(text[i - 1])) {
      build.log.Add("DCC_LIST_BLANKS", list, {LocalName(list)});
      return;
    }
  }
}

void CheckRelative(Build& build, const xmlNode* node,
                   const Quantity& quantity) {
  if (!quantity.relative_uncertainty.has_value() || quantity.series.empty()) {
    return;
  }
  const Series& relative = *quantity.relative_uncertainty;
  const Series& absolute = quantity.series.front();
  for (std::size_t i = 0; i < absolute.values.size(); ++i) {
    const Number& value = absolute.values[i];
    const Number* expanded = At(absolute.uncertainty.expanded, i);
    const Number* stated = At(relative.values, i);
    const auto pure = ToPureNumber(build.document, relative, i);
    if (expanded == nullptr || stated == nullptr || !expanded->value ||
        !stated->value || value.value.value_or(0) == 0 || !pure) {
      continue;
    }
    const double wanted = *expanded->value / std::abs(*value.value);
    const double digit = pure->Difference(LastDigit(stated->text));
    if (std::abs(pure->Difference(*stated->value) - wanted) >
        Tolerance(value, *expanded, digit)) {
      build.log.Add("DCC_RELATIVE_DISAGREES", node,
                    {stated->text, expanded->text, value.text});
      return;
    }
  }
}

void CheckPerValue(Build& build, const xmlNode* node,
                   const Statement& statement) {
  const Document& document = build.document;
  const Scope scope =
      Enclosing(document, statement.element.within, ScopeKind::kQuantity);
  if (scope.kind != ScopeKind::kQuantity) return;
  const Quantity& quantity = document.quantities[scope.index];
  if (quantity.series.empty()) return;
  const std::size_t values = quantity.series.front().values.size();
  const auto check = [&](const char* what, std::size_t length) {
    if (length <= 1 || length == values) return;
    build.log.Add("DCC_LIST_LENGTHS", node,
                  {what, std::to_string(length), std::to_string(values)});
  };
  check("conformity", statement.conformity.size());
  check("valid", statement.valid.size());
}

}  // namespace suyuan::dcc
