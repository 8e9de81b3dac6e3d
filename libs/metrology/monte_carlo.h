#ifndef LIBS_METROLOGY_MONTE_CARLO_H_
#define LIBS_METROLOGY_MONTE_CARLO_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/metrology/uncertainty.h"

// Propagation of distributions by a Monte Carlo method (JCGM 101:2008,
// supplement 1 to the GUM; JJF 1059.2). Its intervals need not be symmetric,
// and nobody makes them so.

namespace suyuan::metrology {

// What an input is like about its estimate, for a standard uncertainty of 1.
enum class InputShape : uint8_t {
  kNormal,
  kRectangular,  // half-width √3
  kTriangular,   // half-width √6
  kUShaped,      // arc sine, half-width √2
  // Student's t with the input's degrees of freedom, scaled by u and not by its
  // own standard deviation, which is wider and may not exist (JCGM 101 6.4.9).
  kStudentT,
};

struct RandomInput {
  double amount = 0;  // c·u with the sign of c, in the unit of the output
  InputShape shape = InputShape::kNormal;
  DegreesOfFreedom degrees_of_freedom;  // of kStudentT alone
};

inline constexpr int64_t kFewestTrials = 10000;
inline constexpr int64_t kMostTrials = 2000000;

struct MonteCarloOptions {
  // Equal seeds give equal answers, bit for bit, on one build.
  uint64_t seed = 1;
  // From kFewestTrials to kMostTrials. 0: as many as it takes until estimate,
  // uncertainty and both ends of the interval are stable to `digits` digits of
  // the uncertainty (JCGM 101 7.9), at most kMostTrials.
  int64_t trials = 0;
  int digits = 2;  // 1 or 2
  // Coverage probability, from 0.5 to 0.999.
  double probability = 0.95;
};

struct CoverageInterval {
  double low = 0;
  double high = 0;
};

struct MonteCarloResult {
  int64_t trials = 0;
  double mean = 0;
  double standard_uncertainty = 0;
  CoverageInterval symmetric;  // as much probability below as above
  CoverageInterval shortest;
  // Adaptive: whether it became stable. Of a stated number: not judged, false.
  bool stable = false;
};

// The model "linear sum": Y = `estimate` + Σ inputs. Correlated inputs have to
// be normal (JCGM 101 6.4.8). UNCERTAINTY_INVALID for options outside the
// bounds above, an amount that is not finite, correlations as
// CombineCorrelated refuses them, and a correlated input that is not normal.
// `proceed` is asked every 10,000 trials, and what it refuses with is passed
// on. O(trials (inputs + log trials)) and 8 bytes a trial; with c correlated
// inputs O(trials c²) besides.
absl::StatusOr<MonteCarloResult> SimulateLinearSum(
    double estimate, absl::Span<const RandomInput> inputs,
    absl::Span<const Correlation> correlations,
    const MonteCarloOptions& options,
    absl::FunctionRef<absl::Status()> proceed);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_MONTE_CARLO_H_
