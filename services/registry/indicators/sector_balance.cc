#include "services/registry/indicators/sector_balance.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/metrology/calendar.h"
#include "services/registry/indicators/counting.h"
#include "services/registry/indicators/division.h"

namespace suyuan::registry::indicators {
namespace {

using Names = absl::flat_hash_set<std::string>;

// The kinds of instruments that public standards in force serve.
Names ServedClasses(absl::Span<const StandardFact> standards,
                    const CatalogueFact* catalogue, absl::CivilDay day) {
  Names classes;
  Names items;
  for (const StandardFact& standard : standards) {
    if (!IsPublicInForce(standard, day)) continue;
    for (const ServiceFact& service : standard.services) {
      if (!service.verifies && !service.calibrates) continue;
      classes.insert(service.equipment_class);
      items.insert(service.items.begin(), service.items.end());
    }
  }
  classes.erase("");
  if (catalogue == nullptr) return classes;
  for (const CatalogueItem& item : catalogue->items) {
    if (!items.contains(item.id)) continue;
    classes.insert(item.equipment_classes.begin(),
                   item.equipment_classes.end());
  }
  return classes;
}

void AddDemand(const SectorDemand::ByClass& by_class, const Names& served,
               SectorBalance& balance) {
  for (const auto& [equipment_class, count] : by_class) {
    balance.instruments += count;
    const bool is_served = served.contains(equipment_class);
    if (!is_served) balance.unserved_instruments += count;
    if (equipment_class.empty()) continue;
    balance.equipment_classes.push_back(equipment_class);
    if (!is_served) balance.unserved_classes.push_back(equipment_class);
  }
}

}  // namespace

SectorDemand::SectorDemand(std::string division, absl::CivilDay day,
                           SectorsOf sectors_of)
    : division_(std::move(division)),
      day_(metrology::FormatDate(day)),
      sectors_of_(std::move(sectors_of)) {}

void SectorDemand::Add(const DemandRow& row) {
  if (!row.IsInUseOn(day_) || !IsWithin(row.division, division_)) return;
  for (const std::string& sector : sectors_of_(row.owner)) {
    ByClass& by_class = by_sector_[sector];
    const auto it = by_class.find(row.equipment_class);
    if (it != by_class.end()) {
      it->second += row.quantity;
    } else {
      by_class.emplace(row.equipment_class, row.quantity);
    }
  }
}

std::vector<SectorBalance> Balance(const SectorDemand& demand,
                                   absl::Span<const StandardFact> standards,
                                   const CatalogueFact* catalogue,
                                   absl::CivilDay day) {
  const Names served = ServedClasses(standards, catalogue, day);
  std::map<std::string, SectorBalance> by_sector;
  for (const auto& [sector, by_class] : demand.by_sector()) {
    AddDemand(by_class, served, by_sector[sector]);
  }
  for (const StandardFact& standard : standards) {
    if (!IsPublicInForce(standard, day)) continue;
    for (const std::string& sector : standard.sectors) {
      ++by_sector[sector].public_standards;
    }
  }
  std::vector<SectorBalance> out;
  for (auto& [sector, balance] : by_sector) {
    balance.sector = sector;
    out.push_back(std::move(balance));
  }
  return out;
}

}  // namespace suyuan::registry::indicators
