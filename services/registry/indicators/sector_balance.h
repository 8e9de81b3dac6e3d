#ifndef SERVICES_REGISTRY_INDICATORS_SECTOR_BALANCE_H_
#define SERVICES_REGISTRY_INDICATORS_SECTOR_BALANCE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/indicators/demand_row.h"
#include "services/registry/indicators/facts.h"

namespace suyuan::registry::indicators {

// The instruments of a sector against the public standards for them.
struct SectorBalance {
  std::string sector;
  int64_t instruments = 0;
  std::vector<std::string> equipment_classes;  // sorted
  int64_t public_standards = 0;
  std::vector<std::string> unserved_classes;  // sorted
  int64_t unserved_instruments = 0;
};

// Instruments in use on a day, by the sectors of their owners.
class SectorDemand {
 public:
  // The sectors of an institution by its name; lives as long as this.
  using SectorsOf =
      std::function<const std::vector<std::string>&(absl::string_view owner)>;
  // Only instruments whose place of use lies in `division`.
  SectorDemand(std::string division, absl::CivilDay day, SectorsOf sectors_of);

  void Add(const DemandRow& row);

  // Pieces by kind of instrument ("" where not recorded), by sector.
  using ByClass = std::map<std::string, int64_t, std::less<>>;
  const std::map<std::string, ByClass>& by_sector() const { return by_sector_; }

 private:
  const std::string division_;
  const std::string day_;
  const SectorsOf sectors_of_;
  std::map<std::string, ByClass> by_sector_;
};

// By sector, of the demand and of the standards alike: an owner of two sectors
// counts in both. A kind of instruments is served where a public standard in
// force, of whatever sector, has a service for it: by name, or by an item of
// the catalogue to which the kind belongs. A service that names neither serves
// no kind here: missing data is no supply. `catalogue` may be null.
std::vector<SectorBalance> Balance(const SectorDemand& demand,
                                   absl::Span<const StandardFact> standards,
                                   const CatalogueFact* catalogue,
                                   absl::CivilDay day);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_SECTOR_BALANCE_H_
