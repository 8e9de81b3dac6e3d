#include "libs/divisions/division.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/match.h"
#include "tests/support/status_matchers.h"

namespace suyuan::divisions {
namespace {

std::vector<std::string> CodesOf(const std::vector<const Division*>& rows) {
  std::vector<std::string> codes;
  for (const Division* row : rows) codes.emplace_back(row->code);
  return codes;
}

TEST_CASE("The table is sorted, whole and names what is above each division") {
  absl::string_view before;
  for (const Division& row : Divisions()) {
    CAPTURE(std::string(row.code));
    CHECK(row.code.size() == 6);
    CHECK(before < row.code);
    before = row.code;
    CHECK_FALSE(row.name_zh.empty());
    CHECK_FALSE(row.name_en.empty());
    CHECK(FindDivision(row.code) == &row);
    const std::string parent = ParentCode(row.code);
    CHECK((parent.empty() || FindDivision(parent) != nullptr));
  }
}

TEST_CASE(
    "There are 31 provinces; Xinjiang has 14 prefectures and 12 cities "
    "directly under it") {
  CHECK(ChildrenOf("").size() == 31);
  CHECK(ChildrenOf("650000").size() == 15);  // with the group 659000
  CHECK(ChildrenOf("659000").size() == 12);
  CHECK(ChildrenOf("653100").size() == 12);
  size_t counties = 0;
  for (const Division* prefecture : ChildrenOf("650000")) {
    counties += ChildrenOf(prefecture->code).size();
  }
  CHECK(counties == 108);
  CHECK(ChildrenOf("653101").empty());
  CHECK(ChildrenOf("440000").empty());  // only Xinjiang is listed in depth
  CHECK(ChildrenOf("4400").empty());
  CHECK(CodesOf(ChildrenOf("650400")) ==
        std::vector<std::string>{"650402", "650421", "650422"});
}

TEST_CASE("The cities of the Corps are each in the list") {
  for (const char* name :
       {"石河子市", "阿拉尔市", "图木舒克市", "五家渠市", "北屯市", "铁门关市",
        "双河市", "可克达拉市", "昆玉市", "胡杨河市", "新星市", "白杨市"}) {
    CAPTURE(name);
    const auto cities = ChildrenOf("659000");
    CHECK(std::any_of(cities.begin(), cities.end(), [&](const Division* city) {
      return city->name_zh == name;
    }));
  }
}

TEST_CASE("A code tells what is above it, listed or not") {
  CHECK(ParentCode("653101") == "653100");
  CHECK(ParentCode("653100") == "650000");
  CHECK(ParentCode("650000") == "");
  CHECK(ParentCode("440106") == "440100");
  CHECK(ParentCode("65310") == "");
  CHECK(ParentCode("65310A") == "");
  CHECK(ParentCode("") == "");
}

TEST_CASE("A division lies within itself and all above it") {
  CHECK(LiesWithin("653101", "653101"));
  CHECK(LiesWithin("653101", "653100"));
  CHECK(LiesWithin("653101", "650000"));
  CHECK_FALSE(LiesWithin("653100", "653101"));
  CHECK_FALSE(LiesWithin("653101", "653200"));
  CHECK_FALSE(LiesWithin("653101", "440000"));
  CHECK_FALSE(LiesWithin("653101", ""));
  CHECK_FALSE(LiesWithin("", "650000"));
}

TEST_CASE("The path of Kashi leads through its prefecture") {
  const auto path = PathOf("653101");
  REQUIRE(path.size() == 3);
  CHECK(path[0]->name_zh == "新疆维吾尔自治区");
  CHECK(path[1]->name_zh == "喀什地区");
  CHECK(path[2]->name_zh == "喀什市");
  CHECK(path[2]->name_en == "Kashi");
  CHECK(PathOf("659001").size() == 3);
  CHECK(PathOf("110000").size() == 1);
  CHECK(PathOf("653199").empty());
  CHECK(PathOf("").empty());
}

TEST_CASE("Every point of Xinjiang lies in its box, near its prefecture") {
  for (const Division& row : Divisions()) {
    if (!LiesWithin(row.code, "650000")) continue;
    CAPTURE(std::string(row.code));
    if (row.code == "659000") {
      CHECK_FALSE(row.point.has_value());
      continue;
    }
    REQUIRE(row.point.has_value());
    CHECK((row.point->latitude > 34 && row.point->latitude < 49.5));
    CHECK((row.point->longitude > 73 && row.point->longitude < 96.5));
    const Division* prefecture = FindDivision(ParentCode(row.code));
    if (row.code == "650000" || !prefecture->point.has_value()) continue;
    const bool is_county = ParentCode(prefecture->code) == "650000";
    // Qiemo and Ruoqiang are the farthest counties, 400 km and 350 km away.
    if (is_county) {
      CHECK(DistanceInKilometres(*row.point, *prefecture->point) < 420);
    }
  }
}

TEST_CASE("A place without a point of its own is where the one above is") {
  CHECK(PointOf("653101")->latitude == Approx(39.45));
  CHECK(PointOf("440106")->latitude == PointOf("440000")->latitude);
  CHECK(PointOf("659000")->latitude == PointOf("650000")->latitude);
  CHECK(PointOf("659099")->latitude == PointOf("650000")->latitude);
  CHECK_FALSE(PointOf("990000").has_value());
  CHECK_FALSE(PointOf("").has_value());
}

TEST_CASE("Distances are those of the great circle") {
  CHECK(DistanceInKilometres({0, 0}, {0, 0}) == 0);
  // A degree of a great circle.
  CHECK(DistanceInKilometres({0, 0}, {1, 0}) == Approx(111.195).margin(0.001));
  CHECK(DistanceInKilometres({0, 10}, {0, 11}) ==
        Approx(111.195).margin(0.001));
  CHECK(DistanceInKilometres({60, 0}, {60, 1}) == Approx(55.597).margin(0.005));
  CHECK(DistanceInKilometres({90, 0}, {-90, 50}) ==
        Approx(20015.1).margin(0.1));
  CHECK(DistanceInKilometres({0, 0}, {0, 180}) == Approx(20015.1).margin(0.1));
  // Across the date line it is the short way.
  CHECK(DistanceInKilometres({0, 179}, {0, -179}) ==
        Approx(222.39).margin(0.01));
}

TEST_CASE("Ürümqi is a thousand kilometres from Kashi, both ways") {
  const Point urumqi = *PointOf("650100");
  const Point kashi = *PointOf("653100");
  CHECK(DistanceInKilometres(urumqi, kashi) == Approx(1075).margin(20));
  CHECK(DistanceInKilometres(urumqi, kashi) ==
        Approx(DistanceInKilometres(kashi, urumqi)));
}

}  // namespace
}  // namespace suyuan::divisions
