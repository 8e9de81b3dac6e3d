#ifndef SERVICES_TRACEABILITY_RULES_SMALLEST_UNCERTAINTY_H_
#define SERVICES_TRACEABILITY_RULES_SMALLEST_UNCERTAINTY_H_

#include <vector>

#include "services/traceability/rules/context.h"

namespace suyuan::traceability {

// V09: the uncertainty of a result is not below the smallest one (CMC) of the
// rows of the issuer's scope that contain its value (ILAC-P14 5.4). Not
// applicable where none of `rows` states one, or the result no uncertainty
// (V13).
Finding JudgeSmallestUncertainty(const RuleContext& context, ResultIndex result,
                                 const std::vector<const ScopeRowFacts*>& rows);

// What the rows offer at a value, and whether an uncertainty reaches it.
struct Offer {
  // Not applicable where no row states a smallest uncertainty; unknown where
  // one that gives none here may allow it.
  Outcome outcome = Outcome::kNotApplicable;
  // Of the best row; infinity where none gives one.
  double smallest = 0;
};
// `dimension` is that of the value and the uncertainty.
Offer OfferAt(const std::vector<const ScopeRowFacts*>& rows,
              const DimensionText& dimension, double value,
              double standard_uncertainty);

// The smallest standard uncertainty at x; NaN where the row gives none there:
// unreadable, beyond its table, a relative one at 0.
double SmallestAt(const SmallestUncertaintyFacts& smallest, double x);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_SMALLEST_UNCERTAINTY_H_
