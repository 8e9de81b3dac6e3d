#ifndef SERVICES_TRACEABILITY_RULES_RULE_H_
#define SERVICES_TRACEABILITY_RULES_RULE_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/traceability/graph/rows.h"

namespace suyuan::traceability {

// Every code that a finding can carry: the thirty rules in their order, then
// the findings that are no rule.
enum class Rule : uint8_t {
  kV01,
  kV02,
  kV03,
  kV04,
  kV05,
  kV06,
  kV07,
  kV08,
  kV09,
  kV10,
  kV11,
  kV12,
  kV13,
  kV14,
  kV15,
  kV16,
  kV17,
  kV18,
  kV19,
  kV20,
  kV21,
  kV22,
  kV23,
  kV24,
  kV25,
  kV26,
  kV27,
  kV28,
  kV29,
  kV30,
  kStaleReference,
  kLateReference,
  kComparisonFailed,
  kLinkGap,
  kRuleConflict,
  kItemIdentityMismatch,
  kReferenceReplaced,
  kNoCertificate,
  kAmbiguousTarget,
};
inline constexpr int kRules = static_cast<int>(Rule::kAmbiguousTarget) + 1;

enum class Outcome : uint8_t { kHeld, kBroken, kUnknown, kNotApplicable };
enum class Severity : uint8_t { kMinor, kMajor, kBlocker };

// In the order from best to worst, so that the worst is the largest.
enum class Verdict : uint8_t {
  kTraceable,
  kWithReservations,
  kIndeterminate,
  kNotTraceable,
};

// What a rule is, for people.
struct RuleText {
  Rule rule;
  absl::string_view code;    // "V04_REF_EXPIRED_AT_USE"
  absl::string_view clause;  // the source it rests on
  absl::string_view title_zh;
  absl::string_view title_en;
  bool built;  // judged by this version
};
const RuleText& TextOf(Rule rule);
absl::Span<const RuleText> AllRules();

// Version of the built rules; changes when an answer could.
inline constexpr absl::string_view kRuleVersion = "2026.4";

// One rule at one place. `inputs` are the numbers and days it was judged by,
// filled only where the caller wants explanations.
struct Finding {
  Rule rule;
  Outcome outcome;
  Severity severity;
  ReferenceIndex reference = kNone;
  std::vector<std::pair<std::string, std::string>> inputs;
};

// What a finding does to a verdict (docs/rules.md 5).
Verdict VerdictOf(const Finding& finding);
// The worst over findings; kTraceable over none.
Verdict Worst(absl::Span<const Finding> findings);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_RULE_H_
