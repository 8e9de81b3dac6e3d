#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/convert_scope.h"
#include "services/registry/drafting.h"

namespace suyuan::registry {

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

  drafting.FindByEnum("kind", message.kind());
  drafting.FindByNumber("number", message.number());
  FindByScope("scope", message.scope(), drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Competence>() {
  static constexpr absl::string_view kFields[] = {"holder",
                                                  "kind",
                                                  "number",
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
