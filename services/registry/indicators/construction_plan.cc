#include "services/registry/indicators/construction_plan.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "services/registry/indicators/counting.h"
#include "services/registry/indicators/division.h"

namespace suyuan::registry::indicators {
namespace {

// Of each item the public standards in force that verify it.
std::vector<std::vector<const StandardFact*>> ByItem(
    const CatalogueFact& catalogue, absl::Span<const StandardFact> standards,
    absl::CivilDay day) {
  std::vector<std::vector<const StandardFact*>> out(catalogue.items.size());
  for (const StandardFact& standard : standards) {
    if (!IsPublicInForce(standard, day)) continue;
    for (size_t i = 0; i < catalogue.items.size(); ++i) {
      if (Verifies(standard, catalogue.items[i].id)) {
        out[i].push_back(&standard);
      }
    }
  }
  return out;
}

bool HasDuty(const CatalogueItem& item, Tier tier) {
  return std::find(item.duties.begin(), item.duties.end(), tier) !=
         item.duties.end();
}

bool IsMet(absl::Span<const StandardFact* const> standards, Tier tier,
           const std::string& division) {
  return std::any_of(standards.begin(), standards.end(),
                     [&](const StandardFact* standard) {
                       return standard->tier == tier &&
                              IsWithin(standard->source.division, division);
                     });
}

std::vector<std::string> Nearest(
    absl::Span<const StandardFact* const> standards,
    const std::string& division, Distance distance) {
  std::vector<std::pair<double, std::string>> found;
  for (const StandardFact* standard : standards) {
    found.emplace_back(distance(division, *standard)
                           .value_or(std::numeric_limits<double>::infinity()),
                       standard->source.record);
  }
  const size_t count = std::min(found.size(), kMostAlternatives);
  std::partial_sort(found.begin(),
                    found.begin() + static_cast<ptrdiff_t>(count), found.end());
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) out.push_back(std::move(found[i].second));
  return out;
}

}  // namespace

ConstructionPlan PlanConstruction(const CatalogueFact& catalogue,
                                  absl::Span<const StandardFact> standards,
                                  const MandatoryDemand& demand,
                                  const ConstructionQuestion& question,
                                  Distance distance) {
  const auto by_item = ByItem(catalogue, standards, question.day);
  ConstructionPlan plan;
  for (size_t i = 0; i < catalogue.items.size(); ++i) {
    if (!MustBeVerified(catalogue.items[i], question.day)) continue;
    if (by_item[i].empty()) plan.leave_region.push_back(i);
    for (const std::string& division : question.divisions) {
      const Tier tier = TierOf(division);
      if (!IsWithin(division, question.division)) continue;
      if (!HasDuty(catalogue.items[i], tier)) continue;
      if (IsMet(by_item[i], tier, division)) continue;
      plan.needs.push_back({i, tier, division, demand.In(i, division),
                            Nearest(by_item[i], division, distance)});
    }
  }
  std::sort(plan.needs.begin(), plan.needs.end(),
            [](const ConstructionNeed& a, const ConstructionNeed& b) {
              return std::tie(a.tier, a.division, a.item) <
                     std::tie(b.tier, b.division, b.item);
            });
  return plan;
}

}  // namespace suyuan::registry::indicators
