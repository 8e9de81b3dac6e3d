#include "libs/metrology/comparison.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

constexpr double kComparedAt = 2;  // coverage factor of E_n
constexpr double kSignificance = 0.05;

// ISO 13528 algorithm A.
constexpr double kMedianDeviationToSigma = 1.483;
constexpr double kWinsorAt = 1.5;
constexpr double kWinsorisedToSigma = 1.134;
constexpr int kMostRounds = 1000;
constexpr double kSettled = 1e-9;

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "COMPARISON_INVALID");
}

absl::StatusOr<double> Ratio(double difference, double denominator) {
  if (!(denominator > 0) || !std::isfinite(denominator) ||
      !std::isfinite(difference)) {
    return Invalid(absl::StrCat("a difference of ", difference, " over ",
                                denominator,
                                "; finite, and over more than 0, is wanted"));
  }
  return difference / denominator;
}

absl::Status CheckResults(absl::Span<const LaboratoryResult> results) {
  if (results.size() < 2) {
    return Invalid(
        absl::StrCat(results.size(), " results; at least 2 are wanted"));
  }
  for (size_t i = 0; i < results.size(); ++i) {
    const LaboratoryResult& result = results[i];
    if (!std::isfinite(result.value) || !(result.uncertainty.value() > 0)) {
      return Invalid(absl::StrCat("result ", i, ": ", result.value,
                                  " with u = ", result.uncertainty.value(),
                                  "; a finite value with u above 0 is "
                                  "wanted"));
    }
  }
  return absl::OkStatus();
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  if (values.size() % 2 == 1) return values[half];
  return values[half - 1] + (values[half] - values[half - 1]) / 2;
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
  std::vector<double> deviations;
  for (const double x : values) {
    deviations.push_back(std::abs(x - estimate.mean));
  }
  estimate.standard_deviation =
      kMedianDeviationToSigma * Median(std::move(deviations));
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

absl::StatusOr<double> EnNumber(const LaboratoryResult& laboratory,
                                const LaboratoryResult& reference) {
  return Ratio(laboratory.value - reference.value,
               TransferLimit(laboratory.uncertainty, reference.uncertainty));
}

absl::StatusOr<double> EnNumberOfContributor(
    const LaboratoryResult& laboratory, const LaboratoryResult& reference) {
  const double u_lab = laboratory.uncertainty.value();
  const double u_ref = reference.uncertainty.value();
  if (!(u_lab > u_ref)) {
    return Invalid(absl::StrCat("u = ", u_lab,
                                " of a contributor to a mean with u = ", u_ref,
                                "; a larger one is wanted"));
  }
  return Ratio(laboratory.value - reference.value,
               kComparedAt * std::sqrt((u_lab - u_ref) * (u_lab + u_ref)));
}

double TransferLimit(StandardUncertainty laboratory,
                     StandardUncertainty reference) {
  return kComparedAt * std::hypot(laboratory.value(), reference.value());
}

absl::StatusOr<LaboratoryResult> WeightedMean(
    absl::Span<const LaboratoryResult> results) {
  SUYUAN_RETURN_IF_ERROR(CheckResults(results));
  // Relative to the smallest u and the first value: neither squares nor sums
  // lose what the differences hold.
  double smallest = results[0].uncertainty.value();
  for (const LaboratoryResult& result : results) {
    smallest = std::min(smallest, result.uncertainty.value());
  }
  double weights = 0;
  double weighted = 0;
  for (const LaboratoryResult& result : results) {
    const double weight = std::pow(smallest / result.uncertainty.value(), 2);
    weights += weight;
    weighted += weight * (result.value - results[0].value);
  }
  LaboratoryResult mean;
  mean.value = results[0].value + weighted / weights;
  SUYUAN_ASSIGN_OR_RETURN(mean.uncertainty, StandardUncertainty::From(
                                                smallest / std::sqrt(weights)));
  return mean;
}

absl::StatusOr<Consistency> TestConsistency(
    absl::Span<const LaboratoryResult> results) {
  SUYUAN_ASSIGN_OR_RETURN(const LaboratoryResult mean, WeightedMean(results));
  Consistency test;
  test.degrees_of_freedom = static_cast<int>(results.size()) - 1;
  for (const LaboratoryResult& result : results) {
    test.chi_squared +=
        std::pow((result.value - mean.value) / result.uncertainty.value(), 2);
  }
  const double nu = test.degrees_of_freedom;
  test.critical_chi_squared = boost::math::quantile(
      boost::math::complement(boost::math::chi_squared(nu), kSignificance));
  test.consistent = test.chi_squared <= test.critical_chi_squared;
  test.birge_ratio = std::sqrt(test.chi_squared / nu);
  test.birge_limit = std::sqrt(1 + std::sqrt(8 / nu));
  return test;
}

absl::StatusOr<RobustEstimate> AlgorithmA(absl::Span<const double> values) {
  if (values.size() < 2) {
    return Invalid(
        absl::StrCat(values.size(), " values; at least 2 are wanted"));
  }
  for (const double x : values) {
    if (!std::isfinite(x)) return Invalid("a value that is not finite");
  }
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
  return Invalid(absl::StrCat("the robust mean has not settled after ",
                              kMostRounds, " rounds"));
}

absl::StatusOr<double> ZScore(double value, double assigned, double sigma) {
  return Ratio(value - assigned, sigma);
}

absl::StatusOr<double> ZPrimeScore(double value, double assigned, double sigma,
                                   StandardUncertainty assigned_uncertainty) {
  return Ratio(value - assigned,
               std::hypot(sigma, assigned_uncertainty.value()));
}

absl::StatusOr<double> ZetaScore(const LaboratoryResult& laboratory,
                                 const LaboratoryResult& assigned) {
  return Ratio(
      laboratory.value - assigned.value,
      std::hypot(laboratory.uncertainty.value(), assigned.uncertainty.value()));
}

Performance PerformanceOf(double score) {
  const double size = std::abs(score);
  if (size <= 2) return Performance::kSatisfactory;
  return size <= 3 ? Performance::kWarning : Performance::kAction;
}

}  // namespace suyuan::metrology
