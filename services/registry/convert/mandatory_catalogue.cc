#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

using Catalogue = proto::MandatoryCatalogue;

// None of a list of enums is the value that says nothing.
template <typename Enums>
void CheckAllChosen(const FieldPath& path, const Enums& values,
                    FieldErrors& errors) {
  CheckCount(path, values.size(), errors);
  for (int i = 0; i < values.size(); ++i) {
    if (values[i] == 0) {
      errors.Add(path[i], "is unspecified; leave it out of the list");
    }
  }
}

void CheckSupervision(const FieldPath& path, const Catalogue::Item& item,
                      FieldErrors& errors) {
  CheckChosen(path / "supervision", item.supervision(), errors);
  if (item.supervision() == Catalogue::SUPERVISION_TYPE_APPROVAL &&
      item.verification() != Catalogue::VERIFICATION_UNSPECIFIED) {
    errors.Add(path / "verification",
               "is given although supervision is type approval alone; leave it "
               "unspecified");
  }
}

// An item may join an edition later, never before it.
void CheckJoining(const FieldPath& path, const Catalogue::Item& item,
                  const Period& period, FieldErrors& errors) {
  const std::optional<absl::CivilDay> from = ReadDay(path, item.from(), errors);
  if (!from.has_value() || period.Contains(*from)) return;
  errors.Add(
      path, absl::StrCat(item.from(), " is outside the period of the edition"));
}

void CheckItem(const FieldPath& path, const Catalogue::Item& item,
               const Period& period, FieldErrors& errors) {
  if (item.id().empty()) errors.Add(path / "id", "is required");
  CheckWord(path / "id", item.id(), errors);
  CheckOptionalText(path / "number", item.number(), errors);
  CheckTitle(path / "title", item.title(), true, errors);
  CheckSupervision(path, item, errors);
  CheckMonths(path / "months", item.months(), errors);
  CheckAllChosen(path / "purposes", item.purposes(), errors);
  CheckWords(path / "equipment_classes", item.equipment_classes(), errors);
  CheckAllChosen(path / "duties", item.duties(), errors);
  CheckJoining(path / "from", item, period, errors);
}

void CheckItems(const FieldPath& path, const Catalogue& message,
                const Period& period, FieldErrors& errors) {
  CheckCount(path, message.items_size(), errors);
  absl::flat_hash_set<std::string> ids;
  for (int i = 0; i < message.items_size(); ++i) {
    const Catalogue::Item& item = message.items(i);
    CheckItem(path[i], item, period, errors);
    if (item.id().empty() || ids.insert(item.id()).second) continue;
    errors.Add(path[i] / "id",
               absl::StrCat(Quoted(item.id()), " is the id of two items"));
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::MandatoryCatalogue& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckRequiredText(path / "edition", message.edition(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  CheckOptionalText(path / "issuer", message.issuer(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  CheckItems(path / "items", message, period, errors);

  drafting.FindByNumber("edition", message.edition());
  drafting.FindByTitle("title", message.title());
  drafting.Identify(path / "edition", "edition", message.edition(),
                    {text::NormaliseIdentifier(message.edition())});
  for (const Catalogue::Item& item : message.items()) {
    drafting.FindBy("items.id", item.id());
    drafting.SearchByTitle(item.title());
    for (const std::string& equipment : item.equipment_classes()) {
      drafting.FindBy("items.equipment_classes", equipment);
    }
  }
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view>
IndexedFieldsOf<proto::MandatoryCatalogue>() {
  static constexpr absl::string_view kFields[] = {
      "edition", "title", "items.id", "items.equipment_classes"};
  return kFields;
}

}  // namespace suyuan::registry
