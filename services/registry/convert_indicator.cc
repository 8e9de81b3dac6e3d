#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"

namespace suyuan::registry {

absl::StatusOr<Draft> ToDraft(const proto::IndicatorEntry& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckChosen(path / "indicator", message.indicator(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  ReadDecimal(path / "value", message.value(), errors);
  CheckDivision(path / "division", message.division(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByEnum("indicator", message.indicator());
  drafting.FindByTitle("title", message.title());
  drafting.FindBy("division", message.division());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::IndicatorEntry>() {
  static constexpr absl::string_view kFields[] = {"indicator", "title",
                                                  "division"};
  return kFields;
}

absl::StatusOr<Draft> ToDraft(const proto::IndicatorReport& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckChosen(path / "kind", message.kind(), errors);
  ReadRequiredDay(path / "as_of", message.as_of(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  drafting.NeedsToBeFound("supersedes", message.supersedes(),
                          RecordKind::kIndicatorReport, false);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByEnum("kind", message.kind());
  drafting.FindBy("as_of", message.as_of());
  drafting.FindByTitle("title", message.title());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::IndicatorReport>() {
  static constexpr absl::string_view kFields[] = {"kind", "as_of", "title",
                                                  "supersedes"};
  return kFields;
}

}  // namespace suyuan::registry
