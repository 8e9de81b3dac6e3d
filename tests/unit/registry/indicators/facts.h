#ifndef TESTS_UNIT_REGISTRY_INDICATORS_FACTS_H_
#define TESTS_UNIT_REGISTRY_INDICATORS_FACTS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/indicators/facts.h"

namespace suyuan::registry::indicators::testing {

inline const absl::CivilDay kDay(2023, 12, 31);

inline Source At(std::string record, std::string division = "653101") {
  return {std::move(record), std::move(division)};
}

// In force from 2020 on, with a public certificate of 2022 to 2026; verifies
// the items given. Change one field.
inline StandardFact AnyPublicStandard(std::string id = "mass",
                                      std::vector<std::string> items = {}) {
  StandardFact standard;
  standard.source = At(absl::StrCat("standards/", id));
  standard.holder = "institutions/kashgar";
  standard.tier = Tier::kPrefecture;
  standard.is_public = true;
  standard.period.from = absl::CivilDay(2020, 1, 1);
  standard.public_certificates = {
      {absl::CivilDay(2022, 3, 1), absl::CivilDay(2027, 2, 28)}};
  ServiceFact service;
  service.verifies = true;
  service.items = std::move(items);
  standard.services.push_back(std::move(service));
  return standard;
}

// Items "i0", "i1", ... that must be verified, kinds "c0", "c1", ...
inline CatalogueFact Catalogue(int items) {
  CatalogueFact catalogue;
  catalogue.source = At("mandatoryCatalogues/2020-42", "");
  for (int i = 0; i < items; ++i) {
    CatalogueItem item;
    item.id = absl::StrCat("i", i);
    item.must_be_verified = true;
    item.equipment_classes = {absl::StrCat("c", i)};
    catalogue.items.push_back(std::move(item));
  }
  return catalogue;
}

// Reports `value` of an indicator from 2022-06-01 on.
inline EntryFact AnyEntry(Indicator indicator, int64_t value = 1,
                          std::string id = "entry",
                          std::string division = "650100") {
  EntryFact entry;
  entry.source = At(absl::StrCat("indicatorEntries/", id), std::move(division));
  entry.indicator = indicator;
  entry.titles = {id};
  entry.value = value;
  entry.period.from = absl::CivilDay(2022, 6, 1);
  return entry;
}

}  // namespace suyuan::registry::indicators::testing

#endif  // TESTS_UNIT_REGISTRY_INDICATORS_FACTS_H_
