#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/indicator_facts.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

// A count is shown by documents, one at least.
void CheckEvidence(const FieldPath& path, const proto::IndicatorEntry& message,
                   FieldErrors& errors) {
  CheckAtLeast(path, message.evidence_size(), 1, errors);
  for (int i = 0; i < message.evidence_size(); ++i) {
    const proto::IndicatorEvidence& evidence = message.evidence(i);
    CheckRequiredText(path[i] / "title", evidence.title(), errors);
    CheckOptionalText(path[i] / "document_number", evidence.document_number(),
                      errors);
    CheckDigest(path[i] / "digest", evidence.digest(), errors);
  }
}

constexpr int64_t kMostCounted = 1'000'000;

// What is counted comes in whole numbers; "" stands for one.
void CheckValue(const FieldPath& path, absl::string_view text,
                FieldErrors& errors) {
  int64_t value = 0;
  const bool is_whole = !text.empty() && std::all_of(text.begin(), text.end(),
                                                     absl::ascii_isdigit);
  if (text.empty() ||
      (is_whole && absl::SimpleAtoi(text, &value) && value <= kMostCounted)) {
    return;
  }
  errors.Add(path, absl::StrCat(Quoted(text), " is no whole number from 0 to ",
                                kMostCounted));
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::IndicatorEntry& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckChosen(path / "indicator", message.indicator(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  if (message.indicator() == proto::INDICATOR_MANDATORY_COVERAGE) {
    errors.Add(path / "indicator",
               "MANDATORY_COVERAGE is no count: it follows from the catalogue "
               "and the standards");
  }
  CheckValue(path / "value", message.value(), errors);
  CheckDivision(path / "division", message.division(), errors);
  CheckEvidence(path / "evidence", message, errors);
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
  CheckOptionalText(path / "evaluator", message.evaluator(), errors);
  CheckTexts(path / "findings", message.findings(), errors);
  CheckTexts(path / "measures", message.measures(), errors);
  CheckDigest(path / "evidence_root", message.evidence_root(), errors);
  drafting.NeedsToBeFound("supersedes", message.supersedes(),
                          RecordKind::kIndicatorReport, false);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByEnum("kind", message.kind());
  drafting.FindByTitle("title", message.title());
  drafting.CountBy(kReportDayTerm, message.as_of());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::IndicatorReport>() {
  static constexpr absl::string_view kFields[] = {"kind", "title",
                                                  "supersedes"};
  return kFields;
}

}  // namespace suyuan::registry
