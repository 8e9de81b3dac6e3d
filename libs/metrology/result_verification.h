#ifndef LIBS_METROLOGY_RESULT_VERIFICATION_H_
#define LIBS_METROLOGY_RESULT_VERIFICATION_H_

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/metrology/capability.h"
#include "libs/metrology/uncertainty.h"

// 检定或校准结果的验证: whether a standard measures what others measure. All
// numbers of a call are in one unit. An uncertainty whose k is not known is
// none; at any k it is brought to k = 2 first. `observed` is the distance of
// the values. Refusals: values that are not finite.

namespace suyuan::metrology {

struct VerifiedResult {
  double value = 0;
  absl::optional<ExpandedUncertainty> uncertainty;
};

// 传递比较法: one instrument measured with the standard and by a higher one.
// |y_lab − y_ref| <= √(U_lab² + U_ref²). To be preferred: its reference is
// itself traceable.
absl::StatusOr<CapabilityVerdict> JudgeByTransfer(
    const VerifiedResult& laboratory, const VerifiedResult& reference,
    const CapabilityRules& rules = {});

// 比对法: where there is no higher standard, the same instrument measured by
// several holders of standards of the same accuracy.
// |y_lab − ȳ| <= √((n − 1)/n) · U_lab with ȳ the simple mean of all n values,
// the laboratory's own among them.
absl::StatusOr<CapabilityVerdict> JudgeByComparison(
    const VerifiedResult& laboratory, absl::Span<const double> others,
    const CapabilityRules& rules = {});

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_RESULT_VERIFICATION_H_
