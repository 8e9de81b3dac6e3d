#include "libs/metrology/repeatability.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/decimal_comparison.h"

namespace suyuan::metrology {
namespace {

absl::Status CheckReadings(absl::Span<const double> readings) {
  for (size_t i = 0; i < readings.size(); ++i) {
    if (!std::isfinite(readings[i])) {
      return internal::InvalidCapability(
          absl::StrCat("reading ", i, ": ", readings[i], " is not finite"));
    }
  }
  return absl::OkStatus();
}

// Rounding of decimal readings moves s by no more than that of the largest.
double LargestOf(absl::Span<const double> readings) {
  double largest = 0;
  for (const double x : readings) largest = std::max(largest, std::abs(x));
  return largest;
}

}  // namespace

absl::StatusOr<double> ExperimentalStandardDeviation(
    absl::Span<const double> readings) {
  SUYUAN_RETURN_IF_ERROR(CheckReadings(readings));
  if (readings.size() < 2) {
    return internal::InvalidCapability(
        absl::StrCat(readings.size(), " readings; at least 2 are wanted"));
  }
  // Relative to the first reading, so that the mean loses no digits.
  double mean = 0;
  for (const double x : readings) mean += (x - readings[0]) / readings.size();
  double squares = 0;
  for (const double x : readings) {
    squares += std::pow(x - readings[0] - mean, 2);
  }
  return std::sqrt(squares / (readings.size() - 1));
}

absl::StatusOr<CapabilityVerdict> JudgeRepeatability(
    absl::Span<const double> readings, absl::optional<double> budget,
    const CapabilityRules& rules) {
  SUYUAN_RETURN_IF_ERROR(CheckReadings(readings));
  if (budget.has_value() && (!(*budget >= 0) || !std::isfinite(*budget))) {
    return internal::InvalidCapability(
        absl::StrCat("a standard deviation of ", *budget,
                     " in the budget; a finite number of at least 0 is "
                     "wanted"));
  }
  CapabilityVerdict verdict;
  verdict.count = static_cast<int>(readings.size());
  verdict.wanted = rules.least_readings;
  verdict.rules = rules.version;
  verdict.limit = budget;
  if (readings.size() >= 2) {
    SUYUAN_ASSIGN_OR_RETURN(verdict.observed,
                            ExperimentalStandardDeviation(readings));
  }
  if (!verdict.observed.has_value() || verdict.count < verdict.wanted) {
    verdict.reason = CapabilityReason::kTooFewReadings;
    return verdict;
  }
  if (!budget.has_value()) {
    verdict.reason = CapabilityReason::kNoBudget;
    return verdict;
  }
  internal::Decide(
      internal::AtMostDecimal(*verdict.observed, *budget, LargestOf(readings)),
      &verdict);
  return verdict;
}

}  // namespace suyuan::metrology
