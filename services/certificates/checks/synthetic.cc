#include "services/certificates/checks/synthetic.h"

#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "libs/base/status.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

constexpr size_t kMostStrata = 8;
constexpr double kFarInSteps = 10;

bool IsFine(const CheckedResult& r, const Thresholds& thresholds) {
  return r.indication.has_value() && r.value.has_value() &&
         r.expanded_uncertainty.has_value() &&
         r.indication->resolution() <=
             thresholds.synthetic_resolution * *r.expanded_uncertainty;
}

// Readings at one nominal value.
struct Series {
  int n = 0;
  std::set<std::string> readings;
  std::string first_id;
};

std::string SeriesKey(const CheckedResult& r) {
  return ShortKey({r.item_id, r.kind, r.title, r.unit, r.value->text(),
                   r.stage == Stage::kBefore ? "before" : ""});
}

std::vector<double> CountsOf(const json& state) {
  return state["counts"].get<std::vector<double>>();
}

bool IsCoarse(const std::vector<double>& counts) {
  double odd = 0;
  double neither = 0;  // nor 0 nor 5
  for (size_t digit = 0; digit < counts.size(); ++digit) {
    if (digit % 2 == 1) odd += counts[digit];
    if (digit % 5 != 0) neither += counts[digit];
  }
  return odd == 0 || neither == 0;
}

double ChiSquared(const std::vector<double>& counts, double n) {
  double sum = 0;
  for (const double count : counts) {
    const double off = count - n / 10;
    sum += off * off / (n / 10);
  }
  return sum;
}

// -1: its last digit tells nothing.
int TellingDigit(const CheckedResult& r) {
  const std::optional<double> steps = r.StepsOff();
  if (!steps.has_value() || std::abs(*steps) < kFarInSteps) return -1;
  const std::string& text = r.indication->text();
  const size_t exponent = text.find_first_of("eE");
  const std::string digits = text.substr(0, exponent);
  const size_t last = digits.find_last_of("0123456789");
  return last == std::string::npos ? -1 : digits[last] - '0';
}

std::map<std::string, std::vector<int>> DigitsOf(const CheckedCertificate& c) {
  std::map<std::string, std::vector<int>> strata;
  for (const CheckedResult& result : c.results) {
    const int digit = TellingDigit(result);
    if (digit < 0) continue;
    const std::string key = ShortKey(
        {c.IssuerKey(), result.kind.empty() ? result.title : result.kind,
         result.unit});
    if (strata.size() == kMostStrata && !strata.contains(key)) continue;
    strata[key].push_back(digit);
  }
  return strata;
}

void JudgeDigits(const CheckedCertificate& c, const std::string& key,
                 const Thresholds& thresholds, json& state,
                 std::vector<Finding>& found) {
  const double n = state["n"];
  if (!IsToTell(n, thresholds.synthetic_digits, state["looked"])) return;
  state["looked"] = n;
  const std::vector<double> counts = CountsOf(state);
  const double chi_squared = ChiSquared(counts, n);
  if (IsCoarse(counts) || chi_squared <= thresholds.synthetic_chi_squared) {
    return;
  }
  Finding finding = FindingOn(
      c, "A_SYNTHETIC", ShortKey({key, state["first"].get<std::string>()}),
      FindingKind::kAnomaly, Severity::kMinor);
  finding.certificates.clear();
  for (const json& id : state["newest"]) {
    finding.certificates.push_back(
        CertificateId::FromText(id.get<std::string>()));
  }
  finding.figures = {
      FigureOf("chi_squared", chi_squared, thresholds.synthetic_chi_squared),
      FigureOf("last_digits", n, thresholds.synthetic_digits)};
  found.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> CheckScatter(const CheckedCertificate& c,
                                  const Thresholds& thresholds) {
  std::map<std::string, Series> at_one_value;
  std::set<std::string> exact;  // nominal values that are read exactly
  bool all_exact = true;
  for (const CheckedResult& r : c.results) {
    if (!IsFine(r, thresholds)) continue;
    Series& series = at_one_value[SeriesKey(r)];
    if (series.n++ == 0) series.first_id = r.id;
    series.readings.insert(r.indication->text());
    if (r.indication->value() == r.value->value()) {
      exact.insert(r.value->text());
    } else {
      all_exact = false;
    }
  }
  Finding finding = FindingOn(c, "A_SYNTHETIC", c.id.text(),
                              FindingKind::kAnomaly, Severity::kMinor);
  for (const auto& [key, series] : at_one_value) {
    if (series.n < thresholds.synthetic_readings ||
        series.readings.size() > 1 ||
        finding.points.size() == Finding::kMostNamed) {
      continue;
    }
    finding.points.push_back(series.first_id);
    finding.figures.push_back(
        FigureOf("equal_readings", series.n, thresholds.synthetic_readings));
  }
  const int n_exact = static_cast<int>(exact.size());
  if (all_exact && n_exact >= thresholds.synthetic_readings) {
    finding.figures.push_back(
        FigureOf("exactly_nominal", n_exact, thresholds.synthetic_readings));
  }
  if (finding.figures.empty()) return {};
  return {std::move(finding)};
}

absl::Status CheckLastDigits(const CheckedCertificate& c,
                             const Thresholds& thresholds, Memory& memory,
                             std::vector<Finding>& found) {
  for (const auto& [key, digits] : DigitsOf(c)) {
    SUYUAN_ASSIGN_OR_RETURN(json state,
                            RecallJson(memory, Shelf::kDigits, key));
    if (state.is_null() || state["n"].get<int>() >= kMostDigits) {
      state = {{"n", 0},
               {"looked", 0},
               {"first", c.id.text()},
               {"counts", std::vector<int>(10, 0)},
               {"newest", json::array()}};
    }
    for (const int digit : digits) {
      state["counts"][digit] = state["counts"][digit].get<int>() + 1;
    }
    state["n"] = state["n"].get<int>() + static_cast<int>(digits.size());
    json& newest = state["newest"];
    newest.insert(newest.begin(), c.id.text());
    if (newest.size() > Finding::kMostNamed) newest.erase(newest.size() - 1);
    JudgeDigits(c, key, thresholds, state, found);
    RememberJson(memory, Shelf::kDigits, key, state);
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates::checks
