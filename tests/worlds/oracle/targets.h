#ifndef TESTS_WORLDS_ORACLE_TARGETS_H_
#define TESTS_WORLDS_ORACLE_TARGETS_H_

#include <string>
#include <vector>

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/view.h"

// docs/rules.md 5 and 6: what a caller's name means.

namespace suyuan::oracle {

struct Target {
  bool found = true;
  std::vector<const Certificate*> certificates;
  Keys keys;                // of the artefacts meant; empty: every item
  bool incomplete = false;  // an artefact has no certificate
  std::vector<const Certificate*> candidates;  // of a number, if several
  bool ambiguous = false;
};

Target FindTarget(const View& view, const std::string& target,
                  const traceability::PartyFacts& issuer, absl::CivilDay as_of);

// What is taken as the source of harm.
struct Source {
  bool found = true;
  std::vector<const Certificate*> certificates;
  std::string record;  // a TERMINAL leg to it counts, too
  bool maker = false;  // faulty is what it made, not how that was used
};

Source FindSource(const View& view, const worlds::AffectedQuestion& question);

// Whether the days of the work, if they are known, touch those of the fault.
bool InFault(const Certificate& c, const worlds::AffectedQuestion& question);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_TARGETS_H_
