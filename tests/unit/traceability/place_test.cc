#include "services/traceability/suggest/place.h"

#include "catch2/catch.hpp"

namespace suyuan::traceability {
namespace {

TEST_CASE("A place is as near as the smallest division that both lie in") {
  CHECK(ZoneOf("650104", "650104") == Zone::kCounty);
  CHECK(ZoneOf("650104", "650102") == Zone::kPrefecture);
  CHECK(ZoneOf("650104", "650100") == Zone::kPrefecture);
  CHECK(ZoneOf("650104", "653101") == Zone::kRegion);
  CHECK(ZoneOf("650104", "650000") == Zone::kRegion);
  CHECK(ZoneOf("650104", "620102") == Zone::kOutside);
  CHECK(ZoneOf("", "650104") == Zone::kUnknown);
  CHECK(ZoneOf("650104", "") == Zone::kUnknown);
}

TEST_CASE("Cities under no prefecture are not of one prefecture") {
  CHECK(ZoneOf("659001", "659001") == Zone::kCounty);
  CHECK(ZoneOf("659001", "659002") == Zone::kRegion);
}

TEST_CASE("A standard stands at its site, else with its holder") {
  Graph graph;
  InstitutionFacts holder;
  holder.name = "institutions/a";
  holder.division = "650100";
  holder.sites = {{"branch", {}, "653101"}, {"lab", {}, ""}};
  graph.Apply(absl::UnixEpoch(), holder);
  StandardFacts standard;
  standard.holder = holder.name;
  const absl::Time now = absl::UnixEpoch();
  CHECK(PlaceOf(graph, standard, now).division == "650100");
  standard.site = "branch";
  CHECK(PlaceOf(graph, standard, now).division == "653101");
  standard.site = "lab";
  CHECK(PlaceOf(graph, standard, now).division == "650100");
}

TEST_CASE("Abroad is a country other than China, not a missing division") {
  InstitutionFacts institution;
  CHECK_FALSE(PlaceOf(institution).abroad);
  institution.country = "CN";
  CHECK_FALSE(PlaceOf(institution).abroad);
  institution.country = "KZ";
  CHECK(PlaceOf(institution).abroad);
}

}  // namespace
}  // namespace suyuan::traceability
