#ifndef TESTS_WORLDS_RANDOM_DISTURB_NUMBERS_H_
#define TESTS_WORLDS_RANDOM_DISTURB_NUMBERS_H_

#include "absl/time/civil_time.h"
#include "services/traceability/graph/facts.h"
#include "tests/worlds/random/dice.h"

namespace suyuan::worlds {

// A budget that gives u, or beside it, at and around its last digit.
traceability::BudgetFacts AnyBudget(Dice& dice, double u);

// A link around the days of some work, mostly up. It changes on full hours.
traceability::RemoteLinkFacts AnyLink(Dice& dice, absl::CivilDay begin,
                                      absl::CivilDay end);

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_DISTURB_NUMBERS_H_
