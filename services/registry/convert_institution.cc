#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"
#include "services/registry/identifiers.h"

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

  drafting.FindByTitle("title", message.title());
  for (const std::string& alias : message.aliases()) {
    drafting.FindBy("aliases", text::NormaliseName(alias));
  }
  drafting.FindBy("uscc", message.uscc());
  drafting.FindByEnum("kind", message.kind());
  drafting.FindBy("division", message.division());
  drafting.FindBy("country", message.country());
  for (const proto::Site& site : message.sites()) {
    drafting.FindBy("sites.id", site.id());
  }
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Institution>() {
  static constexpr absl::string_view kFields[] = {
      "title", "aliases", "uscc", "kind", "division", "country", "sites.id"};
  return kFields;
}

std::vector<Spell> SpellsOf(const proto::Institution& message) {
  return SuspensionsOf(message);
}

}  // namespace suyuan::registry
