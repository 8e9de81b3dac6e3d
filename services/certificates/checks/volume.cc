#include "services/certificates/checks/volume.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/identifiers.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

constexpr size_t kMostRuns = 64;

// 冷水水表, 膜式燃气表, 电子式交流电能表: verified many at a time.
constexpr std::array<const char*, 3> kOnBenches = {"JJG162", "JJG577",
                                                   "JJG596"};

bool IsOnBench(const CheckedCertificate& c) {
  return std::any_of(
      c.specifications.begin(), c.specifications.end(), [](const auto& text) {
        const std::string series =
            metrology::ReadSpecificationNumber(text).series;
        return std::find(kOnBenches.begin(), kOnBenches.end(), series) !=
               kOnBenches.end();
      });
}

std::string RunOf(const CheckedCertificate& c) {
  std::vector<std::string> parts = {c.IssuerKey(), c.place_text};
  for (const Condition& condition : c.environment) {
    parts.insert(parts.end(), {condition.quantity, condition.value.text()});
  }
  for (const CheckedReference& reference : c.references) {
    parts.insert(parts.end(), reference.certificate_numbers.begin(),
                 reference.certificate_numbers.end());
    parts.push_back(reference.artefact.serial);
  }
  return ShortKey(parts).substr(0, 16);
}

// True: this run was counted on the day.
bool IsCountedRun(const std::string& run, json& runs) {
  for (const json& held : runs) {
    if (held == run) return true;
  }
  // A day with more runs than are told apart counts none of the others.
  if (runs.size() >= kMostRuns) return true;
  runs.push_back(run);
  return false;
}

Finding VolumeFinding(const CheckedCertificate& c, const std::string& key,
                      const json& day, const Thresholds& thresholds) {
  Finding finding =
      FindingOn(c, "A_VOLUME", key, FindingKind::kAnomaly, Severity::kMinor);
  finding.certificates.clear();
  for (const json& id : day["newest"]) {
    finding.certificates.push_back(
        CertificateId::FromText(id.get<std::string>()));
  }
  finding.figures = {
      FigureOf("day", metrology::FormatDate(*c.WorkEnd())),
      FigureOf("minutes", day["minutes"].get<double>(),
               thresholds.volume_minutes),
      FigureOf("minutes_an_item", thresholds.volume_minutes_an_item),
      FigureOf("certificates", day["n"].get<double>())};
  return finding;
}

}  // namespace

absl::Status CheckVolume(const CheckedCertificate& c,
                         const Thresholds& thresholds, Memory& memory,
                         std::vector<Finding>& found) {
  if (!c.replaces_number.empty() || c.performers.empty() ||
      !c.WorkEnd().has_value() || *c.WorkBegin() != *c.WorkEnd()) {
    return absl::OkStatus();
  }
  const bool on_bench = IsOnBench(c);
  const double items = on_bench ? 1 : std::max<double>(1, c.items.size());
  const double minutes = items * thresholds.volume_minutes_an_item /
                         static_cast<double>(c.performers.size());
  for (const std::string& performer : c.performers) {
    const std::string key =
        ShortKey({performer, metrology::FormatDate(*c.WorkEnd())});
    SUYUAN_ASSIGN_OR_RETURN(json day,
                            RecallJson(memory, Shelf::kPersonDay, key));
    if (day.is_null()) {
      day = {{"minutes", 0.0},
             {"n", 0},
             {"told", 0.0},
             {"runs", json::array()},
             {"newest", json::array()}};
    }
    day["n"] = day["n"].get<int>() + 1;
    json& newest = day["newest"];
    newest.insert(newest.begin(), c.id.text());
    if (newest.size() > Finding::kMostNamed) newest.erase(newest.size() - 1);
    if (!on_bench || !IsCountedRun(RunOf(c), day["runs"])) {
      day["minutes"] = day["minutes"].get<double>() + minutes;
      const double sum = day["minutes"];
      if (sum > thresholds.volume_minutes &&
          IsToTell(sum, thresholds.volume_minutes, day["told"])) {
        day["told"] = sum;
        found.push_back(VolumeFinding(c, key, day, thresholds));
      }
    }
    RememberJson(memory, Shelf::kPersonDay, key, day);
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates::checks
