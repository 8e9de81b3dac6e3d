#include "services/registry/capability/workplace.h"

#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

constexpr divisions::Point kUrumqi = {43.8, 87.6};
constexpr divisions::Point kKashi = {39.5, 76.0};
constexpr divisions::Point kHotan = {37.1, 79.9};

// With its seat in Ürümqi and a site in Kashi.
const std::vector<Workplace> kPlaces = {{"", kUrumqi}, {"kashi", kKashi}};

TEST_CASE("A row that names no site is done at the seat and at every site") {
  const auto places = WorkplacesFor({}, kPlaces);
  CHECK(NearestOf(places, kUrumqi).site == "");
  CHECK(NearestOf(places, kUrumqi).kilometres == 0.0);
  CHECK(NearestOf(places, kHotan).site == "kashi");
  CHECK(*NearestOf(places, kHotan).kilometres == Approx(433).margin(5));
}

TEST_CASE("A row that names sites is done there alone") {
  const auto places = WorkplacesFor({"kashi"}, kPlaces);
  REQUIRE(places.size() == 1);
  CHECK(NearestOf(places, kUrumqi).site == "kashi");
  CHECK(*NearestOf(places, kUrumqi).kilometres == Approx(1080).margin(15));
  CHECK(WorkplacesFor({"hotan"}, kPlaces).empty());
}

TEST_CASE("Without an origin or a place there is no distance") {
  CHECK_FALSE(NearestOf(kPlaces, std::nullopt).kilometres.has_value());
  CHECK_FALSE(NearestOf({}, kUrumqi).kilometres.has_value());
  const std::vector<Workplace> nowhere = {{"a", std::nullopt},
                                          {"b", std::nullopt}};
  CHECK(NearestOf(nowhere, kUrumqi).site == "a");
  CHECK_FALSE(NearestOf(nowhere, kUrumqi).kilometres.has_value());
}

TEST_CASE("A known distance counts before an unknown one") {
  const std::vector<Workplace> places = {{"a", std::nullopt}, {"b", kKashi}};
  CHECK(NearestOf(places, kUrumqi).site == "b");
}

}  // namespace
}  // namespace suyuan::registry
