#include "services/certificates/checks/constant_conditions.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

// Days that are told apart; a longer run repeats none of its newest ones.
constexpr size_t kMostDays = 256;

// "relative_humidity 50 temperature 20.0"; "" where it tells nothing.
std::string ReadingOf(const CheckedCertificate& c) {
  std::set<std::string> readings;
  bool is_fine = false;
  for (const Condition& condition : c.environment) {
    is_fine = is_fine || condition.value.last_digit() < 0;
    readings.insert(
        absl::StrCat(condition.quantity, " ", condition.value.text()));
  }
  if (readings.empty() || (readings.size() == 1 && !is_fine)) return "";
  return absl::StrJoin(readings, " ");
}

// False: the day is counted already.
bool CountDay(int64_t day, json& run) {
  json& days = run["days"];
  for (const json& held : days) {
    if (held == day) return false;
  }
  days.push_back(day);
  if (days.size() > kMostDays) days.erase(0);
  run["n"] = run["n"].get<int>() + 1;
  return true;
}

Finding ConstantFinding(const CheckedCertificate& c, const std::string& key,
                        const json& run, const Thresholds& thresholds) {
  Finding finding = FindingOn(c, "A_ENV_CONST",
                              ShortKey({key, run["first"].get<std::string>()}),
                              FindingKind::kAnomaly, Severity::kMinor);
  finding.certificates.clear();
  for (const json& id : run["newest"]) {
    finding.certificates.push_back(
        CertificateId::FromText(id.get<std::string>()));
  }
  finding.figures = {
      FigureOf("conditions", run["reading"].get<std::string>()),
      FigureOf("days", run["n"].get<double>(), thresholds.constant_days)};
  return finding;
}

}  // namespace

absl::Status CheckConstantConditions(const CheckedCertificate& c,
                                     const Thresholds& thresholds,
                                     Memory& memory,
                                     std::vector<Finding>& found) {
  const std::string reading = ReadingOf(c);
  if (reading.empty() || !c.WorkEnd().has_value()) return absl::OkStatus();
  const std::string key = ShortKey(
      {c.IssuerKey(), absl::StrCat(static_cast<int>(c.place)), c.place_text});
  SUYUAN_ASSIGN_OR_RETURN(json run,
                          RecallJson(memory, Shelf::kConditions, key));
  if (run.is_null() || run["reading"] != reading) {
    run = {{"reading", reading},
           {"n", 0},
           {"told", 0},
           {"first", c.id.text()},
           {"days", json::array()},
           {"newest", json::array()}};
  }
  if (!CountDay(*c.WorkEnd() - absl::CivilDay(), run)) return absl::OkStatus();
  json& newest = run["newest"];
  newest.insert(newest.begin(), c.id.text());
  if (newest.size() > Finding::kMostNamed) newest.erase(newest.size() - 1);
  if (IsToTell(run["n"], thresholds.constant_days, run["told"])) {
    run["told"] = run["n"];
    found.push_back(ConstantFinding(c, key, run, thresholds));
  }
  RememberJson(memory, Shelf::kConditions, key, run);
  return absl::OkStatus();
}

}  // namespace suyuan::certificates::checks
