#ifndef LIBS_METROLOGY_COMPARISON_CHECKS_H_
#define LIBS_METROLOGY_COMPARISON_CHECKS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/metrology/comparison.h"

// What the statistics of comparisons refuse. Not for use outside them.
namespace suyuan::metrology::internal {

// COMPARISON_INVALID.
absl::Status InvalidComparison(absl::string_view message);

// Both finite, the denominator above 0.
absl::StatusOr<double> Ratio(double difference, double denominator);

// `least` results or more, each a finite value with u > 0.
absl::Status CheckResults(absl::Span<const LaboratoryResult> results,
                          size_t least);

// `least` values or more, all finite.
absl::Status CheckValues(absl::Span<const double> values, size_t least);

}  // namespace suyuan::metrology::internal

#endif  // LIBS_METROLOGY_COMPARISON_CHECKS_H_
