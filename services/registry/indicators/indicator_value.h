#ifndef SERVICES_REGISTRY_INDICATORS_INDICATOR_VALUE_H_
#define SERVICES_REGISTRY_INDICATORS_INDICATOR_VALUE_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/indicators/definition.h"
#include "services/registry/indicators/facts.h"
#include "services/registry/indicators/progress.h"
#include "services/registry/indicators/tally.h"

namespace suyuan::registry::indicators {

// One indicator on one day.
struct IndicatorValue {
  Definition definition;
  std::string value;  // decimal text; "" where it cannot be said
  Progress progress;
  std::vector<std::string> evidence;  // names of records, sorted
  std::vector<Part> parts;            // of counts only
  std::vector<std::string> notes;
};

// The nine of `plan` on a day, in its order. `facts` are those of the region:
// records in other divisions must have been left out, and the catalogue is the
// one in force on the day. O(facts · log).
std::vector<IndicatorValue> Compute(const Plan& plan, const Facts& facts,
                                    absl::CivilDay day);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_INDICATOR_VALUE_H_
