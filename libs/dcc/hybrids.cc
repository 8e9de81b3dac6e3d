#include <cmath>

#include "libs/dcc/number.h"
#include "libs/dcc/values.h"

namespace suyuan::dcc {
namespace {

const UnitText* UnitAt(const Document& document, const Series& series,
                       std::size_t index) {
  const int* unit = At(series.units, index);
  return unit == nullptr || *unit < 0 ? nullptr : &document.units[*unit];
}

// Value `index` of both, in the printed digits; true where either is no
// number or has no known unit, which is found elsewhere.
bool Agree(const Document& document, const Series& a, const Series& b,
           std::size_t index) {
  const UnitText* unit_a = UnitAt(document, a, index);
  const UnitText* unit_b = UnitAt(document, b, index);
  const auto value_a = a.values[index].value;
  const auto value_b = b.values[index].value;
  if (unit_a == nullptr || unit_b == nullptr || !unit_a->unit.has_value() ||
      !unit_b->unit.has_value() || !value_a.has_value() ||
      !value_b.has_value()) {
    return true;
  }
  const auto conversion =
      metrology::Conversion::Between(*unit_b->unit, *unit_a->unit);
  if (!conversion.ok()) return false;
  // One in the last digit of either: the issuer may have rounded both.
  const double tolerance =
      LastDigit(a.values[index].text) +
      std::abs(conversion->Difference(LastDigit(b.values[index].text)));
  return std::abs(conversion->Value(*value_b) - *value_a) <= tolerance ||
         std::abs(conversion->Difference(*value_b) - *value_a) <= tolerance;
}

void Compare(Build& build, const xmlNode* node, const Series& a,
             const Series& b) {
  const Document& document = build.document;
  if (a.values.size() != b.values.size()) {
    build.log.Add("DCC_LIST_LENGTHS", node,
                  {"hybrid", std::to_string(b.values.size()),
                   std::to_string(a.values.size())});
    return;
  }
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (Agree(document, a, b, i)) continue;
    const std::string other =
        b.values[i].text + " " + UnitAt(document, b, i)->text;
    build.log.Add("DCC_HYBRID_DISAGREES", node,
                  {a.values[i].text, UnitAt(document, a, i)->text, other});
    return;
  }
}

}  // namespace

void CheckHybrid(Build& build, const xmlNode* node,
                 const std::vector<Series>& series) {
  bool is_hybrid = false;
  bool any_dsi = false;
  for (const Series& each : series) {
    is_hybrid = is_hybrid || each.alternative > 0;
    const UnitText* unit = UnitAt(build.document, each, 0);
    any_dsi = any_dsi || (unit != nullptr && unit->is_dsi);
  }
  if (!is_hybrid) return;
  if (!any_dsi) build.log.Add("DCC_HYBRID_WITHOUT_SI", node);
  // Alternatives hold the same columns in the same order.
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (series[i].alternative == 0) continue;
    for (std::size_t j = 0; j < i && series[j].alternative == 0; ++j) {
      if (series[j].column == series[i].column) {
        Compare(build, node, series[j], series[i]);
      }
    }
  }
}

}  // namespace suyuan::dcc
