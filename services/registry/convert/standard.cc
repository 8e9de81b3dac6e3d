#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/evidence.h"
#include "services/registry/convert/identity.h"
#include "services/registry/convert/indicator_facts.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/scope.h"
#include "services/registry/indicators/standard_age.h"
#include "services/registry/records/identifiers.h"

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
    CheckCapabilities(path[i] / "capabilities", component.capabilities(),
                      errors);
    ReadDay(path[i] / "put_into_service", component.put_into_service(), errors);
    CheckOptionalText(path[i] / "tracing_institution",
                      component.tracing_institution(), errors);
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

void CheckEvent(const FieldPath& path, const proto::StandardEvent& event,
                Drafting& drafting) {
  FieldErrors& errors = drafting.errors;
  CheckChosen(path / "kind", event.kind(), errors);
  ReadRequiredDay(path / "day", event.day(), errors);
  CheckOptionalText(path / "reason", event.reason(), errors);
  CheckOptionalText(path / "document_number", event.document_number(), errors);
  if (!event.comparison().empty()) {
    drafting.Needs(path / "comparison", event.comparison(),
                   RecordKind::kComparison);
  }
  if (event.has_kind_of_quantity()) {
    CheckKind(path / "kind_of_quantity", event.kind_of_quantity(), std::nullopt,
              errors);
  }
}

bool IsPublic(proto::Standard::Level level) {
  return level == proto::Standard::LEVEL_PUBLIC_HIGHEST ||
         level == proto::Standard::LEVEL_PUBLIC_SUBORDINATE;
}

void CheckPublicCertificates(const FieldPath& path,
                             const proto::Standard& message,
                             FieldErrors& errors) {
  CheckAssessments(path, message.public_certificates(), errors);
  if (message.public_certificates().empty() || IsPublic(message.level()) ||
      message.level() == proto::Standard::LEVEL_UNSPECIFIED) {
    return;
  }
  errors.Add(path, absl::StrCat("is of public standards only; the level is ",
                                proto::Standard::Level_Name(message.level())));
}

void CheckPersons(const FieldPath& path, const proto::Standard& message,
                  Drafting& drafting) {
  CheckCount(path, message.persons_size(), drafting.errors);
  for (int i = 0; i < message.persons_size(); ++i) {
    drafting.Needs(path[i], message.persons(i), RecordKind::kPerson);
  }
}

// What the standard shows for itself.
void CheckEvidence(const FieldPath& path, const proto::Standard& message,
                   FieldErrors& errors) {
  CheckEnvironment(path / "environment", message.environment(), errors);
  if (message.has_diagram()) {
    CheckDiagram(path / "diagram", message.diagram(), errors);
  }
  CheckTests(path, message, errors);
}

// Certificates are numbered by who gives them.
void IdentifyBy(
    const FieldPath& path, absl::string_view what,
    const google::protobuf::RepeatedPtrField<proto::Assessment>& certificates,
    Drafting& drafting) {
  for (int i = 0; i < certificates.size(); ++i) {
    const proto::Assessment& certificate = certificates[i];
    drafting.Identify(path[i] / "number", what, certificate.number(),
                      {text::NormaliseName(certificate.authority()),
                       text::NormaliseIdentifier(certificate.number())});
  }
}

void FindByParts(const proto::Standard& message, Drafting& drafting) {
  for (const proto::Capability& capability : message.capabilities()) {
    drafting.FindBy("capabilities.kind.code", capability.kind().code());
  }
  for (const proto::Component& component : message.components()) {
    drafting.SearchByTitle(component.title());
    drafting.SearchBy(component.manufacturer());
    drafting.SearchBy(component.model());
    for (const proto::Identification& number : component.identifications()) {
      drafting.FindByNumber("components.identifications.value", number.value());
    }
  }
  for (const proto::Assessment& assessment : message.assessments()) {
    drafting.FindByNumber("assessments.number", assessment.number());
  }
  for (const proto::Assessment& certificate : message.public_certificates()) {
    drafting.FindByNumber("public_certificates.number", certificate.number());
  }
  for (const proto::StandardEvent& event : message.events()) {
    drafting.FindByEnum("events.kind", event.kind());
    drafting.FindBy("events.comparison", event.comparison());
  }
  FindByScope("services", message.services(), drafting);
  for (const proto::DiagramBranch& branch : message.diagram().branches()) {
    drafting.FindByNumber("diagram.branches.specification_up",
                          branch.specification_up());
    drafting.FindByNumber("diagram.branches.specification_down",
                          branch.specification_down());
  }
}

void FindByAll(const proto::Standard& message, Drafting& drafting) {
  drafting.FindByTitle("title", message.title());
  drafting.FindBy("code", message.code());
  drafting.SearchBy(message.code());
  drafting.FindByEnum("level", message.level());
  drafting.FindBy("site", message.site());
  drafting.FindByEnum("origin", message.origin());
  for (const std::string& person : message.persons()) {
    drafting.FindBy("persons", person);
  }
  for (const std::string& sector : message.sectors()) {
    drafting.FindBy("sectors", sector);
  }
  FindByParts(message, drafting);
  drafting.CountBy(indicators::kAgeTerm, AgeTermOf(message));
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
  CheckPublicCertificates(path / "public_certificates", message, errors);
  CheckCount(path / "events", message.events_size(), errors);
  for (int i = 0; i < message.events_size(); ++i) {
    CheckEvent((path / "events")[i], message.events(i), drafting);
  }
  CheckScope(path / "services", message.services(), message.holder(), drafting);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  CheckPersons(path / "persons", message, drafting);
  CheckEvidence(path, message, errors);
  CheckWords(path / "sectors", message.sectors(), errors);
  FindByAll(message, drafting);
  IdentifyBy(path / "assessments", "assessment", message.assessments(),
             drafting);
  IdentifyBy(path / "public_certificates", "public_certificate",
             message.public_certificates(), drafting);
  FindByDue(message, drafting);
  FindByIdentity(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Standard>() {
  static constexpr absl::string_view kFields[] = {
      "title",
      "code",
      "level",
      "holder",
      "site",
      "origin",
      "persons",
      "sectors",
      "capabilities.kind.code",
      "components.identifications.value",
      "assessments.number",
      "public_certificates.number",
      "events.kind",
      "events.comparison",
      "services.kind.code",
      "services.equipment_class",
      "services.catalogue_items",
      "services.specifications",
      "diagram.branches.specification_up",
      "diagram.branches.specification_down"};
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
