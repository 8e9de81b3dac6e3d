#ifndef SERVICES_CREDIT_SIMULATION_H_
#define SERVICES_CREDIT_SIMULATION_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/credit/fact.h"
#include "services/credit/policy.h"
#include "services/credit/score.h"

namespace suyuan::credit {

// The facts of a subject as if some were other: what a score is computed of
// that nobody keeps.
class Simulation {
 public:
  // Facts may be decided up to `last_day`. Borrows the policy.
  Simulation(const Policy& policy, const ScoreQuestion& question,
             absl::CivilDay last_day)
      : policy_(policy), question_(question), last_day_(last_day) {}

  void Keep(const Fact& version) { facts_.push_back(version); }
  // As if it had never been recorded. False where it was not known at the
  // question's instant.
  bool Remove(const std::string& fact_id);
  // As if it had been recorded: checked by the same rules, except that what
  // tells where a fact comes from may be left out.
  absl::Status Add(Fact fact);

  const std::vector<Fact>& facts() const { return facts_; }

 private:
  const Policy& policy_;
  const ScoreQuestion question_;
  const absl::CivilDay last_day_;
  std::vector<Fact> facts_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_SIMULATION_H_
