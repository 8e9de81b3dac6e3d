#ifndef SERVICES_REGISTRY_CAPABILITY_WORKPLACE_H_
#define SERVICES_REGISTRY_CAPABILITY_WORKPLACE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/divisions/division.h"

// Where an institution does the work that a row of a scope allows.

namespace suyuan::registry {

struct Workplace {
  std::string site;  // "": the institution's seat
  // Absent where neither coordinates nor a division with a place are recorded.
  std::optional<divisions::Point> point;
};

// Of all the places of an institution those that count for a row: the sites
// that it names, or all where it names none.
std::vector<Workplace> WorkplacesFor(absl::Span<const std::string> named,
                                     absl::Span<const Workplace> all);

struct NearestWorkplace {
  std::string site;
  std::optional<double> kilometres;
};
// The place that is nearest to `origin`; of equally near ones the first. Where
// no distance is known: the first place, without one.
NearestWorkplace NearestOf(absl::Span<const Workplace> places,
                           const std::optional<divisions::Point>& origin);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CAPABILITY_WORKPLACE_H_
