#include "services/credit/simulation.h"

#include <algorithm>
#include <utility>

#include "libs/base/status.h"
#include "services/credit/fact_rules.h"

namespace suyuan::credit {

bool Simulation::Remove(const std::string& fact_id) {
  const auto is_it = [&](const Fact& fact) { return fact.fact_id == fact_id; };
  const bool known =
      std::any_of(facts_.begin(), facts_.end(), [&](const Fact& fact) {
        return is_it(fact) && fact.recorded_at <= question_.known_at;
      });
  facts_.erase(std::remove_if(facts_.begin(), facts_.end(), is_it),
               facts_.end());
  return known;
}

absl::Status Simulation::Add(Fact fact) {
  const Indicator* indicator = policy_.Find(fact.indicator_id);
  if (fact.incident_id.empty()) fact.incident_id = fact.fact_id;
  if (fact.source_system.empty()) fact.source_system = "simulation";
  if (fact.document_no.empty()) fact.document_no = fact.fact_id;
  if (fact.evidence.empty()) fact.evidence = {{"simulation", fact.fact_id, ""}};
  if (fact.source_authority.empty() && indicator != nullptr) {
    fact.source_authority = indicator->authorities.front();
  }
  fact = WithRegime(policy_, std::move(fact));
  SUYUAN_RETURN_IF_ERROR(ValidateNewFact(policy_, fact, last_day_));
  fact.recorded_at = question_.known_at;
  facts_.push_back(std::move(fact));
  return absl::OkStatus();
}

}  // namespace suyuan::credit
