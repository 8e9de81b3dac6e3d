#ifndef TESTS_WORLDS_ORACLE_UNCERTAINTY_H_
#define TESTS_WORLDS_ORACLE_UNCERTAINTY_H_

#include <limits>
#include <optional>
#include <vector>

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/world.h"

// docs/uncertainty.md a second time: every random input of a world gets a place
// in one vector, a result is a row of sensitivities to all of them, and its
// variance is that row, the covariance matrix of the inputs and the row again
// (GUM 5.2.2, JCGM 102 6.2.1.3).

namespace suyuan::worlds {

// In the order of the table of docs/uncertainty.md.
enum class PlainGapKind {
  kNoUncertainty,
  kNoBudget,
  kBudgetUnreadable,
  kNotInBudget,
  kCorrelatedReference,
  kOpenEnd,
  kAmbiguous,
  kNoReferences,
  kNoSensitivity,
  kNoModel,
  kExceedsStated,
  kNoDrift,
  kNoLinkUncertainty,
  kNoDegreesOfFreedom,
  kCycle,
};

struct PlainGap {
  PlainGapKind kind = PlainGapKind::kNoUncertainty;
  int certificate = -1;
  int result = -1;
  int reference = -1;

  friend auto operator<=>(const PlainGap&, const PlainGap&) = default;
};

struct PlainUncertainty {
  int certificate = -1;
  int result = -1;
  // The chain closes on itself: then nothing else is said, for what is left
  // out of it depends on where one begins.
  bool cyclic = false;
  std::optional<double> standard_uncertainty;
  // Infinity where all that contributes is exact; absent where they cannot be
  // told (GUM G.4.1 takes independent inputs of known degrees).
  std::optional<double> degrees_of_freedom;
  // What each input contributes, c u with the sign of c, smallest first.
  // Nothing of inputs that contribute 0.
  std::vector<double> contributions;
  std::vector<PlainGap> gaps;
};

}  // namespace suyuan::worlds

namespace suyuan::oracle {

// Of each result that counts of the certificate which the question names by its
// resource name and which is known then, in their order.
std::vector<worlds::PlainUncertainty> ComputeUncertainty(
    const worlds::World& world, const worlds::TraceQuestion& question);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_UNCERTAINTY_H_
