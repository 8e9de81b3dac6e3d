#ifndef TESTS_WORLDS_ORACLE_SPELLS_H_
#define TESTS_WORLDS_ORACLE_SPELLS_H_

#include <vector>

#include "services/traceability/graph/facts.h"

namespace suyuan::oracle {

// Closed periods; an absent end is open.
inline bool Covers(const traceability::Period& period, absl::CivilDay first,
                   absl::CivilDay last) {
  return (!period.from || *period.from <= first) &&
         (!period.to || last <= *period.to);
}

inline bool AnyTouches(const std::vector<traceability::Suspension>& spells,
                       absl::CivilDay first, absl::CivilDay last) {
  for (const auto& spell : spells) {
    if ((!spell.from || *spell.from <= last) &&
        (!spell.to || first <= *spell.to)) {
      return true;
    }
  }
  return false;
}

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_SPELLS_H_
