// The lists of reference data as a client asks.

#include <algorithm>

#include "tests/integration/registry/recording.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AllPages;
using testing::FromText;

using Codes = std::vector<std::string>;

template <typename Items>
Codes CodesOf(const Items& items) {
  Codes codes;
  for (const auto& item : items) codes.push_back(item.code());
  return codes;
}

Codes Divisions(Registry& registry, const std::string& request) {
  return AllPages(registry, &proto::Registry::Stub::ListDivisions,
                  FromText<proto::ListDivisionsRequest>(request),
                  [](const proto::ListDivisionsResponse& page) {
                    return CodesOf(page.divisions());
                  });
}

TEST_CASE("Kinds of quantities are listed by code, with the BIPM's names") {
  Registry registry;
  const auto kinds = [&](const std::string& request) {
    return AllPages(registry, &proto::Registry::Stub::ListQuantityKinds,
                    FromText<proto::ListQuantityKindsRequest>(request),
                    [](const proto::ListQuantityKindsResponse& page) {
                      return CodesOf(page.quantity_kinds());
                    });
  };
  const Codes all = kinds("page_size: 1000");
  CHECK(all.size() > 150);
  CHECK(std::is_sorted(all.begin(), all.end()));
  CHECK(kinds("page_size: 7") == all);
  const auto page = registry.Call(
      &proto::Registry::Stub::ListQuantityKinds,
      FromText<proto::ListQuantityKindsRequest>("page_size: 1000"));
  const auto mass =
      std::find_if(page->quantity_kinds().begin(), page->quantity_kinds().end(),
                   [](const auto& kind) { return kind.code() == "MASS"; });
  REQUIRE(mass != page->quantity_kinds().end());
  CHECK(mass->unit() == "\\kilogram");
  CHECK(mass->title().texts().at("zh") == "质量");
  CHECK(mass->uri() == "https://si-digital-framework.org/quantities/MASS");
}

TEST_CASE(
    "Units are listed with what they are worth and whether they are legal") {
  Registry registry;
  const auto page =
      registry.Call(&proto::Registry::Stub::ListUnits,
                    FromText<proto::ListUnitsRequest>("page_size: 1000"));
  REQUIRE_THAT(StatusOf(page), IsOk());
  const auto unit = [&](const std::string& code) {
    const auto found =
        std::find_if(page->units().begin(), page->units().end(),
                     [&](const auto& each) { return each.code() == code; });
    REQUIRE(found != page->units().end());
    return *found;
  };
  CHECK(unit("\\volt").symbol() == "V");
  CHECK(unit("\\volt").legal());
  CHECK(unit("\\volt").factor() == "1");
  CHECK(unit("\\volt").uri() ==
        "https://si-digital-framework.org/SI/units/volt");
  CHECK_FALSE(unit("\\bar").legal());
  CHECK(unit("\\bar").factor() == "100000");
  CHECK(unit("\\degreecelsius").factor().empty());
  const Codes codes = CodesOf(page->units());
  CHECK(std::is_sorted(codes.begin(), codes.end()));
}

TEST_CASE("Divisions are listed under each other") {
  Registry registry;
  const Codes prefectures = Divisions(registry, R"(parent: "650000")");
  CHECK(std::find(prefectures.begin(), prefectures.end(), "653100") !=
        prefectures.end());
  CHECK(std::find(prefectures.begin(), prefectures.end(), "653101") ==
        prefectures.end());
  const Codes of_kashi = Divisions(registry, R"(parent: "653100")");
  CHECK(of_kashi.size() == 12);
  CHECK(Divisions(registry, R"(parent: "653100" page_size: 5)") == of_kashi);
  CHECK(Divisions(registry, "").size() > 130);
  CHECK(Divisions(registry, R"(parent: "653101")").empty());
  CHECK_THAT(StatusOf(registry.Call(
                 &proto::Registry::Stub::ListDivisions,
                 FromText<proto::ListDivisionsRequest>(R"(parent: "999999")"))),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A division tells where it is and what it is called") {
  Registry registry;
  const auto page = registry.Call(&proto::Registry::Stub::ListDivisions,
                                  FromText<proto::ListDivisionsRequest>(
                                      R"(parent: "653100" page_size: 1)"));
  REQUIRE_THAT(StatusOf(page), IsOk());
  const proto::Division& city = page->divisions(0);
  CHECK(city.code() == "653101");
  CHECK(city.parent() == "653100");
  CHECK(city.title().texts().at("zh") == "喀什市");
  CHECK(city.latitude() == Approx(39.5).margin(0.2));
  CHECK(city.longitude() == Approx(76.0).margin(0.2));
}

TEST_CASE("A page token belongs to one list") {
  Registry registry;
  const auto page =
      registry.Call(&proto::Registry::Stub::ListUnits,
                    FromText<proto::ListUnitsRequest>("page_size: 1"));
  REQUIRE_THAT(StatusOf(page), IsOk());
  proto::ListDivisionsRequest request;
  request.set_page_token(page->next_page_token());
  CHECK_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::ListDivisions, request)),
      HasReason("INVALID_PAGE_TOKEN"));
}

}  // namespace
}  // namespace suyuan::registry
