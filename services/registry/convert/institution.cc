#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/identity.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/signing_keys.h"
#include "services/registry/records/identifiers.h"

namespace suyuan::registry {
namespace {

void CheckSites(const FieldPath& path, const proto::Institution& message,
                FieldErrors& errors) {
  CheckCount(path, message.sites_size(), errors);
  absl::flat_hash_set<std::string> ids;
  for (int i = 0; i < message.sites_size(); ++i) {
    const proto::Site& site = message.sites(i);
    CheckRequiredText(path[i] / "id", site.id(), errors);
    if (!ids.insert(site.id()).second) {
      errors.Add(path[i] / "id",
                 absl::StrCat("\"", site.id(), "\" is the id of two sites"));
    }
    CheckTitle(path[i] / "title", site.title(), false, errors);
    CheckOptionalText(path[i] / "address", site.address(), errors);
    CheckDivision(path[i] / "division", site.division(), errors);
    CheckPlace(path[i], site, errors);
  }
}

void CheckCountry(const FieldPath& path, absl::string_view country,
                  FieldErrors& errors) {
  const bool fits =
      country.empty() ||
      (country.size() == 2 && country[0] >= 'A' && country[0] <= 'Z' &&
       country[1] >= 'A' && country[1] <= 'Z');
  if (fits) return;
  errors.Add(path, absl::StrCat("\"", country.substr(0, 16),
                                "\" is no code of ISO 3166-1 alpha-2 such as "
                                "\"CN\""));
}

void CheckSeals(const FieldPath& path, const proto::Institution& message,
                FieldErrors& errors) {
  CheckCount(path, message.seals_size(), errors);
  for (int i = 0; i < message.seals_size(); ++i) {
    const proto::Seal& seal = message.seals(i);
    CheckRequiredText(path[i] / "title", seal.title(), errors);
    CheckOptionalText(path[i] / "number", seal.number(), errors);
    ReadPeriod(path[i] / "period", seal.period(), errors);
  }
}

void CheckDesignations(const FieldPath& path, const proto::Institution& message,
                       FieldErrors& errors) {
  CheckCount(path, message.designations_size(), errors);
  for (int i = 0; i < message.designations_size(); ++i) {
    const proto::Designation& given = message.designations(i);
    CheckChosen(path[i] / "kind", given.kind(), errors);
    CheckTitle(path[i] / "title", given.title(), true, errors);
    CheckOptionalText(path[i] / "authority", given.authority(), errors);
    CheckOptionalText(path[i] / "document_number", given.document_number(),
                      errors);
    ReadPeriod(path[i] / "period", given.period(), errors);
  }
}

void FindByAll(const proto::Institution& message, Drafting& drafting) {
  drafting.FindByTitle("title", message.title());
  for (const std::string& alias : message.aliases()) {
    drafting.FindBy("aliases", text::NormaliseName(alias));
    drafting.SearchBy(alias);
  }
  drafting.FindBy("uscc", message.uscc());
  drafting.SearchBy(message.uscc());
  drafting.FindByEnum("kind", message.kind());
  drafting.FindByEnum("tier", message.tier());
  drafting.FindByEnum("jurisdiction", message.jurisdiction());
  drafting.FindBy("division", message.division());
  drafting.FindBy("country", message.country());
  for (const proto::Site& site : message.sites()) {
    drafting.FindBy("sites.id", site.id());
    drafting.FindBy("sites.division", site.division());
    drafting.SearchByTitle(site.title());
  }
  for (const proto::Designation& given : message.designations()) {
    drafting.FindByEnum("designations.kind", given.kind());
    drafting.SearchByTitle(given.title());
  }
  for (const std::string& sector : message.sectors()) {
    drafting.FindBy("sectors", sector);
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Institution& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckTexts(path / "aliases", message.aliases(), errors);
  if (!message.uscc().empty()) {
    CheckStatus(path / "uscc", CheckUscc(message.uscc()), errors);
  }
  CheckChosen(path / "kind", message.kind(), errors);
  CheckDivision(path / "division", message.division(), errors);
  CheckCountry(path / "country", message.country(), errors);
  CheckSites(path / "sites", message, errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);
  CheckSeals(path / "seals", message, errors);
  CheckSigningKeys(path / "signing_keys", message, errors);
  CheckDesignations(path / "designations", message, errors);
  CheckWords(path / "sectors", message.sectors(), errors);
  CheckOptionalText(path / "parent_authority", message.parent_authority(),
                    errors);
  CheckOptionalText(path / "regional_metrology_organisation",
                    message.regional_metrology_organisation(), errors);
  FindByAll(message, drafting);
  drafting.Identify(path / "uscc", "uscc", message.uscc(), {message.uscc()});
  FindByIdentity(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Institution>() {
  static constexpr absl::string_view kFields[] = {"title",
                                                  "aliases",
                                                  "uscc",
                                                  "kind",
                                                  "tier",
                                                  "jurisdiction",
                                                  "division",
                                                  "country",
                                                  "sites.id",
                                                  "sites.division",
                                                  "designations.kind",
                                                  "sectors"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::Institution& message) {
  return SuspensionsOf(message);
}

}  // namespace suyuan::registry
