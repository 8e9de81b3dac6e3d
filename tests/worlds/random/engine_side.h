#ifndef TESTS_WORLDS_RANDOM_ENGINE_SIDE_H_
#define TESTS_WORLDS_RANDOM_ENGINE_SIDE_H_

#include <memory>
#include <vector>

#include "libs/base/clock.h"
#include "services/traceability/engine.h"
#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/uncertainty.h"
#include "tests/worlds/oracle/world.h"

// The engine behind the plain questions and answers.

namespace suyuan::worlds {

class EngineSide {
 public:
  // Tells the engine everything. The two feeds come one after the other or
  // mixed, as `registry_first` says: answers must not depend on it.
  EngineSide(const World& world, bool registry_first);

  // With one rule switched off; 0 leaves all on.
  TraceAnswer Trace(const TraceQuestion& question, int without = 0) const;
  // The verdict alone, as it is settled where that can be; TRACEABLE where
  // there is no such target or result.
  Verdict TraceVerdict(const TraceQuestion& question) const;
  AffectedAnswer ListAffected(const AffectedQuestion& question) const;
  // Of the results of the target's certificate, in their order.
  std::vector<PlainUncertainty> ComputeUncertainty(
      const TraceQuestion& question) const;

 private:
  mutable FakeClock clock_;
  traceability::Engine engine_;
};

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_ENGINE_SIDE_H_
