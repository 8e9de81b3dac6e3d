#ifndef TESTS_UNIT_CREDIT_ANY_FACT_H_
#define TESTS_UNIT_CREDIT_ANY_FACT_H_

#include <string>

#include "services/credit/fact.h"
#include "services/credit/policy.h"
#include "services/credit/policy_loader.h"
#include "services/credit/score.h"

namespace suyuan::credit::testing {

inline absl::CivilDay Day(absl::string_view text) { return *ParseDay(text); }

// A valid confirmed fact, an incident of its own, known on the day it was
// decided; change one field.
inline Fact AnyFact(const std::string& id, const std::string& indicator,
                    absl::string_view decided_on) {
  Fact fact;
  fact.fact_id = id;
  fact.subject_id = "xj-0001";
  fact.indicator_id = indicator;
  fact.incident_id = "incident-" + id;
  fact.decided_on = Day(decided_on);
  fact.recorded_at = StartOf(fact.decided_on);
  fact.evidence = {{"decision", "documents/" + id, ""}};
  fact.source_system = "cases";
  fact.source_authority = "AMR";
  fact.document_no = "2026-" + id;
  return fact;
}

inline Fact OnTime(int64_t on_time, int64_t due, absl::string_view day) {
  Fact fact = AnyFact("on-time", "M-601", day);
  fact.values = {{"on_time", on_time}, {"due", due}};
  return fact;
}

inline Fact Overdue(int64_t overdue, int64_t total, absl::string_view day) {
  Fact fact = AnyFact("overdue", "M-101", day);
  fact.values = {{"overdue", overdue}, {"total", total}};
  return fact;
}

inline const Policy& Mcp() {
  static const Policy* const kPolicy =
      new Policy(LoadPolicy(BuiltinPolicyText()).value());
  return *kPolicy;
}

inline Score ScoreOn(absl::string_view as_of, absl::Span<const Fact> facts,
                     absl::Time known_at = absl::InfiniteFuture()) {
  ScoreQuestion question;
  question.as_of = Day(as_of);
  question.known_at = known_at;
  return ComputeScore(Mcp(), facts, question).value();
}

inline const FactScore& Of(const Score& score, const std::string& fact_id) {
  for (const FactScore& fact : score.facts) {
    if (fact.fact_id == fact_id) return fact;
  }
  static const FactScore* const kNone = new FactScore();
  return *kNone;
}

inline bool Holds(const Score& score, const std::string& overlay) {
  for (const ActiveOverlay& active : score.overlays) {
    if (active.id == overlay) return true;
  }
  return false;
}

}  // namespace suyuan::credit::testing

#endif  // TESTS_UNIT_CREDIT_ANY_FACT_H_
