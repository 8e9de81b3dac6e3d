#ifndef SERVICES_REGISTRY_ERRORS_H_
#define SERVICES_REGISTRY_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/records/in_force.h"
#include "services/registry/records/record.h"

// The only texts of the registry's refusals, with the reasons that clients
// match on (docs/errors.md).

namespace suyuan::registry {

absl::Status RecordNotFound(absl::string_view name);
// RECORD_NOT_FOUND: no mandatory catalogue is in force on the day.
absl::Status NoCatalogueInForce(absl::CivilDay day);
// RECORD_NOT_FOUND: no report is about an earlier day than this one.
absl::Status NoEarlierReport(absl::string_view name);
// The record that the field `path` names.
absl::Status ReferenceNotFound(absl::string_view path, absl::string_view name);
// INVALID_FIELD: the record that `path` belongs to has no such term.
absl::Status TermNotFound(const Requirement& requirement);
absl::Status RecordExists(absl::string_view name);
// The record `other` has the identifier already.
absl::Status IdentifierTaken(const Identifier& identifier,
                             absl::string_view other);
absl::Status EtagMismatch(absl::string_view given, const Record& newest);
// NotFound RECORD_NOT_IN_FORCE with state, day and reason in the message.
absl::Status RecordNotInForce(absl::string_view name, absl::CivilDay day,
                              const Standing& standing);

// FailedPrecondition COMPARISON_STATE: what a comparison in `state` cannot do.
absl::Status ComparisonState(absl::string_view name, absl::string_view state,
                             absl::string_view refusal);
// FailedPrecondition COMPARISON_INCOMPLETE with all that the step to `state`
// still needs.
absl::Status ComparisonIncomplete(absl::string_view name,
                                  absl::string_view state,
                                  absl::Span<const std::string> missing);
// FailedPrecondition COMPARISON_LOCKED.
absl::Status ComparisonLocked(absl::string_view name, absl::string_view why);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_ERRORS_H_
