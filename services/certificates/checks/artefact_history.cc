#include "services/certificates/checks/artefact_history.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/certificates/checks/readings.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

int64_t ToNumber(absl::CivilDay day) { return day - absl::CivilDay(); }
absl::CivilDay ToDay(const json& number) {
  return absl::CivilDay() + number.get<int64_t>();
}
json ToJson(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? json(ToNumber(*day)) : json();
}
std::optional<absl::CivilDay> ToOptionalDay(const json& number) {
  if (number.is_null()) return std::nullopt;
  return ToDay(number);
}

json ToJson(const HistoryPoint& p) {
  return json::array(
      {p.key, p.value, p.standard_uncertainty, p.unit, p.is_measure});
}

HistoryPoint PointFrom(const json& j) { return {j[0], j[1], j[2], j[3], j[4]}; }

json ToJson(const Visit& v) {
  json points = json::array();
  for (const HistoryPoint& point : v.points) points.push_back(ToJson(point));
  return json::array(
      {v.certificate, static_cast<int>(v.kind), v.issuer, v.number,
       ToNumber(v.begin), ToNumber(v.end), ToNumber(v.held_from),
       ToJson(v.issued), ToJson(v.valid_to), static_cast<int>(v.place),
       v.whereabouts, v.state, v.has_references, v.is_failed, v.is_adjusted,
       v.cites, v.gives_reason, v.readings, std::move(points)});
}

Visit VisitFrom(const json& j) {
  Visit v;
  v.certificate = j[0];
  v.kind = static_cast<CertificateKind>(j[1].get<int>());
  v.issuer = j[2];
  v.number = j[3];
  v.begin = ToDay(j[4]);
  v.end = ToDay(j[5]);
  v.held_from = ToDay(j[6]);
  v.issued = ToOptionalDay(j[7]);
  v.valid_to = ToOptionalDay(j[8]);
  v.place = static_cast<Place>(j[9].get<int>());
  v.whereabouts = j[10];
  v.state = j[11];
  v.has_references = j[12];
  v.is_failed = j[13];
  v.is_adjusted = j[14];
  v.cites = j[15].get<std::vector<std::string>>();
  v.gives_reason = j[16];
  v.readings = j[17];
  for (const json& point : j[18]) v.points.push_back(PointFrom(point));
  return v;
}

json ToJson(const Use& u) {
  return json::array({u.certificate, u.issuer, ToNumber(u.begin),
                      ToNumber(u.end), static_cast<int>(u.place),
                      u.whereabouts});
}

Use UseFrom(const json& j) {
  return {
      j[0], j[1], ToDay(j[2]), ToDay(j[3]), static_cast<Place>(j[4].get<int>()),
      j[5]};
}

template <typename Event>
void Insert(Event event, size_t most, std::vector<Event>& events) {
  const auto is_same = [&event](const Event& other) {
    return other.certificate == event.certificate;
  };
  if (std::any_of(events.begin(), events.end(), is_same)) return;
  const auto place = std::upper_bound(
      events.begin(), events.end(), event,
      [](const Event& a, const Event& b) { return a.end < b.end; });
  events.insert(place, std::move(event));
  if (events.size() > most) events.erase(events.begin());
}

// A laboratory is a place of its issuer; elsewhere only the text tells.
std::string WhereaboutsOf(const CheckedCertificate& c) {
  switch (c.place) {
    case Place::kUnspecified:
      return "";
    case Place::kLaboratory:
      return ShortKey({"laboratory", c.IssuerKey()});
    case Place::kLaboratoryBranch:
      return ShortKey({"branch", c.IssuerKey(), c.place_text});
    case Place::kCustomer:
    case Place::kCustomerBranch:
    case Place::kOther:
      return c.place_text.empty() ? "" : ShortKey({"site", c.place_text});
  }
  return "";
}

