#include "services/registry/indicators/division.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/divisions/division.h"

namespace suyuan::registry::indicators {
namespace {

constexpr size_t kDigits = 6;

}  // namespace

absl::string_view DivisionPrefix(absl::string_view division) {
  while (absl::ConsumeSuffix(&division, "00")) {
  }
  return division;
}

bool IsWithin(absl::string_view division, absl::string_view outer) {
  if (outer.empty()) return true;
  return divisions::LiesWithin(division, outer);
}

std::string PrefectureOf(absl::string_view division) {
  if (division.size() != kDigits) return "";
  return absl::StrCat(division.substr(0, 4), "00");
}

Tier TierOf(absl::string_view division) {
  if (division.size() != kDigits) return Tier::kUnspecified;
  switch (DivisionPrefix(division).size()) {
    case 2:
      return Tier::kRegion;
    case 4:
      return Tier::kPrefecture;
    case 6:
      return Tier::kCounty;
    default:
      return Tier::kUnspecified;
  }
}

}  // namespace suyuan::registry::indicators
