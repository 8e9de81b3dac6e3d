#ifndef LIBS_DIVISIONS_DIVISION_H_
#define LIBS_DIVISIONS_DIVISION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"

// Administrative divisions of the People's Republic of China (行政区划,
// GB/T 2260): the 31 divisions at the level of provinces, and all prefectures,
// counties and cities of Xinjiang. See division_table.cc for the edition.

namespace suyuan::divisions {

// On the ellipsoid of WGS 84, degrees, north and east positive.
struct Point {
  double latitude = 0;
  double longitude = 0;
};

struct Division {
  absl::string_view code;  // six digits: "653100"
  absl::string_view name_zh;
  absl::string_view name_en;
  // Stands for the division where one is asked how far it is: about where its
  // seat is, to a twentieth of a degree. None for a code that only groups
  // others (自治区直辖县级行政区划).
  absl::optional<Point> point;
};

// All of them, by code.
absl::Span<const Division> Divisions();

// nullptr where the table has none of that code. O(log n).
const Division* FindDivision(absl::string_view code);

// The code of the division above, by the scheme of GB/T 2260: "653101" gives
// "653100", that "650000", that "". Any other text gives "". O(1).
std::string ParentCode(absl::string_view code);

// `code` is `above`, or lies under it on any level. O(1).
bool LiesWithin(absl::string_view code, absl::string_view above);

// Those directly under `code`, by code; under "": the provinces. O(log n + k).
std::vector<const Division*> ChildrenOf(absl::string_view code);

// From the province down to the division itself; empty where the table lacks
// it. Joined, the names say where it is: 新疆维吾尔自治区, 喀什地区, 喀什市.
std::vector<const Division*> PathOf(absl::string_view code);

// Where `code` is: its own point, or that of the nearest division above it
// that has one (of a county of another province: its capital).
absl::optional<Point> PointOf(absl::string_view code);

// Along the great circle of a sphere with the earth's mean radius, in
// kilometres: within 0.6 % of the ellipsoid, far within what the points hold.
double DistanceInKilometres(const Point& a, const Point& b);

}  // namespace suyuan::divisions

#endif  // LIBS_DIVISIONS_DIVISION_H_
