#ifndef SERVICES_REGISTRY_TRANSPORT_COMPARISON_STEPS_H_
#define SERVICES_REGISTRY_TRANSPORT_COMPARISON_STEPS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/registry/convert/messages.h"
#include "suyuan/registry/v1/comparisons.pb.h"

// What each request of Comparisons makes of the stored comparison. Each changes
// `comparison`, which is whole, or refuses as comparisons.proto says and leaves
// it in a state that is not to be kept.

namespace suyuan::registry {

// When and by whom.
struct Occasion {
  absl::Time now;
  std::string principal;
};

absl::Status Advance(const proto::AdvanceComparisonRequest& request,
                     const Occasion& occasion, proto::Comparison& comparison);
absl::Status Submit(const proto::SubmitComparisonResultsRequest& request,
                    const Occasion& occasion, proto::Comparison& comparison);
absl::Status RequestCorrection(
    const proto::RequestComparisonCorrectionRequest& request,
    const Occasion& occasion, proto::Comparison& comparison);
absl::Status Confirm(const proto::ConfirmComparisonResultsRequest& request,
                     const Occasion& occasion, proto::Comparison& comparison);
absl::Status FollowUp(const proto::FollowUpComparisonRequest& request,
                      const Occasion& occasion, proto::Comparison& comparison);

// COMPARISON_LOCKED, with the fields, where `wanted` changes more of a
// comparison that is not PLANNED any more than deadlines, excuses and days of
// receipt.
absl::Status CheckUnlocked(const proto::Comparison& seen,
                           const proto::Comparison& wanted);

// What goes into the record of a standard.
struct StandardEvents {
  std::string standard;  // standards/*
  std::vector<proto::StandardEvent> events;
};
// Of a comparison that has just gone from `before` to `after`:
// COMPARISON_FAILED for each standard that failed, one for each kind of
// quantity it failed in, or COMPARISON_RESOLVED for one that was put right.
std::vector<StandardEvents> EventsBetween(const proto::Comparison& before,
                                          const proto::Comparison& after);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_COMPARISON_STEPS_H_