// What the item's deviation is taken from: the error as printed, else
// indication less nominal value, else what there is.
std::optional<HistoryPoint> PointOf(const CheckedResult& result, size_t nth) {
  HistoryPoint point;
  point.unit = result.unit;
  point.standard_uncertainty = result.standard_uncertainty.value_or(0);
  std::string where = absl::StrCat("nth ", nth);
  absl::string_view form = "value";
  if (result.error.has_value()) {
    form = "error";
    point.value = result.error->value();
  } else if (result.indication.has_value() && result.value.has_value()) {
    form = "error";
    point.value = result.indication->value() - result.value->value();
  } else if (result.indication.has_value() || result.value.has_value()) {
    point.value =
        (result.indication.has_value() ? result.indication : result.value)
            ->value();
  } else {
    return std::nullopt;
  }
  point.is_measure = form == "value";
  if (!point.is_measure && result.value.has_value()) {
    where = absl::StrCat("at ", result.value->value());
  }
  point.key = ShortKey({std::string(form), result.kind, result.title, where})
                  .substr(0, 12);
  return point;
}

}  // namespace

void ArtefactHistory::Add(Visit visit) {
  Insert(std::move(visit), kMostVisits, visits);
}
void ArtefactHistory::Add(Use use) { Insert(std::move(use), kMostUses, uses); }

json ArtefactHistory::ToJson() const {
  json out = json::array({json::array(), json::array()});
  for (const Visit& visit : visits) out[0].push_back(checks::ToJson(visit));
  for (const Use& use : uses) out[1].push_back(checks::ToJson(use));
  return out;
}

ArtefactHistory ArtefactHistory::FromJson(const json& j) {
  ArtefactHistory history;
  if (j.is_null()) return history;
  for (const json& visit : j[0]) history.visits.push_back(VisitFrom(visit));
  for (const json& use : j[1]) history.uses.push_back(UseFrom(use));
  return history;
}

std::optional<Visit> VisitOf(const CheckedCertificate& c,
                             const CheckedItem& item) {
  if (!c.WorkEnd().has_value() || *c.WorkBegin() > *c.WorkEnd()) {
    return std::nullopt;
  }
  Visit v;
  v.certificate = c.id.text();
  v.kind = c.kind;
  v.issuer = c.IssuerKey();
  v.number = c.number;
  v.begin = *c.WorkBegin();
  v.end = *c.WorkEnd();
  v.held_from = std::min(c.received.value_or(v.begin), v.begin);
  v.issued = c.issued;
  v.valid_to = c.valid_to;
  v.place = c.place;
  v.whereabouts = WhereaboutsOf(c);
  v.state = item.state;
  v.has_references = !c.references.empty();
  v.is_failed = c.IsFailed();
  v.is_adjusted = c.HasStage(Stage::kBefore) || c.HasStage(Stage::kAfter);
  for (const CheckedReference& reference : c.references) {
    for (const std::string& number : reference.certificate_numbers) {
      if (v.cites.size() < ArtefactHistory::kMostPoints) {
        v.cites.push_back(number);
      }
    }
  }
  if (!c.replaces_number.empty()) v.cites.push_back(c.replaces_number);
  v.gives_reason = !c.replaces_reason.empty();
  const std::vector<const CheckedResult*> results = c.ResultsOf(item);
  const Readings readings = ReadingsOf(results);
  if (readings.bits >= Thresholds().copy_bits) v.readings = readings.key;
  for (const CheckedResult* result : results) {
    if (v.points.size() == ArtefactHistory::kMostPoints) break;
    if (result->stage == Stage::kBefore) continue;
    std::optional<HistoryPoint> point = PointOf(*result, v.points.size());
    if (point.has_value()) v.points.push_back(*std::move(point));
  }
  return v;
}

std::optional<Use> UseOf(const CheckedCertificate& c) {
  if (!c.WorkEnd().has_value() || *c.WorkBegin() > *c.WorkEnd()) {
    return std::nullopt;
  }
  return Use{c.id.text(),  c.IssuerKey(), *c.WorkBegin(),
             *c.WorkEnd(), c.place,       WhereaboutsOf(c)};
}

CertificateId IdOf(const Visit& visit) {
  return CertificateId::FromText(visit.certificate);
}
CertificateId IdOf(const Use& use) {
  return CertificateId::FromText(use.certificate);
}

}  // namespace suyuan::certificates::checks
