#ifndef TESTS_WORLDS_ORACLE_ORACLE_H_
#define TESTS_WORLDS_ORACLE_ORACLE_H_

#include <vector>

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/world.h"

// docs/rules.md a second time: slow, obvious, from plain lists of facts, with
// everything worked out anew for each question. It shares nothing with the
// engine but the facts, the units and the calendar.

namespace suyuan::oracle {

struct Traced {
  worlds::TraceAnswer answer;
  // Rules without whose findings the verdict would be another one.
  std::vector<int> deciding;
};

Traced Trace(const worlds::World& world, const worlds::TraceQuestion& question);

worlds::AffectedAnswer ListAffected(const worlds::World& world,
                                    const worlds::AffectedQuestion& question);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_ORACLE_H_
