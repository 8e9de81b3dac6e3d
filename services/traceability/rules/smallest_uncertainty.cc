#include "services/traceability/rules/smallest_uncertainty.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "services/traceability/chain/support.h"

namespace suyuan::traceability {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

using Form = SmallestUncertaintyFacts::Form;

double Interpolated(const std::vector<std::pair<double, double>>& points,
                    double x) {
  if (points.empty() || !(x >= points.front().first) ||
      !(x <= points.back().first)) {
    return kNan;
  }
  const auto above = std::find_if(points.begin(), points.end(),
                                  [x](const auto& p) { return x <= p.first; });
  if (above->first == x) return above->second;
  const auto below = std::prev(above);
  return std::lerp(below->second, above->second,
                   (x - below->first) / (above->first - below->first));
}

// Whether the numbers of the row are in the unit of the result; those that are
// fractions are in every one.
bool Comparable(const DimensionText& dimension, const ScopeRowFacts& row) {
  const SmallestUncertaintyFacts& smallest = *row.smallest_uncertainty;
  if (smallest.form == Form::kLinear && smallest.constant == 0) return true;
  return dimension && dimension == row.dimension;
}

}  // namespace

double SmallestAt(const SmallestUncertaintyFacts& smallest, double x) {
  const double proportional = smallest.proportional * std::fabs(x);
  double u = kNan;
  switch (smallest.form) {
    case Form::kUnreadable:
      return kNan;
    case Form::kLinear:
      u = smallest.constant + proportional;
      break;
    case Form::kRootSum:
      u = std::hypot(smallest.constant, proportional);
      break;
    case Form::kTable:
      u = Interpolated(smallest.points, x);
      break;
    case Form::kRelativeTable:
      u = Interpolated(smallest.points, x) * std::fabs(x);
      break;
  }
  return u > 0 ? u : kNan;
}

Offer OfferAt(const std::vector<const ScopeRowFacts*>& rows,
              const DimensionText& dimension, double value,
              double standard_uncertainty) {
  Offer out;
  out.smallest = std::numeric_limits<double>::infinity();
  bool any_stated = false;
  bool any_unknown = false;
  for (const ScopeRowFacts* row : rows) {
    if (!row->smallest_uncertainty) continue;
    any_stated = true;
    const double at = Comparable(dimension, *row)
                          ? SmallestAt(*row->smallest_uncertainty, value)
                          : kNan;
    any_unknown = any_unknown || std::isnan(at);
    if (at < out.smallest) out.smallest = at;
  }
  if (!any_stated) return out;
  out.outcome = standard_uncertainty >= out.smallest * (1 - kSlack)
                    ? Outcome::kHeld
                : any_unknown ? Outcome::kUnknown
                              : Outcome::kBroken;
  return out;
}

Finding JudgeSmallestUncertainty(
    const RuleContext& context, ResultIndex index,
    const std::vector<const ScopeRowFacts*>& rows) {
  const Graph& graph = context.graph;
  const ResultRow& result = graph.result(index);
  Finding found = Found(context, Rule::kV09, Outcome::kNotApplicable);
  const double own = UncertaintyOf(result, context.profile.mpe_as_uncertainty);
  if (std::isnan(own)) return found;
  const Offer offer =
      OfferAt(rows, graph.kinds().dimension(result.kind), result.value, own);
  found.outcome = offer.outcome;
  if (found.outcome == Outcome::kNotApplicable) return found;
  ExplainNumber(context, found, "value", result.value);
  ExplainNumber(context, found, "standard_uncertainty", own);
  if (std::isfinite(offer.smallest)) {
    ExplainNumber(context, found, "smallest_uncertainty", offer.smallest);
  }
  return found;
}

}  // namespace suyuan::traceability
