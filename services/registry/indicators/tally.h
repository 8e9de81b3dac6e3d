#ifndef SERVICES_REGISTRY_INDICATORS_TALLY_H_
#define SERVICES_REGISTRY_INDICATORS_TALLY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/indicators/counting.h"
#include "services/registry/indicators/facts.h"

namespace suyuan::registry::indicators {

// What a prefecture contributes.
struct Part {
  std::string division;  // "" for what is not placed
  int64_t value = 0;

  friend bool operator==(const Part&, const Part&) = default;
};

// A count with what it was counted from.
struct Tally {
  int64_t value = 0;
  std::vector<std::string> evidence;  // names of records, sorted, each once
  std::vector<Part> parts;            // by division; their sum is `value`
  std::vector<std::string> notes;
};

// Records and reported counts of one indicator together, on a day.
//
// A reported count counts on the days of its period. One that is a baseline
// stands for all that counted in its division (the whole region where it names
// none) at the end of its first day, or of the plan's base day where it names
// none: whatever of the same division, records and other reports alike, began
// on that day or before, or since ever, is then not counted beside it. Once the
// baseline's period is over, records speak for themselves again. Baselines of
// one division add up; of baselines within one another only the widest count.
Tally AddUp(std::vector<Counted> records, absl::Span<const EntryFact> entries,
            const Plan& plan, absl::CivilDay day);

// The entries without those in force on the day that report a project whose
// title, in any language, another one of them reports; the first by name stays.
std::vector<EntryFact> DistinctProjects(std::vector<EntryFact> entries,
                                        absl::CivilDay day, int64_t& repeated);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_TALLY_H_
