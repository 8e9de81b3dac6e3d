#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/identity.h"
#include "services/registry/convert/indicator_facts.h"
#include "services/registry/convert/parts.h"
#include "services/registry/indicators/demand_row.h"

namespace suyuan::registry {
namespace {

constexpr int kMostPieces = 1'000'000;

// Seals and software as they were on different days.
void CheckIdentities(const FieldPath& path, const proto::Instrument& message,
                     FieldErrors& errors) {
  CheckCount(path, message.identities_size(), errors);
  absl::flat_hash_set<std::string> days;
  for (int i = 0; i < message.identities_size(); ++i) {
    const proto::InstrumentIdentity& identity = message.identities(i);
    CheckTexts(path[i] / "seals", identity.seals(), errors);
    CheckOptionalText(path[i] / "firmware_version", identity.firmware_version(),
                      errors);
    CheckDigest(path[i] / "firmware_digest", identity.firmware_digest(),
                errors);
    ReadRequiredDay(path[i] / "day", identity.day(), errors);
    if (identity.day().empty() || days.insert(identity.day()).second) continue;
    errors.Add(path[i] / "day",
               absl::StrCat(identity.day(),
                            " is the day of two identities; the newest day "
                            "holds, so each needs its own"));
  }
}

void CheckQuantity(const FieldPath& path, int quantity, FieldErrors& errors) {
  if (quantity >= 0 && quantity <= kMostPieces) return;
  errors.Add(path, absl::StrCat(quantity, " is not between 0 and ", kMostPieces,
                                " pieces"));
}

void FindByAll(const proto::Instrument& message, Drafting& drafting) {
  drafting.SearchByTitle(message.title());
  drafting.SearchBy(message.manufacturer());
  drafting.SearchBy(message.model());
  for (const proto::Identification& number : message.identifications()) {
    drafting.FindByNumber("identifications.value", number.value());
  }
  drafting.FindBy("equipment_class", message.equipment_class());
  drafting.FindBy("division", message.division());
  drafting.FindByEnum("purpose", message.purpose());
  drafting.FindBy("catalogue_item", message.catalogue_item());
  drafting.FindBy("fleet", message.fleet());
  drafting.CountBy(indicators::kDemandTerm, DemandTermOf(message));
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Instrument& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckOptionalText(path / "manufacturer", message.manufacturer(), errors);
  CheckOptionalText(path / "model", message.model(), errors);
  CheckIdentifications(path / "identifications", message.identifications(),
                       errors);
  CheckWord(path / "equipment_class", message.equipment_class(), errors);
  drafting.NeedsToBeFound("owner", message.owner(), RecordKind::kInstitution,
                          false);
  CheckDivision(path / "division", message.division(), errors);
  CheckOptionalText(path / "place", message.place(), errors);
  CheckMonths(path / "recalibration_months", message.recalibration_months(),
              errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  CheckCapabilities(path / "capabilities", message.capabilities(), errors);
  CheckWord(path / "catalogue_item", message.catalogue_item(), errors);
  CheckOptionalText(path / "catalogue_edition", message.catalogue_edition(),
                    errors);
  CheckOptionalText(path / "fleet", message.fleet(), errors);
  CheckIdentities(path / "identities", message, errors);
  CheckPlace(path, message, errors);
  CheckQuantity(path / "quantity", message.quantity(), errors);
  FindByAll(message, drafting);
  FindByIdentity(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Instrument>() {
  static constexpr absl::string_view kFields[] = {"identifications.value",
                                                  "equipment_class",
                                                  "owner",
                                                  "division",
                                                  "purpose",
                                                  "catalogue_item",
                                                  "fleet"};
  return kFields;
}

}  // namespace suyuan::registry
