#ifndef TESTS_WORLDS_RANDOM_NUMBERS_H_
#define TESTS_WORLDS_RANDOM_NUMBERS_H_

#include "tests/worlds/random/questions.h"

// Worlds in which uncertainties have something to be computed from.

namespace suyuan::worlds {

// As RandomCase, but certificates have histories, further references, points,
// budgets, sensitivities and degrees of freedom, and the target of `trace` is
// one certificate by its resource name, with everything known.
Case RandomNumbersCase(uint64_t seed);

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_NUMBERS_H_
