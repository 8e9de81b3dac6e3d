#include "services/registry/capability/workplace.h"

#include <algorithm>

namespace suyuan::registry {

std::vector<Workplace> WorkplacesFor(absl::Span<const std::string> named,
                                     absl::Span<const Workplace> all) {
  std::vector<Workplace> places;
  for (const Workplace& place : all) {
    const bool counts = named.empty() || std::find(named.begin(), named.end(),
                                                   place.site) != named.end();
    if (counts) places.push_back(place);
  }
  return places;
}

NearestWorkplace NearestOf(absl::Span<const Workplace> places,
                           const std::optional<divisions::Point>& origin) {
  NearestWorkplace nearest;
  if (!places.empty()) nearest.site = places[0].site;
  if (!origin.has_value()) return nearest;
  for (const Workplace& place : places) {
    if (!place.point.has_value()) continue;
    const double kilometres =
        divisions::DistanceInKilometres(*origin, *place.point);
    if (!nearest.kilometres.has_value() || kilometres < *nearest.kilometres) {
      nearest = {place.site, kilometres};
    }
  }
  return nearest;
}

}  // namespace suyuan::registry
