#ifndef SERVICES_REGISTRY_COMPARISON_SUBMISSION_H_
#define SERVICES_REGISTRY_COMPARISON_SUBMISSION_H_

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "services/registry/comparison/comparison.h"

namespace suyuan::registry::comparison {

// OK where `submission` may be handed in on `today`. Paths begin with
// "submission".
//   INVALID_FIELD      a laboratory that does not take part, the pilot as
//                      participant or another as pilot; a point that is
//                      missing, unknown or there twice; a day after today, or
//                      one that does not lie between the pilot's measurements
//   COMPARISON_LOCKED  it has handed in already
//   COMPARISON_STATE   it is another's turn
absl::Status CheckSubmission(const Comparison& comparison,
                             const Submission& submission,
                             absl::CivilDay today);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_SUBMISSION_H_
