#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/scope.h"

namespace suyuan::registry {
namespace {

void CheckProject(const FieldPath& path, const proto::Person::Project& project,
                  absl::string_view employer, Drafting& drafting) {
  CheckRequiredText(path / "title", project.title(), drafting.errors);
  CheckOptionalText(path / "certificate_number", project.certificate_number(),
                    drafting.errors);
  CheckScope(path / "scope", project.scope(), employer, drafting);
  ReadPeriod(path / "period", project.period(), drafting.errors);
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Person& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckRequiredText(path / "registration_number", message.registration_number(),
                    errors);
  CheckChosen(path / "qualification", message.qualification(), errors);
  drafting.NeedsToBeFound("employer", message.employer(),
                          RecordKind::kInstitution, true);
  CheckCount(path / "projects", message.projects_size(), errors);
  for (int i = 0; i < message.projects_size(); ++i) {
    CheckProject((path / "projects")[i], message.projects(i),
                 message.employer(), drafting);
  }
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);

  drafting.FindByNumber("registration_number", message.registration_number());
  drafting.Identify(path / "registration_number", "registration",
                    message.registration_number(),
                    {text::NormaliseIdentifier(message.registration_number())});
  drafting.FindByEnum("qualification", message.qualification());
  for (const auto& project : message.projects()) {
    drafting.FindByNumber("projects.certificate_number",
                          project.certificate_number());
    drafting.SearchBy(project.title());
  }
  FindByDue(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Person>() {
  static constexpr absl::string_view kFields[] = {
      "registration_number", "qualification", "employer",
      "projects.certificate_number"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::Person& message) {
  return SuspensionsOf(message);
}

}  // namespace suyuan::registry
