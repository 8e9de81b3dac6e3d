#include "libs/metrology/comparison_checks.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::metrology::internal {

absl::Status InvalidComparison(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "COMPARISON_INVALID");
}

absl::StatusOr<double> Ratio(double difference, double denominator) {
  if (!(denominator > 0) || !std::isfinite(denominator) ||
      !std::isfinite(difference)) {
    return InvalidComparison(
        absl::StrCat("a difference of ", difference, " over ", denominator,
                     "; finite, and over more than 0, is wanted"));
  }
  return difference / denominator;
}

absl::Status CheckResults(absl::Span<const LaboratoryResult> results,
                          size_t least) {
  if (results.size() < least) {
    return InvalidComparison(absl::StrCat(results.size(), " results; at least ",
                                          least, " are wanted"));
  }
  for (size_t i = 0; i < results.size(); ++i) {
    const LaboratoryResult& result = results[i];
    if (!std::isfinite(result.value) || !(result.uncertainty.value() > 0)) {
      return InvalidComparison(
          absl::StrCat("result ", i, ": ", result.value,
                       " with u = ", result.uncertainty.value(),
                       "; a finite value with u above 0 is wanted"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckValues(absl::Span<const double> values, size_t least) {
  if (values.size() < least) {
    return InvalidComparison(absl::StrCat(values.size(), " values; at least ",
                                          least, " are wanted"));
  }
  for (size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      return InvalidComparison(
          absl::StrCat("value ", i, ": ", values[i], " is not finite"));
    }
  }
  return absl::OkStatus();
}

}  // namespace suyuan::metrology::internal
