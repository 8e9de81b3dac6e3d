#ifndef SERVICES_CREDIT_ERRORS_H_
#define SERVICES_CREDIT_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The only texts of the credit service's refusals about records, with the
// reasons that clients match on. Rules of facts and scores: fact_rules.h,
// score.h.

namespace suyuan::credit {

absl::Status SubjectNotFound(absl::string_view subject_id);
absl::Status SubjectExists(absl::string_view subject_id);
absl::Status SubjectEnded(absl::string_view subject_id);
absl::Status FactNotFound(absl::string_view subject_id,
                          absl::string_view fact_id);
// Another fact with the same source, document and indicator.
absl::Status FactExists(absl::string_view fact_id, absl::string_view subject);
absl::Status PolicyNotFound(absl::string_view policy);
// No policy had begun on that day: one has to be named.
absl::Status NoPolicyInForce(absl::string_view day);
absl::Status PolicyDuplicate(absl::string_view policy, absl::string_view file);
absl::Status EtagMismatch(absl::string_view given, absl::string_view newest);
absl::Status PositionBackwards(absl::string_view feed, int64_t stored,
                               int64_t given);
// A read's token names a write that is not here.
absl::Status ReadTokenAhead(int64_t wanted, int64_t last);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_ERRORS_H_
