#include "services/registry/indicators/mandatory_demand.h"

#include <algorithm>

#include "libs/metrology/calendar.h"
#include "services/registry/indicators/coverage.h"
#include "services/registry/indicators/division.h"

namespace suyuan::registry::indicators {
namespace {

// Digits by which region, prefecture and county are told.
constexpr size_t kPrefixes[] = {2, 4, 6};

bool IsMandatoryFor(const CatalogueItem& item, Purpose purpose) {
  if (purpose == Purpose::kUnspecified) return true;
  if (item.purposes.empty()) return purpose != Purpose::kOther;
  return std::find(item.purposes.begin(), item.purposes.end(), purpose) !=
         item.purposes.end();
}

}  // namespace

MandatoryDemand::MandatoryDemand(const CatalogueFact& catalogue,
                                 absl::CivilDay day)
    : catalogue_(catalogue), day_(metrology::FormatDate(day)) {
  for (size_t i = 0; i < catalogue.items.size(); ++i) {
    const CatalogueItem& item = catalogue.items[i];
    if (!MustBeVerified(item, day)) continue;
    by_id_[item.id] = i;
    for (const std::string& equipment_class : item.equipment_classes) {
      const auto [it, is_new] = by_class_.emplace(equipment_class, i);
      if (!is_new && it->second != i) it->second = std::nullopt;
    }
  }
}

std::optional<size_t> MandatoryDemand::ItemOf(const DemandRow& row) const {
  if (!row.item.empty()) {
    const auto it = by_id_.find(row.item);
    if (it == by_id_.end()) return std::nullopt;
    return it->second;
  }
  const auto it = by_class_.find(row.equipment_class);
  return it == by_class_.end() ? std::nullopt : it->second;
}

void MandatoryDemand::Add(const DemandRow& row) {
  if (!row.IsInUseOn(day_)) return;
  const std::optional<size_t> item = ItemOf(row);
  if (!item.has_value()) return;
  if (!IsMandatoryFor(catalogue_.items[*item], row.purpose)) return;
  const size_t known = DivisionPrefix(row.division).size();
  for (const size_t prefix : kPrefixes) {
    if (prefix > known) break;
    counts_[{*item, std::string(row.division.substr(0, prefix))}] +=
        row.quantity;
  }
}

int64_t MandatoryDemand::In(size_t item, absl::string_view division) const {
  const auto it = counts_.find({item, std::string(DivisionPrefix(division))});
  return it == counts_.end() ? 0 : it->second;
}

}  // namespace suyuan::registry::indicators
