#include "services/traceability/outside/mandatory_item.h"

#include <algorithm>

#include "services/traceability/inventory/selection.h"

namespace suyuan::traceability {
namespace {

const CatalogueFacts* EditionOn(
    const std::vector<const CatalogueFacts*>& catalogues, DayNumber day) {
  const CatalogueFacts* newest = nullptr;
  for (const CatalogueFacts* catalogue : catalogues) {
    if (!InForce(catalogue->period, day)) continue;
    if (newest == nullptr || newest->period.from < catalogue->period.from) {
      newest = catalogue;
    }
  }
  return newest;
}

bool IsMandatoryFor(const CatalogueItemFacts& item, Purpose purpose) {
  if (purpose == Purpose::kUnspecified) return true;
  if (item.purposes.empty()) return purpose != Purpose::kOther;
  return std::find(item.purposes.begin(), item.purposes.end(), purpose) !=
         item.purposes.end();
}

bool Has(const CatalogueItemFacts& item, const std::string& equipment_class) {
  return !equipment_class.empty() &&
         std::find(item.equipment_classes.begin(), item.equipment_classes.end(),
                   equipment_class) != item.equipment_classes.end();
}

}  // namespace

const CatalogueItemFacts* MandatoryItemOf(
    const std::vector<const CatalogueFacts*>& catalogues,
    const InstrumentFacts& instrument, DayNumber day) {
  const CatalogueFacts* edition = EditionOn(catalogues, day);
  if (edition == nullptr) return nullptr;
  const CatalogueItemFacts* found = nullptr;
  for (const CatalogueItemFacts& item : edition->items) {
    if (item.from && ToDayNumber(item.from) > day) continue;
    const bool fits = instrument.catalogue_item.empty()
                          ? Has(item, instrument.equipment_class)
                          : item.id == instrument.catalogue_item;
    if (!fits) continue;
    if (found != nullptr) return nullptr;  // several: nobody guesses
    found = &item;
  }
  return found != nullptr && IsMandatoryFor(*found, instrument.purpose)
             ? found
             : nullptr;
}

}  // namespace suyuan::traceability
