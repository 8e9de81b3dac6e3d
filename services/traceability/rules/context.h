#ifndef SERVICES_TRACEABILITY_RULES_CONTEXT_H_
#define SERVICES_TRACEABILITY_RULES_CONTEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/rules/profile.h"
#include "services/traceability/rules/rule.h"

namespace suyuan::traceability {

// What every rule is judged with.
struct RuleContext {
  const Graph& graph;
  const Profile& profile;
  absl::Time known_at;
  // The day of the question: what was decided later is not decided yet.
  DayNumber as_of = kNever;
  // Findings carry the numbers that they were judged by. Costs allocations.
  bool explain = false;
};

// A rule's finding at the severity of the profile.
inline Finding Found(const RuleContext& context, Rule rule, Outcome outcome,
                     ReferenceIndex reference = kNone) {
  return {rule, outcome, context.profile.SeverityOf(rule), reference, {}};
}

// "2024-03-11", or "" where unknown.
std::string DayText(DayNumber day);
// Six significant digits, or "" for NaN.
std::string NumberText(double value);

template <typename Value>
void Explain(const RuleContext& context, Finding& finding, const char* name,
             Value&& value) {
  if (context.explain) {
    finding.inputs.emplace_back(name, absl::StrCat(std::forward<Value>(value)));
  }
}
// Texts are made only where they are kept: a verdict needs none.
inline void ExplainDay(const RuleContext& context, Finding& finding,
                       const char* name, DayNumber day) {
  if (context.explain) finding.inputs.emplace_back(name, DayText(day));
}
inline void ExplainNumber(const RuleContext& context, Finding& finding,
                          const char* name, double value) {
  if (context.explain) finding.inputs.emplace_back(name, NumberText(value));
}

// The days of the work of a certificate; kNoDay on both where unknown.
struct Work {
  DayNumber begin;
  DayNumber end;
  bool known() const { return begin != kNoDay; }
};
inline Work WorkOf(const CertificateRow& c) {
  return {c.work_begin(), c.work_end()};
}

// 检定, passed or not.
inline bool IsVerification(CertificateKind kind) {
  return kind == CertificateKind::kVerification ||
         kind == CertificateKind::kVerificationFail;
}

// Whether a period contains every day of [first, last].
bool Covers(const Period& period, DayNumber first, DayNumber last);
// Whether any of the spells touches [first, last].
bool AnyTouches(const std::vector<Suspension>& spells, DayNumber first,
                DayNumber last);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_CONTEXT_H_
