#ifndef TESTS_WORLDS_RANDOM_QUESTIONS_H_
#define TESTS_WORLDS_RANDOM_QUESTIONS_H_

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/world.h"
#include "tests/worlds/random/dice.h"

// Everything that one seed stands for.

namespace suyuan::worlds {

struct Case {
  World world;
  TraceQuestion trace;
  AffectedQuestion affected;
};

// A world of two to eight certificates with a question about it each way. The
// same for a seed on every machine.
Case RandomCase(uint64_t seed);

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_QUESTIONS_H_
