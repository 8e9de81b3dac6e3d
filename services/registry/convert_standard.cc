#include <optional>
#include <string>

#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/convert_scope.h"
#include "services/registry/drafting.h"
#include "services/registry/identifiers.h"

namespace suyuan::registry {
namespace {

void CheckComponents(const FieldPath& path, const proto::Standard& message,
                     FieldErrors& errors) {
  CheckCount(path, message.components_size(), errors);
  for (int i = 0; i < message.components_size(); ++i) {
    const proto::Component& component = message.components(i);
    CheckChosen(path[i] / "role", component.role(), errors);
    CheckTitle(path[i] / "title", component.title(), true, errors);
    CheckOptionalText(path[i] / "manufacturer", component.manufacturer(),
                      errors);
    CheckOptionalText(path[i] / "model", component.model(), errors);
    CheckIdentifications(path[i] / "identifications",
                         component.identifications(), errors);
    CheckMonths(path[i] / "recalibration_months",
                component.recalibration_months(), errors);
  }
}

void CheckAssessments(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Assessment>& assessments,
    FieldErrors& errors) {
  CheckCount(path, assessments.size(), errors);
  for (int i = 0; i < assessments.size(); ++i) {
    CheckRequiredText(path[i] / "number", assessments[i].number(), errors);
    CheckOptionalText(path[i] / "authority", assessments[i].authority(),
                      errors);
    ReadPeriod(path[i] / "period", assessments[i].period(), errors);
  }
}

void CheckEvents(const FieldPath& path, const proto::Standard& message,
                 FieldErrors& errors) {
  CheckCount(path, message.events_size(), errors);
  for (int i = 0; i < message.events_size(); ++i) {
    CheckChosen(path[i] / "kind", message.events(i).kind(), errors);
    ReadRequiredDay(path[i] / "day", message.events(i).day(), errors);
    CheckOptionalText(path[i] / "reason", message.events(i).reason(), errors);
  }
}

std::optional<SealEvent::Kind> KindOfEvent(proto::StandardEvent::Kind kind) {
  switch (kind) {
    case proto::StandardEvent::KIND_SEALED:
      return SealEvent::Kind::kSealed;
    case proto::StandardEvent::KIND_RESTORED:
      return SealEvent::Kind::kRestored;
    case proto::StandardEvent::KIND_CANCELLED:
      return SealEvent::Kind::kCancelled;
    default:
      return std::nullopt;
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Standard& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  if (!message.code().empty()) {
    CheckStatus(path / "code", CheckStandardCode(message.code()), errors);
  }
  CheckChosen(path / "level", message.level(), errors);
  drafting.NeedsToBeFound("holder", message.holder(), RecordKind::kInstitution,
                          true);
  if (!message.site().empty()) {
    drafting.NeedsTerm(path / "site", message.holder(),
                       {"sites.id", message.site()});
  }
  CheckCapabilities(path / "capabilities", message.capabilities(), errors);
  CheckComponents(path / "components", message, errors);
  CheckAssessments(path / "assessments", message.assessments(), errors);
  CheckEvents(path / "events", message, errors);
  CheckScope(path / "services", message.services(), message.holder(), drafting);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindBy("code", message.code());
  drafting.FindByEnum("level", message.level());
  for (const proto::Assessment& assessment : message.assessments()) {
    drafting.FindByNumber("assessments.number", assessment.number());
  }
  for (const proto::Component& component : message.components()) {
    for (const proto::Identification& number : component.identifications()) {
      drafting.FindByNumber("components.identifications.value", number.value());
    }
  }
  FindByScope("services", message.services(), drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Standard>() {
  static constexpr absl::string_view kFields[] = {
      "title",
      "code",
      "level",
      "holder",
      "assessments.number",
      "components.identifications.value",
      "services.kind.code",
      "services.equipment_class",
      "services.catalogue_items",
      "services.specifications"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::Standard& message) {
  std::vector<SealEvent> events;
  FieldErrors errors;
  for (const proto::StandardEvent& event : message.events()) {
    const std::optional<SealEvent::Kind> kind = KindOfEvent(event.kind());
    const std::optional<absl::CivilDay> day =
        ReadDay(FieldPath("day"), event.day(), errors);
    if (!kind.has_value() || !day.has_value()) continue;
    events.push_back({*kind, *day, event.reason()});
  }
  return SpellsOf(events);
}

}  // namespace suyuan::registry
