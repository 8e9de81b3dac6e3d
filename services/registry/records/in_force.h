#ifndef SERVICES_REGISTRY_RECORDS_IN_FORCE_H_
#define SERVICES_REGISTRY_RECORDS_IN_FORCE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// Why a record did not count for a while.
enum class Cause {
  kSuspended,  // by decision, between two days
  kRevoked,    // by decision, for good
  kSealed,     // 封存
  kCancelled,  // 注销
};

// A spell during which a record did not count. A revocation and a cancellation
// have no last day; a revocation may begin before the record itself.
struct Spell {
  Cause cause = Cause::kSuspended;
  Period period;
  std::string reason;
};

// Something that happened to a measurement standard on a day.
struct SealEvent {
  enum class Kind { kSealed, kRestored, kCancelled };
  Kind kind = Kind::kSealed;
  absl::CivilDay day;
  std::string reason;
};

// The spells that events in any order make: sealed from the day of sealing to
// the day before the next restoring; cancelled from its day on, for good. A
// restoring without a sealing makes none. Of events on one day sealing comes
// first, so that 封存 and 启封 on one day make no spell.
std::vector<Spell> SpellsOf(absl::Span<const SealEvent> events);

// Whether a record counts on a day, and if not, why.
struct Standing {
  enum class State {
    kInForce,
    kNotYet,     // before its first day
    kEnded,      // after its last day
    kSuspended,  // and the rest as Cause
    kRevoked,
    kSealed,
    kCancelled,
  };
  State state = State::kInForce;
  // The day that decides: the record's first or last day, or the first day of
  // the spell where it has one.
  std::optional<absl::CivilDay> day;
  // The reason that the spell gives.
  std::string reason;
};

// By period first, then by the gravest of the spells that contain `day`:
// revoked, cancelled, suspended, sealed. A revocation from the beginning holds
// on every day from its own first day on.
Standing StandingOn(absl::CivilDay day, const Period& period,
                    absl::Span<const Spell> spells);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_RECORDS_IN_FORCE_H_
