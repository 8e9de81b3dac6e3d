#include "libs/metrology/robust_mean.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/metrology/comparison_checks.h"

namespace suyuan::metrology {
namespace {

// √(π/2) · 1.4826: what a median's u is to the median deviation.
constexpr double kMedianDeviationToUncertainty = 1.858;

// ISO 13528 algorithm A.
constexpr double kMedianDeviationToSigma = 1.483;
constexpr double kWinsorAt = 1.5;
constexpr double kWinsorisedToSigma = 1.134;
constexpr int kMostRounds = 1000;
constexpr double kSettled = 1e-9;

double MedianDeviation(absl::Span<const double> values, double median) {
  std::vector<double> deviations;
  for (const double x : values) deviations.push_back(std::abs(x - median));
  return Median(std::move(deviations));
}

RobustEstimate MeanAndDeviation(absl::Span<const double> values) {
  RobustEstimate estimate;
  for (const double x : values) estimate.mean += x / values.size();
  double sum = 0;
  for (const double x : values) sum += std::pow(x - estimate.mean, 2);
  estimate.standard_deviation = std::sqrt(sum / (values.size() - 1));
  return estimate;
}

// Median and scaled median deviation. Where more than half of the values are
// equal that deviation is 0 and the rounds would stand still: then the plain
// deviation, as ISO 13528 C.3.1 advises.
RobustEstimate FirstEstimate(absl::Span<const double> values) {
  RobustEstimate estimate;
  estimate.mean = Median({values.begin(), values.end()});
  estimate.standard_deviation =
      kMedianDeviationToSigma * MedianDeviation(values, estimate.mean);
  if (estimate.standard_deviation == 0) {
    estimate.standard_deviation = MeanAndDeviation(values).standard_deviation;
  }
  return estimate;
}

RobustEstimate NextEstimate(absl::Span<const double> values,
                            const RobustEstimate& now) {
  const double reach = kWinsorAt * now.standard_deviation;
  std::vector<double> winsorised;
  for (const double x : values) {
    winsorised.push_back(std::clamp(x, now.mean - reach, now.mean + reach));
  }
  RobustEstimate next = MeanAndDeviation(winsorised);
  next.standard_deviation *= kWinsorisedToSigma;
  return next;
}

}  // namespace

double Median(std::vector<double> values) {
  SUYUAN_CHECK(!values.empty());
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  if (values.size() % 2 == 1) return values[half];
  return values[half - 1] + (values[half] - values[half - 1]) / 2;
}

absl::StatusOr<LaboratoryResult> MedianReference(
    absl::Span<const double> values) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckValues(values, 2));
  LaboratoryResult reference;
  reference.value = Median({values.begin(), values.end()});
  SUYUAN_ASSIGN_OR_RETURN(
      reference.uncertainty,
      StandardUncertainty::From(kMedianDeviationToUncertainty *
                                MedianDeviation(values, reference.value) /
                                std::sqrt(values.size() - 1.0)));
  return reference;
}

absl::StatusOr<RobustEstimate> AlgorithmA(absl::Span<const double> values) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckValues(values, 2));
  RobustEstimate now = FirstEstimate(values);
  for (int round = 0; round < kMostRounds; ++round) {
    const RobustEstimate next = NextEstimate(values, now);
    const double slack = kSettled * next.standard_deviation;
    const bool settled =
        std::abs(next.mean - now.mean) <= slack &&
        std::abs(next.standard_deviation - now.standard_deviation) <= slack;
    now = next;
    if (settled) return now;
  }
  return internal::InvalidComparison(absl::StrCat(
      "the robust mean has not settled after ", kMostRounds, " rounds"));
}

}  // namespace suyuan::metrology
