#ifndef SERVICES_CREDIT_FACT_RULES_H_
#define SERVICES_CREDIT_FACT_RULES_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/credit/fact.h"
#include "services/credit/policy.h"

namespace suyuan::credit {

// Whether a fact may be recorded today. Refuses with INVALID_FIELD and every
// defect at its path relative to the fact ("values[\"overdue\"]",
// "evidence[0].sha256"), and, where only the authority is wrong, with
// PermissionDenied AUTHORITY_NOT_ENTITLED.
absl::Status ValidateNewFact(const Policy& policy, const Fact& fact,
                             absl::CivilDay today);

// The fact with the terms of the regime that was in force on its day: when it
// may be repaired first and, for a penalty, when publicity and use end. What
// the recorder set stays.
Fact WithRegime(const Policy& policy, Fact fact);

// The functions below give the next version of a fact, its recorded_at and
// recorder still those of `latest`: the caller sets them. Each refuses a fact
// that is withdrawn, repaired or expired: FailedPrecondition FACT_ENDED.

// Put right on that day. INVALID_FIELD at "rectified_on" before the decision
// or after today.
absl::StatusOr<Fact> Rectified(const Fact& latest, absl::CivilDay rectified_on,
                               absl::string_view verified_by,
                               absl::string_view reason, absl::CivilDay today);

// To be put right by another day, or by none.
absl::StatusOr<Fact> WithDueDay(const Fact& latest,
                                std::optional<absl::CivilDay> due,
                                absl::string_view reason);

// Annulled: as if it had never been.
absl::StatusOr<Fact> Withdrawn(const Fact& latest, absl::string_view reason);

// Repaired (信用修复): not used from today on. FailedPrecondition
// REPAIR_NOT_DUE before the regime's least term has passed (Order 36),
// REPAIR_NOT_DONE while it is still to be put right, REPAIR_NOT_APPLICABLE for
// what takes no points.
absl::StatusOr<Fact> Repaired(const Policy& policy, const Fact& latest,
                              absl::string_view reason, absl::CivilDay today);

// Marked as disputed, or no longer. FailedPrecondition DISPUTE_UNCHANGED where
// it is so already.
absl::StatusOr<Fact> Disputed(const Fact& latest, bool disputed,
                              absl::string_view reason);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_FACT_RULES_H_
