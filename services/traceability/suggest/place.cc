#include "services/traceability/suggest/place.h"

#include "libs/divisions/division.h"

namespace suyuan::traceability {
namespace {

// Counties that no prefecture is above (自治区直辖县级行政区划) share these.
constexpr absl::string_view kUnderNoPrefecture = "90";

// Whether two codes name one division of that many digits.
bool SameAt(absl::string_view a, absl::string_view b, size_t digits) {
  return a.substr(0, digits) == b.substr(0, digits) &&
         a.substr(digits - 2, 2) != "00";
}

}  // namespace

Zone ZoneOf(absl::string_view item, absl::string_view other) {
  if (item.size() < 2 || other.size() < 2) return Zone::kUnknown;
  if (item.substr(0, 2) != other.substr(0, 2)) return Zone::kOutside;
  if (item.size() < 6 || other.size() < 6) return Zone::kRegion;
  if (SameAt(item, other, 6)) return Zone::kCounty;
  return SameAt(item, other, 4) && item.substr(2, 2) != kUnderNoPrefecture
             ? Zone::kPrefecture
             : Zone::kRegion;
}

StandardPlace PlaceOf(const InstitutionFacts& institution) {
  return {institution.division, institution.division.empty() &&
                                    !institution.country.empty() &&
                                    institution.country != "CN"};
}

StandardPlace PlaceOf(const Graph& graph, const StandardFacts& standard,
                      absl::Time known_at) {
  const InstitutionFacts* holder = graph.Institution(standard.holder, known_at);
  if (holder == nullptr) return {};
  for (const SiteFacts& site : holder->sites) {
    if (!standard.site.empty() && site.id == standard.site &&
        !site.division.empty()) {
      return {site.division, false};
    }
  }
  return PlaceOf(*holder);
}

std::optional<double> KilometresBetween(absl::string_view item,
                                        absl::string_view other) {
  const auto from = divisions::PointOf(item);
  const auto to = divisions::PointOf(other);
  if (!from.has_value() || !to.has_value()) return std::nullopt;
  return divisions::DistanceInKilometres(*from, *to);
}

}  // namespace suyuan::traceability
