#include "services/registry/transport/standard_place.h"

#include "libs/base/status.h"

namespace suyuan::registry {
namespace {

absl::optional<divisions::Point> PlaceOf(
    const indicators::StandardFact& standard,
    const proto::Institution& holder) {
  for (const proto::Site& site : holder.sites()) {
    if (standard.site.empty() || site.id() != standard.site) continue;
    if (site.has_latitude() && site.has_longitude()) {
      return divisions::Point{site.latitude(), site.longitude()};
    }
    if (!site.division().empty()) return divisions::PointOf(site.division());
  }
  return divisions::PointOf(holder.division());
}

}  // namespace

absl::StatusOr<StandardPlaces> StandardPlaces::Of(
    const std::vector<indicators::StandardFact>& standards,
    FactReader& reader) {
  StandardPlaces out;
  for (const indicators::StandardFact& standard : standards) {
    SUYUAN_ASSIGN_OR_RETURN(const proto::Institution* holder,
                            reader.FindInstitution(standard.holder));
    if (holder == nullptr) continue;
    const absl::optional<divisions::Point> place = PlaceOf(standard, *holder);
    if (place.has_value()) out.by_record_[standard.source.record] = *place;
  }
  return out;
}

std::optional<double> StandardPlaces::KilometresFrom(
    const std::string& division,
    const indicators::StandardFact& standard) const {
  const absl::optional<divisions::Point> from = divisions::PointOf(division);
  const auto to = by_record_.find(standard.source.record);
  if (!from.has_value() || to == by_record_.end()) return std::nullopt;
  return divisions::DistanceInKilometres(*from, to->second);
}

}  // namespace suyuan::registry
