#include "services/registry/records/diagram_checks.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/metrology/quantity_kind.h"

namespace suyuan::registry {
namespace {

// A number of one tier in the unit of another, and how far rounding may have
// moved it on the way there: 273.16 K are 0.01 °C to the last bit of 273.16.
struct Converted {
  double value = 0;
  double rounding = 0;
};
constexpr double kRounding = 1e-12;

bool IsLess(double a, const Converted& b) { return a < b.value - b.rounding; }
bool IsMore(double a, const Converted& b) { return a > b.value + b.rounding; }

// The numbers of one tier beside those of another, if their units allow it.
class Pair {
 public:
  static std::optional<Pair> Of(const DiagramTierFacts& upper,
                                const DiagramTierFacts& lower) {
    if (!upper.unit.has_value() || !lower.unit.has_value()) return std::nullopt;
    const auto conversion =
        metrology::Conversion::Between(*upper.unit, *lower.unit);
    if (!conversion.ok()) return std::nullopt;
    return Pair(*conversion);
  }
  // A number of the upper tier in the unit of the lower: of the scale, or the
  // width of an interval.
  Converted Value(const StatedNumber& number) const {
    const double value = conversion_.Value(number.value);
    return {value, kRounding * std::max(std::abs(value),
                                        std::abs(Width(number).value))};
  }
  Converted Width(const StatedNumber& number) const {
    const double width = conversion_.Difference(number.value);
    return {width, kRounding * std::abs(width)};
  }

 private:
  explicit Pair(metrology::Conversion conversion) : conversion_(conversion) {}
  metrology::Conversion conversion_;
};

DiagramFinding Shrinks(const std::string& field, absl::string_view what_zh,
                       absl::string_view what_en, const StatedNumber& below,
                       const StatedNumber& above) {
  return {field,
          absl::StrCat(what_zh, " ", below.text, " 小于上一级的 ", above.text,
                       "；量值下传时不会变准"),
          absl::StrCat(what_en, " ", below.text, " is less than ", above.text,
                       " of the tier above; it cannot shrink on the way down")};
}

void CheckGrowth(const DiagramTierFacts& upper, const DiagramTierFacts& lower,
                 const std::optional<Pair>& pair,
                 std::vector<DiagramFinding>& findings) {
  if (upper.expanded.has_value() && lower.expanded.has_value() &&
      upper.is_relative == lower.is_relative &&
      (upper.is_relative || pair.has_value())) {
    const Converted above = upper.is_relative
                                ? Converted{upper.expanded->value,
                                            kRounding * upper.expanded->value}
                                : pair->Width(*upper.expanded);
    if (IsLess(lower.expanded->value, above)) {
      findings.push_back(Shrinks(lower.field, "扩展不确定度",
                                 "the expanded uncertainty", *lower.expanded,
                                 *upper.expanded));
    }
  }
  const auto& error_above = upper.maximum_permissible_error;
  const auto& error_below = lower.maximum_permissible_error;
  if (pair.has_value() && error_above.has_value() && error_below.has_value() &&
      IsLess(error_below->value, pair->Width(*error_above))) {
    findings.push_back(Shrinks(lower.field, "最大允许误差",
                               "the maximum permissible error", *error_below,
                               *error_above));
  }
}

void CheckNesting(const DiagramTierFacts& upper, const DiagramTierFacts& lower,
                  const Pair& pair, std::vector<DiagramFinding>& findings) {
  if (upper.min.has_value() && lower.min.has_value() &&
      IsLess(lower.min->value, pair.Value(*upper.min))) {
    findings.push_back(
        {lower.field,
         absl::StrCat("测量范围下限 ", lower.min->text, " 低于上一级的 ",
                      upper.min->text),
         absl::StrCat("the range begins at ", lower.min->text, ", below ",
                      upper.min->text, " of the tier above")});
  }
  if (upper.max.has_value() && lower.max.has_value() &&
      IsMore(lower.max->value, pair.Value(*upper.max))) {
    findings.push_back(
        {lower.field,
         absl::StrCat("测量范围上限 ", lower.max->text, " 高于上一级的 ",
                      upper.max->text),
         absl::StrCat("the range ends at ", lower.max->text, ", above ",
                      upper.max->text, " of the tier above")});
  }
}

void CheckPair(const DiagramTierFacts& upper, const DiagramTierFacts& lower,
               std::vector<DiagramFinding>& findings) {
  const std::optional<Pair> pair = Pair::Of(upper, lower);
  CheckGrowth(upper, lower, pair, findings);
  if (pair.has_value()) CheckNesting(upper, lower, *pair, findings);
}

bool HasBranch(const KindFacts& kind,
               absl::Span<const DiagramBranchFacts> branches) {
  return std::any_of(
      branches.begin(), branches.end(), [&](const DiagramBranchFacts& branch) {
        return metrology::Compatible(kind.code, kind.qualifiers,
                                     branch.kind.code, branch.kind.qualifiers);
      });
}

}  // namespace

std::vector<DiagramFinding> CheckDiagram(
    absl::Span<const KindFacts> quantities,
    absl::Span<const DiagramBranchFacts> branches) {
  if (branches.empty()) {
    return {{"diagram", "没有量值溯源与传递框图",
             "no tracing diagram is on record"}};
  }
  std::vector<DiagramFinding> findings;
  for (const KindFacts& kind : quantities) {
    if (kind.code.empty() || HasBranch(kind, branches)) continue;
    DiagramFinding missing{
        "diagram", absl::StrCat("量 ", kind.code, " 没有自己的分支"),
        absl::StrCat(kind.code, " has no branch of its own")};
    if (std::find(findings.begin(), findings.end(), missing) ==
        findings.end()) {
      findings.push_back(std::move(missing));
    }
  }
  for (const DiagramBranchFacts& branch : branches) {
    CheckPair(branch.upper, branch.own, findings);
    for (const DiagramTierFacts& lower : branch.lower) {
      CheckPair(branch.own, lower, findings);
    }
  }
  return findings;
}

}  // namespace suyuan::registry
