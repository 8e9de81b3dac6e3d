#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"

namespace suyuan::registry {

absl::StatusOr<Draft> ToDraft(const proto::VerificationScheme& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckRequiredText(path / "number", message.number(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  if (message.kind().code().empty()) {
    errors.Add(path / "kind" / "code", "is required");
  }
  CheckKind(path / "kind", message.kind(), std::nullopt, errors);
  CheckOptionalText(path / "superseded_by", message.superseded_by(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByNumber("number", message.number());
  drafting.FindByTitle("title", message.title());
  drafting.FindBy("kind.code", message.kind().code());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view>
IndexedFieldsOf<proto::VerificationScheme>() {
  static constexpr absl::string_view kFields[] = {"number", "title",
                                                  "kind.code"};
  return kFields;
}

}  // namespace suyuan::registry
