#ifndef SERVICES_REGISTRY_COMPARISON_WORKFLOW_H_
#define SERVICES_REGISTRY_COMPARISON_WORKFLOW_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/registry/comparison/comparison.h"

// Which step of a comparison follows which, and what each needs
// (计量比对管理办法, SAMR Order 69; JJF 1117).

namespace suyuan::registry::comparison {

// What somebody asks for.
struct Step {
  State to = State::kPlanned;
  std::string reason;
  std::string report_number;
};

// OK where the step may be taken on `today`. COMPARISON_STATE where it does not
// follow. INVALID_FIELD where it lacks its own reason (CANCELLED) or
// report_number (FINAL). COMPARISON_INCOMPLETE, with everything that is
// missing:
//   PROTOCOL_APPROVED  two participants, a travelling standard, a point, the
//                      protocol's number, a reference method with what it is
//                      made from
//   ROUND              the pilot's first measurement
//   PILOT_LAST         each participant's results, but those of one with an
//                      excuse or whose deadline has passed
//   ANALYSIS           the pilot's last measurement
//   DRAFT_B            each laboratory that handed in has confirmed its data or
//                      asked for a correction; a `reason` goes on without
absl::Status CheckStep(const Comparison& comparison, const Step& step,
                       absl::CivilDay today);

// COMPARISON_STATE unless `institution` may ask for a change of what it handed
// in: until the report is final. INVALID_FIELD at `path` where it handed in
// nothing.
absl::Status CheckCorrection(const Comparison& comparison,
                             absl::string_view institution,
                             absl::string_view path);

// COMPARISON_STATE outside DRAFT_A. INVALID_FIELD at `path` where `institution`
// handed in nothing.
absl::Status CheckConfirmation(const Comparison& comparison,
                               absl::string_view institution,
                               absl::string_view path);

// COMPARISON_STATE before ANALYSIS, and where the comparison was given up.
absl::Status CheckEvaluable(const Comparison& comparison);

// Who should have handed in and did not, in the order of the participants.
std::vector<std::string> AbsentFrom(const Comparison& comparison);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_WORKFLOW_H_
