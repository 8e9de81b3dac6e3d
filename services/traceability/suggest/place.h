#ifndef SERVICES_TRACEABILITY_SUGGEST_PLACE_H_
#define SERVICES_TRACEABILITY_SUGGEST_PLACE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// How near a place is to an item, in divisions (GB/T 2260), nearest first.
enum class Zone : uint8_t {
  kCounty,
  kPrefecture,
  kRegion,  // the province or autonomous region
  kOutside,
  kUnknown,
};

// Of two codes of six digits; kUnknown where one is empty. A body of a whole
// prefecture (650100) is in the prefecture of its counties, not in a county.
Zone ZoneOf(absl::string_view item, absl::string_view other);

// Where something stands.
struct StandardPlace {
  std::string division;  // empty: not known, or abroad
  bool abroad = false;
};
// Of a standard: its site's division, else its holder's.
StandardPlace PlaceOf(const Graph& graph, const StandardFacts& standard,
                      absl::Time known_at);
// Of an institution.
StandardPlace PlaceOf(const InstitutionFacts& institution);

// Between the places that stand for two divisions; nullopt where one has none.
std::optional<double> KilometresBetween(absl::string_view item,
                                        absl::string_view other);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_PLACE_H_
