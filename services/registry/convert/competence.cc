#include <string>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/scope.h"

namespace suyuan::registry {
namespace {

void CheckForm(const FieldPath& path, const proto::Competence& message,
               FieldErrors& errors) {
  if (message.form() == proto::Competence::FORM_UNSPECIFIED ||
      message.kind() == proto::Competence::KIND_AUTHORISATION) {
    return;
  }
  errors.Add(path,
             "is the form of an authorisation; leave it unspecified for "
             "other kinds");
}

void CheckSignatories(const FieldPath& path, const proto::Competence& message,
                      Drafting& drafting) {
  CheckCount(path, message.signatories_size(), drafting.errors);
  for (int i = 0; i < message.signatories_size(); ++i) {
    const auto& signatory = message.signatories(i);
    drafting.Needs(path[i] / "person", signatory.person(), RecordKind::kPerson);
    CheckTexts(path[i] / "fields", signatory.fields(), drafting.errors);
    ReadPeriod(path[i] / "period", signatory.period(), drafting.errors);
  }
}

void FindByAll(const proto::Competence& message, Drafting& drafting) {
  drafting.FindByEnum("kind", message.kind());
  drafting.FindByEnum("form", message.form());
  drafting.FindByNumber("number", message.number());
  drafting.FindBy("region", message.region());
  drafting.FindByNumber("external_id", message.external_id());
  for (const auto& signatory : message.signatories()) {
    drafting.FindBy("signatories.person", signatory.person());
  }
  FindByScope("scope", message.scope(), drafting);
}

// A number that is renewed stays, so each cycle of years is one competence.
void Identify(const FieldPath& path, const proto::Competence& message,
              const Period& period, Drafting& drafting) {
  const std::string year =
      period.from.has_value() ? absl::StrCat(period.from->year()) : "";
  drafting.Identify(path, "number", message.number(),
                    {text::NormaliseName(message.authority()),
                     proto::Competence::Kind_Name(message.kind()), year,
                     text::NormaliseIdentifier(message.number())});
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Competence& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  drafting.NeedsToBeFound("holder", message.holder(), RecordKind::kInstitution,
                          true);
  CheckChosen(path / "kind", message.kind(), errors);
  CheckOptionalText(path / "number", message.number(), errors);
  CheckOptionalText(path / "authority", message.authority(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);
  CheckScope(path / "scope", message.scope(), message.holder(), drafting);
  CheckForm(path / "form", message, errors);
  CheckDivision(path / "region", message.region(), errors);
  CheckOptionalText(path / "criteria", message.criteria(), errors);
  CheckSignatories(path / "signatories", message, drafting);
  CheckOptionalText(path / "external_id", message.external_id(), errors);
  CheckOptionalText(path / "external_status", message.external_status(),
                    errors);
  ReadDay(path / "external_day", message.external_day(), errors);
  FindByAll(message, drafting);
  Identify(path / "number", message, period, drafting);
  FindByDue(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Competence>() {
  static constexpr absl::string_view kFields[] = {"holder",
                                                  "kind",
                                                  "form",
                                                  "number",
                                                  "region",
                                                  "external_id",
                                                  "signatories.person",
                                                  "scope.kind.code",
                                                  "scope.equipment_class",
                                                  "scope.catalogue_items",
                                                  "scope.specifications"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::Competence& message) {
  return SuspensionsOf(message);
}

}  // namespace suyuan::registry
