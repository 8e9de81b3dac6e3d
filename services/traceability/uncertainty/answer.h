#ifndef SERVICES_TRACEABILITY_UNCERTAINTY_ANSWER_H_
#define SERVICES_TRACEABILITY_UNCERTAINTY_ANSWER_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "libs/metrology/monte_carlo.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/uncertainty/recomputation.h"
#include "suyuan/traceability/v1/uncertainty.pb.h"

// From a recomputation to its answer, in the units that certificates print.

namespace suyuan::traceability {

// What a simulation needs of one result, in the result's unit: it is made
// while the graph goes on.
struct SimulationInputs {
  double estimate = 0;
  std::vector<metrology::RandomInput> inputs;
  std::vector<metrology::Correlation> correlations;
};

// Fills everything but `simulated`. The inputs are absent where the value or
// its unit cannot be read, or nothing is known of its uncertainty.
absl::optional<SimulationInputs> FillRecomputed(const Graph& graph,
                                                const Recomputation& all,
                                                const RecomputedResult& result,
                                                double probability,
                                                UnitReader& units,
                                                v1::RecomputedUncertainty& out);

void FillSimulated(const metrology::MonteCarloResult& result, uint64_t seed,
                   v1::SimulatedUncertainty& out);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_UNCERTAINTY_ANSWER_H_
