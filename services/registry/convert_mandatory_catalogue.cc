#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"

namespace suyuan::registry {

absl::StatusOr<Draft> ToDraft(const proto::MandatoryCatalogue& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckRequiredText(path / "edition", message.edition(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  CheckOptionalText(path / "issuer", message.issuer(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByNumber("edition", message.edition());
  drafting.FindByTitle("title", message.title());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view>
IndexedFieldsOf<proto::MandatoryCatalogue>() {
  static constexpr absl::string_view kFields[] = {"edition", "title"};
  return kFields;
}

}  // namespace suyuan::registry
