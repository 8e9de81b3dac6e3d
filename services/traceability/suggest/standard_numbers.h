#ifndef SERVICES_TRACEABILITY_SUGGEST_STANDARD_NUMBERS_H_
#define SERVICES_TRACEABILITY_SUGGEST_STANDARD_NUMBERS_H_

#include <limits>
#include <vector>

#include "services/traceability/chain/support.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/suggest/suggestion_question.h"

namespace suyuan::traceability {

// How well a standard realises a value on a day: by the newest certificates of
// its MAIN components, as a certificate made with it would be judged; where
// none of them has a result of the kind, by what the record says.
struct StandardNumbers {
  // NaN is unknown. Of several components the largest.
  double standard_uncertainty = std::numeric_limits<double>::quiet_NaN();
  double maximum_permissible_error = std::numeric_limits<double>::quiet_NaN();
  // Whether the value lies in what it was calibrated for.
  Coverage coverage = Coverage::kUnknown;
  bool from_certificates = false;
  // The newest of each component that has one.
  std::vector<CertificateIndex> certificates;
  // Whether the record says that it realises the kind.
  bool realises_kind = false;
};

StandardNumbers NumbersOf(const Graph& graph, const StandardFacts& standard,
                          const SuggestionQuestion& question);

// Whether an interval contains a value, with the tolerance of V08.
bool Contains(const Interval& range, double value);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_STANDARD_NUMBERS_H_
