#ifndef TESTS_WORLDS_ORACLE_RESULTS_H_
#define TESTS_WORLDS_ORACLE_RESULTS_H_

#include <optional>
#include <vector>

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/view.h"

// docs/rules.md 2: results and their kinds.

namespace suyuan::oracle {

using Result = traceability::ResultFacts;
using Number = std::optional<double>;

// The result at a place; one about which nothing is known where the
// certificate states none.
const Result& ResultAt(const Certificate& c, int place);

// Places of the results that count.
std::vector<int> CountingResults(const Certificate& c);

// Items that a result is about.
std::vector<const traceability::ItemFacts*> ItemsOf(const Certificate& c,
                                                    int result);

Number UncertaintyOf(const Result& result, worlds::ProfileId profile);

enum class Relation { kUnknown, kSame, kDerived, kNone };
bool KindUnknown(const traceability::Kind& kind,
                 const traceability::DimensionText& dimension);
// Of a reference's kind to the kind of what rests on it.
Relation Relate(const traceability::Kind& kind,
                const traceability::DimensionText& dimension,
                const traceability::Kind& reference,
                const traceability::DimensionText& reference_dimension);

// V08's tolerance included; an open side contains everything beyond.
bool Contains(const traceability::Interval& range, double x);

// The range a result covers: the valid one, else its value; absent where
// neither is known.
std::optional<traceability::Interval> CoveredBy(const Result& result);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_RESULTS_H_
