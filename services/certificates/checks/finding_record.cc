#include "services/certificates/checks/finding_record.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "services/certificates/errors.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

json ToJson(const Figure& f) {
  return json::array({f.name, f.value, f.limit, f.unit});
}

json ToJson(const FindingReview& r) {
  return json::array(
      {static_cast<int>(r.state), r.actor, r.reason, absl::ToUnixMicros(r.at)});
}

FindingReview ReviewFrom(const json& j) {
  return {static_cast<FindingState>(j[0].get<int>()), j[1], j[2],
          absl::FromUnixMicros(j[3].get<int64_t>())};
}

Finding FindingFrom(const json& j) {
  Finding finding;
  finding.code = j["code"];
  finding.subject = j["subject"];
  finding.kind = static_cast<FindingKind>(j["kind"].get<int>());
  finding.severity = static_cast<Severity>(j["severity"].get<int>());
  finding.issuer = j["issuer"];
  for (const json& id : j["certificates"]) {
    finding.certificates.push_back(
        CertificateId::FromText(id.get_ref<const std::string&>()));
  }
  finding.points = j["points"].get<std::vector<std::string>>();
  for (const json& f : j["figures"]) {
    finding.figures.push_back({f[0], f[1], f[2], f[3]});
  }
  return finding;
}

bool IsClosedByRules(const FindingRecord& record) {
  return record.state == FindingState::kClosed && !record.reviews.empty() &&
         record.reviews.back().actor == kChecksActor &&
         (record.reviews.back().reason == kNotFoundAgain ||
          record.reviews.back().reason == kNotBorneOut);
}

}  // namespace

absl::string_view StateWord(FindingState state) {
  switch (state) {
    case FindingState::kOpen:
      return "OPEN";
    case FindingState::kConfirmed:
      return "CONFIRMED";
    case FindingState::kRejected:
      return "REJECTED";
    case FindingState::kAppealed:
      return "APPEALED";
    case FindingState::kClosed:
      return "CLOSED";
  }
  return "";
}

std::string FindingRecord::Etag() const {
  return absl::StrCat("\"", id.substr(0, 8), "-", revision, "\"");
}

std::string ToText(const FindingRecord& r) {
  json certificates = json::array();
  for (const CertificateId& certificate : r.finding.certificates) {
    certificates.push_back(certificate.text());
  }
  json figures = json::array();
  for (const Figure& figure : r.finding.figures) {
    figures.push_back(ToJson(figure));
  }
  json reviews = json::array();
  for (const FindingReview& review : r.reviews) {
    reviews.push_back(ToJson(review));
  }
  const json whole = {{"id", r.id},
                      {"code", r.finding.code},
                      {"subject", r.finding.subject},
                      {"kind", static_cast<int>(r.finding.kind)},
                      {"severity", static_cast<int>(r.finding.severity)},
                      {"issuer", r.finding.issuer},
                      {"certificates", std::move(certificates)},
                      {"points", r.finding.points},
                      {"figures", std::move(figures)},
                      {"state", static_cast<int>(r.state)},
                      {"rules", r.rules_version},
                      {"found_at", absl::ToUnixMicros(r.found_at)},
                      {"recorded_at", absl::ToUnixMicros(r.recorded_at)},
                      {"revision", r.revision},
                      {"reviews", std::move(reviews)}};
  return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

absl::StatusOr<FindingRecord> RecordFrom(absl::string_view text) {
  const json j = json::parse(text.begin(), text.end(), nullptr, false);
  if (!j.is_object()) return RowMissing();
  FindingRecord record;
  record.id = j["id"];
  record.finding = FindingFrom(j);
  record.state = static_cast<FindingState>(j["state"].get<int>());
  record.rules_version = j["rules"];
  record.found_at = absl::FromUnixMicros(j["found_at"].get<int64_t>());
  record.recorded_at = absl::FromUnixMicros(j["recorded_at"].get<int64_t>());
  record.revision = j["revision"];
  for (const json& review : j["reviews"]) {
    record.reviews.push_back(ReviewFrom(review));
  }
  return record;
}

bool IsStep(FindingState from, FindingState to) {
  switch (from) {
    case FindingState::kOpen:
      return to == FindingState::kConfirmed || to == FindingState::kRejected ||
             to == FindingState::kClosed;
    case FindingState::kConfirmed:
    case FindingState::kRejected:
      return to == FindingState::kAppealed || to == FindingState::kClosed;
    case FindingState::kAppealed:
      return to == FindingState::kConfirmed || to == FindingState::kRejected ||
             to == FindingState::kClosed;
    case FindingState::kClosed:
      return to == FindingState::kOpen;
  }
  return false;
}

std::optional<FindingRecord> FoundAgain(const FindingRecord& held,
                                        const Finding& found, int rules_version,
                                        absl::Time now) {
  FindingRecord next = held;
  next.finding = found;
  for (const CertificateId& earlier : held.finding.certificates) {
    std::vector<CertificateId>& named = next.finding.certificates;
    if (named.size() == Finding::kMostNamed) break;
    if (std::find(named.begin(), named.end(), earlier) == named.end()) {
      named.push_back(earlier);
    }
  }
  const bool reopens = IsClosedByRules(held);
  if (next.finding == held.finding && !reopens) return std::nullopt;
  next.rules_version = rules_version;
  next.recorded_at = now;
  ++next.revision;
  if (reopens) {
    next.state = FindingState::kOpen;
    next.reviews.push_back(
        {FindingState::kOpen, kChecksActor, "found again", now});
  }
  return next;
}

FindingRecord Reviewed(const FindingRecord& held, FindingReview review) {
  FindingRecord next = held;
  next.state = review.state;
  next.recorded_at = review.at;
  ++next.revision;
  next.reviews.push_back(std::move(review));
  return next;
}

}  // namespace suyuan::certificates::checks
