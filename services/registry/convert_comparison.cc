#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"

namespace suyuan::registry {

absl::StatusOr<Draft> ToDraft(const proto::Comparison& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckChosen(path / "level", message.level(), errors);
  drafting.NeedsToBeFound("organiser", message.organiser(),
                          RecordKind::kInstitution, true);
  drafting.NeedsToBeFound("pilot", message.pilot(), RecordKind::kInstitution,
                          true);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindByEnum("level", message.level());
  drafting.FindByEnum("state", message.state());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Comparison>() {
  static constexpr absl::string_view kFields[] = {"title", "level", "organiser",
                                                  "pilot", "state"};
  return kFields;
}

}  // namespace suyuan::registry
