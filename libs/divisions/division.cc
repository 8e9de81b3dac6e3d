#include "libs/divisions/division.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace suyuan::divisions {
namespace {

using absl::string_view;

constexpr double kEarthRadius = 6371.0088;  // km, mean (IUGG)
constexpr double kRadiansPerDegree = 3.14159265358979323846 / 180;

bool IsCode(string_view text) {
  return text.size() == 6 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isdigit(c); });
}

// What all codes within the division begin with.
string_view StemOf(string_view code) {
  if (absl::EndsWith(code, "0000")) return code.substr(0, 2);
  if (absl::EndsWith(code, "00")) return code.substr(0, 4);
  return code;
}

// The first division whose code is not below `code`.
const Division* FirstFrom(string_view code) {
  return std::lower_bound(Divisions().begin(), Divisions().end(), code,
                          [](const Division& row, string_view wanted) {
                            return row.code < wanted;
                          });
}

double SquaredSine(double angle) {
  const double sine = std::sin(angle);
  return sine * sine;
}

}  // namespace

const Division* FindDivision(string_view code) {
  const Division* const found = FirstFrom(code);
  return found != Divisions().end() && found->code == code ? found : nullptr;
}

std::string ParentCode(string_view code) {
  if (!IsCode(code)) return "";
  const size_t stem = StemOf(code).size();
  if (stem == 2) return "";
  return stem == 4 ? absl::StrCat(code.substr(0, 2), "0000")
                   : absl::StrCat(code.substr(0, 4), "00");
}

bool LiesWithin(string_view code, string_view above) {
  return IsCode(code) && IsCode(above) && absl::StartsWith(code, StemOf(above));
}

std::vector<const Division*> ChildrenOf(string_view code) {
  std::vector<const Division*> children;
  if (!code.empty() && !IsCode(code)) return children;
  const string_view stem = StemOf(code);
  for (const Division* row = FirstFrom(stem);
       row != Divisions().end() && absl::StartsWith(row->code, stem); ++row) {
    if (row->code != code && ParentCode(row->code) == code) {
      children.push_back(row);
    }
  }
  return children;
}

std::vector<const Division*> PathOf(string_view code) {
  std::vector<const Division*> path;
  std::string at(code);
  for (const Division* row = FindDivision(at); row != nullptr;
       row = FindDivision(at)) {
    path.insert(path.begin(), row);
    at = ParentCode(at);
  }
  return path;
}

absl::optional<Point> PointOf(string_view code) {
  for (std::string at(code); !at.empty(); at = ParentCode(at)) {
    const Division* const row = FindDivision(at);
    if (row != nullptr && row->point.has_value()) return row->point;
  }
  return absl::nullopt;
}

double DistanceInKilometres(const Point& a, const Point& b) {
  const double lat_a = a.latitude * kRadiansPerDegree;
  const double lat_b = b.latitude * kRadiansPerDegree;
  const double east = (b.longitude - a.longitude) * kRadiansPerDegree;
  const double haversine =
      SquaredSine((lat_b - lat_a) / 2) +
      std::cos(lat_a) * std::cos(lat_b) * SquaredSine(east / 2);
  // Rounding may lead antipodes beyond 1.
  return 2 * kEarthRadius * std::asin(std::sqrt(std::min(1.0, haversine)));
}

}  // namespace suyuan::divisions
