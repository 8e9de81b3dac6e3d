#ifndef SERVICES_REGISTRY_INDICATORS_CONSTRUCTION_PLAN_H_
#define SERVICES_REGISTRY_INDICATORS_CONSTRUCTION_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/indicators/coverage.h"
#include "services/registry/indicators/facts.h"
#include "services/registry/indicators/mandatory_demand.h"

// 应建尽建: which public standard for mandatory verification is missing where,
// by the duties that the catalogue gives to the tiers (专栏5).

namespace suyuan::registry::indicators {

// A public standard that a tier must have in a division and does not.
struct ConstructionNeed {
  size_t item = 0;  // index in the catalogue
  Tier tier = Tier::kUnspecified;
  std::string division;
  int64_t instruments = 0;  // of the item, on record there
  // Standards in force for it elsewhere in the region, nearest first, unknown
  // distances last, then by name; at most kMostAlternatives. None: the
  // instruments must leave the region.
  std::vector<std::string> alternatives;
};
inline constexpr size_t kMostAlternatives = 3;

struct ConstructionPlan {
  std::vector<ConstructionNeed> needs;  // by tier, division, item
  // Items that no public standard in force in the region verifies.
  std::vector<size_t> leave_region;
};

struct ConstructionQuestion {
  std::string division;  // needs of divisions in it
  // Divisions that there are, sorted by code.
  absl::Span<const std::string> divisions;
  absl::CivilDay day;
};

// Kilometres from the point of a division to where a standard is; nullopt
// where either is not known.
using Distance = absl::FunctionRef<std::optional<double>(
    const std::string& division, const StandardFact& standard)>;

// A duty of a tier is met in a division by a public standard in force there
// that verifies the item and whose holder is of that tier: the institute of
// the region that works in a prefecture does not stand for the prefecture's.
// Duties of national and industry bodies lie in no division and are left out.
// `standards` are those of the whole region. O(items · divisions · s log s) for
// the s standards of an item.
ConstructionPlan PlanConstruction(const CatalogueFact& catalogue,
                                  absl::Span<const StandardFact> standards,
                                  const MandatoryDemand& demand,
                                  const ConstructionQuestion& question,
                                  Distance distance);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_CONSTRUCTION_PLAN_H_
