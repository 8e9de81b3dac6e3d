#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/number.h"
#include "services/certificates/dcc/export_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

constexpr char kOne[] = "\\one";

// What D-SI has narrower bounds for than the contract: valueExpandedMU,
// coverageFactor and coverageProbability.
bool IsUnsigned(const std::string& text) {
  return !text.empty() && !absl::StartsWith(text, "-");
}

bool IsDsiProbability(const std::string& text) {
  if (!dcc::IsProbability(text)) return false;
  const char first = text[text[0] == '+' ? 1 : 0];
  return first == '0' || first == '1';
}

bool IsOneWord(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), absl::ascii_isspace);
}

void Move(std::string* from, std::vector<dcc::Number>& to) {
  to = {{std::exchange(*from, ""), std::nullopt}};
}

void TakeRelative(metrology::v1::Uncertainty& left, dcc::Quantity& quantity,
                  DccDraft& draft) {
  if (left.expanded().empty()) return;
  dcc::Series ratio = quantity.series.front();
  ratio.values.front().text = std::exchange(*left.mutable_expanded(), "");
  ratio.units = {draft.UnitIndex(kOne)};
  quantity.relative_uncertainty = std::move(ratio);
}

// Puts at the value itself what D-SI can say there and takes it from `left`.
void TakeWhatFits(metrology::v1::Uncertainty& left, dcc::Quantity& quantity,
                  DccDraft& draft) {
  if (left.relative()) return TakeRelative(left, quantity, draft);
  dcc::Uncertainty& to = quantity.series.front().uncertainty;
  const bool is_expanded = IsUnsigned(left.expanded()) &&
                           dcc::IsCoverageFactor(left.coverage_factor()) &&
                           IsDsiProbability(left.coverage_probability());
  const bool is_standard =
      left.expanded().empty() && IsUnsigned(left.standard()) &&
      left.coverage_factor().empty() && left.coverage_probability().empty();
  if (is_expanded) {
    Move(left.mutable_expanded(), to.expanded);
    Move(left.mutable_coverage_factor(), to.coverage_factor);
    Move(left.mutable_coverage_probability(), to.coverage_probability);
  } else if (is_standard) {
    Move(left.mutable_standard(), to.standard);
  } else {
    return;
  }
  if (left.distribution().empty() || !IsOneWord(left.distribution())) return;
  to.distribution = {std::exchange(*left.mutable_distribution(), "")};
}

}  // namespace

void ExportUncertainty(const metrology::v1::Uncertainty& uncertainty,
                       const dcc::Scope& scope, std::optional<size_t> carrier,
                       const std::string& unit, DccDraft& draft) {
  metrology::v1::Uncertainty left = uncertainty;
  if (carrier.has_value()) {
    TakeWhatFits(left, draft.document.quantities[*carrier], draft);
  }
  const bool relative = left.relative();
  const auto add = [&](const char* token, absl::string_view zh,
                       absl::string_view en, const std::string& number,
                       bool is_ratio) {
    if (number.empty()) return;
    draft.AddNumber(scope, {token}, number, is_ratio ? kOne : unit).name =
        draft.Words(zh, en);
  };
  add(relative ? own::kRelativeExpanded : own::kExpanded, "扩展不确定度",
      "expanded uncertainty", left.expanded(), relative);
  add(relative ? own::kRelativeStandard : own::kStandardUncertainty,
      "标准不确定度", "standard uncertainty", left.standard(), relative);
  add(own::kCoverageFactor, "包含因子", "coverage factor",
      left.coverage_factor(), true);
  add(own::kCoverageProbability, "包含概率", "coverage probability",
      left.coverage_probability(), true);
  add(own::kDegreesOfFreedom, "自由度", "degrees of freedom",
      left.degrees_of_freedom(), true);
  if (left.distribution().empty()) return;
  draft
      .AddWords(scope, {own::kDistribution},
                DccDraft::Printed(left.distribution()))
      .name = draft.Words("分布", "distribution");
}

}  // namespace suyuan::certificates
