#ifndef SERVICES_TRACEABILITY_CHAIN_SUPPORT_H_
#define SERVICES_TRACEABILITY_CHAIN_SUPPORT_H_

#include <cstdint>
#include <vector>

#include "services/traceability/chain/resolution.h"
#include "services/traceability/graph/graph.h"

// Which results of a reference a result rests on, and with what numbers
// (docs/rules.md 2 and 3).

namespace suyuan::traceability {

// Where a value lies in what the reference was calibrated for (V08).
enum class Coverage : uint8_t { kUnknown, kInside, kOutside };

// A leg that carries a result.
struct Support {
  uint32_t leg = 0;  // index into the certificate's legs
  Relation relation = Relation::kUnknown;
  // kResolved legs: the results used, in the certificate's order. Empty for
  // an explicit leg to nothing related (V11 broken).
  std::vector<ResultIndex> used;
  Coverage coverage = Coverage::kUnknown;
  // Of the reference at the value, coherent SI; NaN is unknown.
  double standard_uncertainty = 0;
  double maximum_permissible_error = 0;
};

// Results that count (docs/rules.md 2): without BEFORE ones where there are
// AFTER ones.
std::vector<ResultIndex> CountingResults(const Graph& graph,
                                         CertificateIndex certificate);

// The standard uncertainty of a result: stated, or MPE / sqrt 3 where
// `mpe_as_uncertainty`; NaN is unknown.
double UncertaintyOf(const ResultRow& result, bool mpe_as_uncertainty);

// Whether [lo, hi] contains x within the tolerance of V08.
bool RangeContains(double lo, double hi, double x);

// Keeps of results of one kind those used at x: that cover it, or the nearest
// on each side (docs/rules.md 3). kUnknown, and all kept, where no value among
// them is known.
Coverage KeepUsedAt(const Graph& graph, double x,
                    std::vector<ResultIndex>& results);

// The items of a resolved leg's certificate that its reference means: those
// that it names, or all where it names none of them.
std::vector<ItemIndex> ItemsMeant(const Graph& graph, const Leg& leg);

// The legs that carry `result`, with the results used on each. `legs` are
// those of its certificate.
std::vector<Support> SupportsOf(const Graph& graph, ResultIndex result,
                                const std::vector<Leg>& legs);

// Fills in the numbers of the reference at the result, which depend on the
// profile.
void FillNumbers(const Graph& graph, bool mpe_as_uncertainty, Support& support);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CHAIN_SUPPORT_H_
