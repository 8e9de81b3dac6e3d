#ifndef SERVICES_REGISTRY_CONVERT_COMPARISON_RULES_H_
#define SERVICES_REGISTRY_CONVERT_COMPARISON_RULES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/comparison/comparison.h"
#include "services/registry/comparison/evaluation.h"
#include "suyuan/registry/v1/comparison.pb.h"

// Where the wire and the rules of comparisons meet.

namespace suyuan::registry {

// A stored comparison as its rules see it. What has no usable number is left
// out: it decides nothing.
comparison::Comparison ToRules(const v1::Comparison& message);

comparison::State ToState(v1::Comparison::State state);

// What a laboratory hands in to `comparison`, with its digest; what only the
// service says is passed over.
struct HandedIn {
  v1::ComparisonSubmission message;
  comparison::Submission rules;
};
// INVALID_FIELD under "submission" where it says nothing that can be compared:
// a day, values of its points, each with an uncertainty above 0 and its k.
absl::StatusOr<HandedIn> ToHandedIn(const v1::ComparisonSubmission& message,
                                    const v1::Comparison& comparison);

v1::ComparisonEvaluation ToMessage(const comparison::Evaluation& evaluation);

// How the laboratories did over all points of a kept evaluation.
std::vector<comparison::Outcome> OutcomesOf(
    const v1::ComparisonEvaluation& evaluation);

// Before ANALYSIS nobody may see what another found: takes the results out, and
// leaves who handed in, when, and the digest.
void HideResults(v1::Comparison& message);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_COMPARISON_RULES_H_
