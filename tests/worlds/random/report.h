#ifndef TESTS_WORLDS_RANDOM_REPORT_H_
#define TESTS_WORLDS_RANDOM_REPORT_H_

#include <functional>
#include <string>

#include "tests/worlds/random/questions.h"

// What to read when the engine and the oracle disagree.

namespace suyuan::worlds {

// The smallest world that still shows it: facts and parts of facts are taken
// away for as long as `disagrees` says so.
Case Shrink(Case found, const std::function<bool(const Case&)>& disagrees);

// The facts and the questions, one thing a line, nothing that is not set.
std::string Describe(const Case& c);

// Lines that only one of two answers has, marked "engine" and "oracle".
std::string Difference(const TraceAnswer& engine, const TraceAnswer& oracle);
std::string Difference(const AffectedAnswer& engine,
                       const AffectedAnswer& oracle);

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_REPORT_H_
