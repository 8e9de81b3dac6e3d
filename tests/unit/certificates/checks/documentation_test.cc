#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/certificates/checks/finding.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {
namespace {

constexpr char kDocument[] = "docs/certificate-checks.md";

std::string Document() {
  std::ifstream file(kDocument);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("docs/certificate-checks.md has a row for every code") {
  const std::string text = Document();
  for (const FindingText& code : AllFindingTexts()) {
    INFO(code.code);
    CHECK(absl::StrContains(text, absl::StrCat("\n| `", code.code, "` | F")));
    CHECK_FALSE(code.zh.empty());
    CHECK_FALSE(code.en.empty());
  }
}

TEST_CASE("docs/certificate-checks.md has every threshold as it is") {
  const Thresholds t;
  const std::map<std::string, double> all = {
      {"timestamp_days", t.timestamp_days},
      {"late_days", t.late_days},
      {"uniform_certificates", t.uniform_certificates},
      {"uniform_models", t.uniform_models},
      {"uniform_resolutions", t.uniform_resolutions},
      {"decade_width", t.decade_width},
      {"edge_days", t.edge_days},
      {"edge_late_days", t.edge_late_days},
      {"edge_usual_late_share", t.edge_usual_late_share},
      {"edge_known_uploads", t.edge_known_uploads},
      {"common_days", t.common_days},
      {"volume_minutes", t.volume_minutes},
      {"volume_minutes_an_item", t.volume_minutes_an_item},
      {"copy_bits", t.copy_bits},
      {"copy_points", t.copy_points},
      {"copy_correlation", t.copy_correlation},
      {"copy_size_difference", t.copy_size_difference},
      {"synthetic_digits", t.synthetic_digits},
      {"synthetic_chi_squared", t.synthetic_chi_squared},
      {"synthetic_readings", t.synthetic_readings},
      {"synthetic_resolution", t.synthetic_resolution},
      {"pile_verifications", t.pile_verifications},
      {"pile_chance", t.pile_chance},
      {"pile_inside", t.pile_inside},
      {"pile_deviations", t.pile_deviations},
      {"constant_days", t.constant_days},
      {"drift_values", t.drift_values},
      {"drift_uncertainties", t.drift_uncertainties},
  };
  const std::string text = Document();
  for (const auto& [name, value] : all) {
    INFO(name);
    CHECK(absl::StrContains(text,
                            absl::StrCat("\n| `", name, "` | ", value, " | ")));
  }
  CHECK(absl::StrContains(text, absl::StrCat("Version ", kRulesVersion, " ")));
}

}  // namespace
}  // namespace suyuan::certificates::checks
