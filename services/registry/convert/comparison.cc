#include "services/registry/convert/comparison.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

// A laboratory and the standard that it sends into the comparison, which must
// be its own.
void CheckParticipant(const FieldPath& path,
                      const proto::Comparison::Participant& participant,
                      Drafting& drafting) {
  FieldErrors& errors = drafting.errors;
  drafting.Needs(path / "institution", participant.institution(),
                 RecordKind::kInstitution);
  if (!participant.standard().empty()) {
    drafting.Needs(path / "standard", participant.standard(),
                   RecordKind::kStandard);
    drafting.NeedsTerm(path / "standard", participant.standard(),
                       {"holder", participant.institution()});
  }
  ReadDay(path / "deadline", participant.deadline(), errors);
  CheckOptionalText(path / "excuse", participant.excuse(), errors);
  ReadDay(path / "received", participant.received(), errors);
}

void CheckParticipants(const FieldPath& path, const proto::Comparison& message,
                       Drafting& drafting) {
  CheckCount(path, message.participants_size(), drafting.errors);
  absl::flat_hash_set<std::string> institutions;
  for (int i = 0; i < message.participants_size(); ++i) {
    const auto& participant = message.participants(i);
    CheckParticipant(path[i], participant, drafting);
    if (participant.institution().empty() ||
        institutions.insert(participant.institution()).second) {
      continue;
    }
    drafting.errors.Add(
        path[i] / "institution",
        absl::StrCat(participant.institution(), " takes part twice"));
  }
}

void CheckTravelling(const FieldPath& path, const proto::Comparison& message,
                     FieldErrors& errors) {
  CheckCount(path, message.travelling_standards_size(), errors);
  for (int i = 0; i < message.travelling_standards_size(); ++i) {
    const auto& standard = message.travelling_standards(i);
    CheckTitle(path[i] / "title", standard.title(), true, errors);
    CheckIdentifications(path[i] / "identifications",
                         standard.identifications(), errors);
  }
}

void CheckPoint(const FieldPath& path, const proto::Comparison::Point& point,
                FieldErrors& errors) {
  CheckRequiredText(path / "id", point.id(), errors);
  const std::optional<metrology::Unit> unit =
      ReadRequiredUnit(path / "unit", point.unit(), errors);
  if (point.has_kind()) CheckKind(path / "kind", point.kind(), unit, errors);
  ReadDecimal(path / "nominal_value", point.nominal_value(), errors);
  CheckOptionalText(path / "conditions", point.conditions(), errors);
  ReadDecimal(path / "assigned_value", point.assigned_value(), errors);
  if (point.has_assigned_uncertainty()) {
    CheckUncertainty(path / "assigned_uncertainty",
                     point.assigned_uncertainty(), errors);
  }
  const FieldPath deviation = path / "proficiency_standard_deviation";
  const std::optional<double> value =
      ReadDecimal(deviation, point.proficiency_standard_deviation(), errors);
  if (value.has_value() && *value <= 0) {
    errors.Add(deviation, absl::StrCat(point.proficiency_standard_deviation(),
                                       " is not above 0"));
  }
}

void CheckPoints(const FieldPath& path, const proto::Comparison& message,
                 FieldErrors& errors) {
  CheckCount(path, message.points_size(), errors);
  absl::flat_hash_set<std::string> ids;
  for (int i = 0; i < message.points_size(); ++i) {
    const auto& point = message.points(i);
    CheckPoint(path[i], point, errors);
    if (point.id().empty() || ids.insert(point.id()).second) continue;
    errors.Add(path[i] / "id",
               absl::StrCat(Quoted(point.id()), " is the id of two points"));
  }
}

void FindByAll(const proto::Comparison& message, Drafting& drafting) {
  drafting.FindByTitle("title", message.title());
  drafting.FindByEnum("level", message.level());
  drafting.FindByEnum("state", message.state());
  for (const auto& participant : message.participants()) {
    drafting.FindBy("participants.institution", participant.institution());
    drafting.FindBy("participants.standard", participant.standard());
  }
}

}  // namespace

void CheckComparisonResults(const FieldPath& path,
                            const ComparisonResults& results,
                            const proto::Comparison& comparison,
                            FieldErrors& errors) {
  CheckCount(path, results.size(), errors);
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < results.size(); ++i) {
    const proto::ComparisonResult& result = results[i];
    const auto& points = comparison.points();
    const bool is_known = std::any_of(
        points.begin(), points.end(),
        [&](const auto& point) { return point.id() == result.point(); });
    if (!is_known) {
      errors.Add(path[i] / "point",
                 absl::StrCat(Quoted(result.point()),
                              " is no point of the comparison"));
    } else if (!seen.insert(result.point()).second) {
      errors.Add(path[i] / "point",
                 absl::StrCat(Quoted(result.point()), " has a result already"));
    }
    ReadRequiredDecimal(path[i] / "value", result.value(), errors);
    CheckUncertainty(path[i] / "uncertainty", result.uncertainty(), errors);
    const metrology_proto::Uncertainty& stated = result.uncertainty();
    if (!stated.expanded().empty() && stated.coverage_factor().empty()) {
      errors.Add(path[i] / "uncertainty" / "coverage_factor", "is required");
    }
  }
}

absl::StatusOr<Draft> ToDraft(const proto::Comparison& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckChosen(path / "level", message.level(), errors);
  drafting.NeedsToBeFound("organiser", message.organiser(),
                          RecordKind::kInstitution, true);
  drafting.NeedsToBeFound("pilot", message.pilot(), RecordKind::kInstitution,
                          true);
  CheckParticipants(path / "participants", message, drafting);
  CheckTravelling(path / "travelling_standards", message, errors);
  CheckPoints(path / "points", message, errors);
  CheckOptionalText(path / "protocol_number", message.protocol_number(),
                    errors);
  CheckDigest(path / "protocol_digest", message.protocol_digest(), errors);
  CheckOptionalText(path / "report_number", message.report_number(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  FindByAll(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Comparison>() {
  static constexpr absl::string_view kFields[] = {"title",
                                                  "level",
                                                  "organiser",
                                                  "pilot",
                                                  "state",
                                                  "participants.institution",
                                                  "participants.standard"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::Comparison& message) {
  std::vector<SealEvent> events;
  for (const proto::Comparison::Step& step : message.steps()) {
    if (step.state() != proto::Comparison::STATE_CANCELLED) continue;
    const absl::Time at = absl::FromUnixSeconds(step.time().seconds());
    events.push_back(
        {SealEvent::Kind::kCancelled, metrology::LegalDay(at), step.reason()});
  }
  return SpellsOf(events);
}

}  // namespace suyuan::registry
