#include "libs/metrology/outlier.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/comparison_checks.h"

namespace suyuan::metrology {

absl::StatusOr<double> GrubbsCriticalValue(int n, double significance,
                                           Sides sides) {
  if (n < 3) {
    return internal::InvalidComparison(
        absl::StrCat(n, " values; at least 3 are wanted"));
  }
  if (!(significance > 0 && significance < 0.5)) {
    return internal::InvalidComparison(
        absl::StrCat("significance ", significance,
                     "; a number between 0 and 0.5 is wanted"));
  }
  const double tail = significance / (sides == Sides::kOne ? n : 2.0 * n);
  const double t = boost::math::quantile(
      boost::math::complement(boost::math::students_t(n - 2), tail));
  return (n - 1) / std::sqrt(n) * std::sqrt(t * t / (n - 2 + t * t));
}

absl::StatusOr<GrubbsTest> TestGrubbs(absl::Span<const double> values,
                                      double significance, Sides sides) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckValues(values, 3));
  GrubbsTest test;
  SUYUAN_ASSIGN_OR_RETURN(test.critical,
                          GrubbsCriticalValue(static_cast<int>(values.size()),
                                              significance, sides));
  // Relative to the first value, so that the mean loses no digits.
  double mean = 0;
  for (const double x : values) mean += (x - values[0]) / values.size();
  double squares = 0;
  double farthest = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double distance = std::abs(values[i] - values[0] - mean);
    squares += distance * distance;
    if (distance > farthest) {
      farthest = distance;
      test.suspect = i;
    }
  }
  if (squares == 0) return test;
  test.g = farthest / std::sqrt(squares / (values.size() - 1));
  test.outlier = test.g > test.critical;
  return test;
}

}  // namespace suyuan::metrology
