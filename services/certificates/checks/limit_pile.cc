#include "services/certificates/checks/limit_pile.h"

#include <cmath>
#include <optional>
#include <string>

#include "libs/base/status.h"
#include "libs/metrology/identifiers.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

std::optional<double> ErrorOf(const CheckedResult& r) {
  if (r.error.has_value()) return r.error->value();
  if (r.indication.has_value() && r.value.has_value()) {
    return r.indication->value() - r.value->value();
  }
  return std::nullopt;
}

// How many tenths of the permissible error; absent where it is not known, or
// not known finely enough.
std::optional<double> TenthsOfLimit(const CheckedResult& r) {
  const std::optional<double> error = ErrorOf(r);
  if (!error.has_value() || !r.permissible_error.has_value() ||
      *r.permissible_error <= 0) {
    return std::nullopt;
  }
  const double step =
      r.error.has_value() ? r.error->resolution() : r.indication->resolution();
  // A rounding of the quotient that its last digits cannot tell.
  constexpr double kRounding = 1e-9;
  if (step > *r.permissible_error / 10 * (1 + kRounding)) return std::nullopt;
  return 10 * std::abs(*error) / *r.permissible_error * (1 - kRounding);
}

Finding PileFinding(const CheckedCertificate& c, const std::string& key,
                    const char* what, const json& newest) {
  Finding finding = FindingOn(c, "A_LIMIT_PILE", ShortKey({key, what}),
                              FindingKind::kAnomaly, Severity::kMinor);
  finding.certificates.clear();
  for (const json& id : newest) {
    finding.certificates.push_back(
        CertificateId::FromText(id.get<std::string>()));
  }
  return finding;
}

void AddNewest(const CheckedCertificate& c, json& newest) {
  newest.insert(newest.begin(), c.id.text());
  if (newest.size() > Finding::kMostNamed) newest.erase(newest.size() - 1);
}

// [verifications, failures] of all issuers, with this one.
absl::StatusOr<json> CountAll(const std::string& series, bool failed,
                              Memory& memory) {
  const std::string key = ShortKey({"all", series});
  SUYUAN_ASSIGN_OR_RETURN(json all, RecallJson(memory, Shelf::kPassRate, key));
  if (all.is_null()) all = {0, 0};
  all[0] = all[0].get<int>() + 1;
  if (failed) all[1] = all[1].get<int>() + 1;
  RememberJson(memory, Shelf::kPassRate, key, all);
  return all;
}

absl::Status CheckPassRate(const CheckedCertificate& c,
                           const std::string& series,
                           const Thresholds& thresholds, Memory& memory,
                           std::vector<Finding>& found) {
  const bool failed = c.IsFailed();
  SUYUAN_ASSIGN_OR_RETURN(const json all, CountAll(series, failed, memory));
  const std::string key = ShortKey({c.IssuerKey(), series});
  SUYUAN_ASSIGN_OR_RETURN(json own, RecallJson(memory, Shelf::kPassRate, key));
  if (own.is_null()) {
    own = {{"n", 0}, {"failed", 0}, {"told", 0}, {"newest", json::array()}};
  }
  own["n"] = own["n"].get<int>() + 1;
  if (failed) own["failed"] = own["failed"].get<int>() + 1;
  AddNewest(c, own["newest"]);
  const double n = own["n"];
  const double peers = all[0].get<double>() - n;
  const double peer_failures =
      all[1].get<double>() - own["failed"].get<double>();
  if (own["failed"] == 0 && peers >= thresholds.pile_verifications &&
      peer_failures > 0 &&
      IsToTell(n, thresholds.pile_verifications, own["told"])) {
    const double chance = std::pow(1 - peer_failures / peers, n);
    if (chance < thresholds.pile_chance) {
      own["told"] = n;
      Finding finding = PileFinding(c, key, "never a failure", own["newest"]);
      finding.figures = {
          FigureOf("verifications", n, thresholds.pile_verifications),
          FigureOf("failures", 0),
          FigureOf("verifications_of_peers", peers,
                   thresholds.pile_verifications),
          FigureOf("failures_of_peers", peer_failures),
          FigureOf("chance", chance, thresholds.pile_chance)};
      found.push_back(std::move(finding));
    }
  }
  RememberJson(memory, Shelf::kPassRate, key, own);
  return absl::OkStatus();
}

double DeviationsOver(double inside, double neighbour) {
  return (inside - neighbour) / std::sqrt(inside + neighbour);
}

absl::Status CheckPile(const CheckedCertificate& c, const std::string& series,
                       const Thresholds& thresholds, Memory& memory,
                       std::vector<Finding>& found) {
  int below = 0, inside = 0, outside = 0;
  for (const CheckedResult& result : c.results) {
    const std::optional<double> tenths = TenthsOfLimit(result);
    if (!tenths.has_value()) continue;
    below += *tenths > 8 && *tenths <= 9;
    inside += *tenths > 9 && *tenths <= 10;
    outside += *tenths > 10 && *tenths <= 11;
  }
  if (below + inside + outside == 0) return absl::OkStatus();
  const std::string key = ShortKey({c.IssuerKey(), series});
  SUYUAN_ASSIGN_OR_RETURN(json own, RecallJson(memory, Shelf::kLimit, key));
  if (own.is_null()) {
    own = {{"below", 0},
           {"inside", 0},
           {"outside", 0},
           {"told", 0},
           {"newest", json::array()}};
  }
  own["below"] = own["below"].get<int>() + below;
  own["inside"] = own["inside"].get<int>() + inside;
  own["outside"] = own["outside"].get<int>() + outside;
  AddNewest(c, own["newest"]);
  const double n = own["inside"];
  if (IsToTell(n, thresholds.pile_inside, own["told"]) &&
      DeviationsOver(n, own["below"]) >= thresholds.pile_deviations &&
      DeviationsOver(n, own["outside"]) >= thresholds.pile_deviations) {
    own["told"] = n;
    Finding finding = PileFinding(c, key, "pile at the limit", own["newest"]);
    finding.figures = {FigureOf("just_inside", n, thresholds.pile_inside),
                       FigureOf("further_inside", own["below"].get<double>()),
                       FigureOf("just_outside", own["outside"].get<double>())};
    found.push_back(std::move(finding));
  }
  RememberJson(memory, Shelf::kLimit, key, own);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckLimitPile(const CheckedCertificate& c,
                            const Thresholds& thresholds, Memory& memory,
                            std::vector<Finding>& found) {
  const bool is_verification = c.kind == CertificateKind::kVerification ||
                               c.kind == CertificateKind::kVerificationFail;
  if (!is_verification || c.specifications.empty() ||
      c.HasStage(Stage::kBefore) || c.HasStage(Stage::kAfter)) {
    return absl::OkStatus();
  }
  const std::string series =
      metrology::ReadSpecificationNumber(c.specifications[0]).series;
  SUYUAN_RETURN_IF_ERROR(CheckPassRate(c, series, thresholds, memory, found));
  return CheckPile(c, series, thresholds, memory, found);
}

}  // namespace suyuan::certificates::checks
