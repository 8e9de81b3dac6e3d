#ifndef SERVICES_REGISTRY_INDICATORS_MANDATORY_DEMAND_H_
#define SERVICES_REGISTRY_INDICATORS_MANDATORY_DEMAND_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/registry/indicators/demand_row.h"
#include "services/registry/indicators/facts.h"

namespace suyuan::registry::indicators {

// Instruments that must be verified, by item and division. Borrows the
// catalogue.
class MandatoryDemand {
 public:
  MandatoryDemand(const CatalogueFact& catalogue, absl::CivilDay day);

  // Counts an instrument in use on the day: under the item that it names, or
  // else under the only one whose kinds of instruments include its own. An
  // instrument whose stated purpose does not make its verification mandatory
  // does not count; one that states none does. Amortised O(1).
  void Add(const DemandRow& row);

  // Pieces of an item in a division and under it.
  int64_t In(size_t item, absl::string_view division) const;

 private:
  std::optional<size_t> ItemOf(const DemandRow& row) const;

  const CatalogueFact& catalogue_;
  const std::string day_;
  absl::flat_hash_map<std::string, size_t> by_id_;
  // Of kinds that belong to one item alone.
  absl::flat_hash_map<std::string, std::optional<size_t>> by_class_;
  // By item and the digits that a division begins with.
  absl::flat_hash_map<std::pair<size_t, std::string>, int64_t> counts_;
};

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_MANDATORY_DEMAND_H_
