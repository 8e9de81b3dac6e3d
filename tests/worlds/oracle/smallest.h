#ifndef TESTS_WORLDS_ORACLE_SMALLEST_H_
#define TESTS_WORLDS_ORACLE_SMALLEST_H_

#include "tests/worlds/oracle/results.h"

namespace suyuan::oracle {

// docs/rules.md 4, Smallest uncertainty: the standard uncertainty that a row of
// a scope offers at the value of a result, which it contains; absent where it
// gives none there.
Number SmallestFor(const traceability::ScopeRowFacts& row, const Result& r);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_SMALLEST_H_
