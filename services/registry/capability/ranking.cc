#include "services/registry/capability/ranking.h"

#include <limits>
#include <tuple>

namespace suyuan::registry {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::infinity();

}  // namespace

bool operator<(const CapabilityRank& a, const CapabilityRank& b) {
  const double a_far = a.kilometres.value_or(kUnknown);
  const double b_far = b.kilometres.value_or(kUnknown);
  const double a_wide = a.expanded_uncertainty.value_or(kUnknown);
  const double b_wide = b.expanded_uncertainty.value_or(kUnknown);
  return std::tie(a.is_partial, a_far, a_wide, a.institution, a.source, a.row) <
         std::tie(b.is_partial, b_far, b_wide, b.institution, b.source, b.row);
}

}  // namespace suyuan::registry
