#ifndef SERVICES_REGISTRY_TRANSPORT_STANDARD_PLACE_H_
#define SERVICES_REGISTRY_TRANSPORT_STANDARD_PLACE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "libs/divisions/division.h"
#include "services/registry/indicators/facts.h"
#include "services/registry/transport/fact_reader.h"

namespace suyuan::registry {

// Where measurement standards are: at the point of their site, else in the
// division of the site, else in that of their holder.
class StandardPlaces {
 public:
  static absl::StatusOr<StandardPlaces> Of(
      const std::vector<indicators::StandardFact>& standards,
      FactReader& reader);

  // From the point that stands for a division; nullopt where one of the two is
  // not known.
  std::optional<double> KilometresFrom(
      const std::string& division,
      const indicators::StandardFact& standard) const;

 private:
  absl::flat_hash_map<std::string, divisions::Point> by_record_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_STANDARD_PLACE_H_
