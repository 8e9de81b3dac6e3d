#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/scope.h"

namespace suyuan::registry {

absl::StatusOr<Draft> ToDraft(const proto::Declaration& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  drafting.NeedsToBeFound("holder", message.holder(), RecordKind::kInstitution,
                          true);
  CheckOptionalText(path / "number", message.number(), errors);
  if (message.scope().empty()) {
    errors.Add(path / "scope",
               "is empty; wanted what is declared, one row at "
               "least");
  }
  CheckScope(path / "scope", message.scope(), message.holder(), drafting);
  CheckDigest(path / "document_digest", message.document_digest(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByNumber("number", message.number());
  FindByScope("scope", message.scope(), drafting);
  FindByDue(message, drafting);
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Declaration>() {
  static constexpr absl::string_view kFields[] = {"holder",
                                                  "number",
                                                  "scope.kind.code",
                                                  "scope.equipment_class",
                                                  "scope.catalogue_items",
                                                  "scope.specifications"};
  return kFields;
}

}  // namespace suyuan::registry
