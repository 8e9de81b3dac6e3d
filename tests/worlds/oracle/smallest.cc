#include "tests/worlds/oracle/smallest.h"

#include <cmath>

namespace suyuan::oracle {
namespace {

using traceability::SmallestUncertaintyFacts;
using Form = SmallestUncertaintyFacts::Form;

Number OnLine(const std::vector<std::pair<double, double>>& points, double x) {
  for (size_t i = 0; i < points.size(); ++i) {
    if (points[i].first == x) return points[i].second;
    if (i == 0 || x < points[i - 1].first || points[i].first < x) continue;
    const auto& [x0, u0] = points[i - 1];
    const auto& [x1, u1] = points[i];
    return u0 + (u1 - u0) * ((x - x0) / (x1 - x0));
  }
  return std::nullopt;
}

bool AllOfFraction(const SmallestUncertaintyFacts& smallest) {
  return smallest.form == Form::kLinear && smallest.constant == 0;
}

}  // namespace

Number SmallestFor(const traceability::ScopeRowFacts& row, const Result& r) {
  const SmallestUncertaintyFacts& stated = *row.smallest_uncertainty;
  const bool one_unit = r.dimension && r.dimension == row.dimension;
  if (!one_unit && !AllOfFraction(stated)) return std::nullopt;
  const double x = *r.value;
  Number u;
  switch (stated.form) {
    case Form::kUnreadable:
      return std::nullopt;
    case Form::kLinear:
      u = stated.constant + stated.proportional * std::abs(x);
      break;
    case Form::kRootSum:
      u = std::sqrt(stated.constant * stated.constant +
                    stated.proportional * stated.proportional * x * x);
      break;
    case Form::kTable:
      u = OnLine(stated.points, x);
      break;
    case Form::kRelativeTable:
      u = OnLine(stated.points, x);
      if (u) *u *= std::abs(x);
      break;
  }
  if (u && *u <= 0) return std::nullopt;
  return u;
}

}  // namespace suyuan::oracle
