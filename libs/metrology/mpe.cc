#include "libs/metrology/mpe.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "MPE_INVALID");
}

absl::Status OutOfRange(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "MPE_OUT_OF_RANGE");
}

bool IsSize(double x) { return x >= 0 && std::isfinite(x); }

}  // namespace

absl::StatusOr<MaximumPermissibleError> MaximumPermissibleError::Absolute(
    double a) {
  return Linear(a, 0);
}

absl::StatusOr<MaximumPermissibleError> MaximumPermissibleError::OfReading(
    double b, double least) {
  if (!IsSize(least)) {
    return Invalid(absl::StrCat("a least error of ", least,
                                "; a number of at least 0 is wanted"));
  }
  SUYUAN_ASSIGN_OR_RETURN(MaximumPermissibleError mpe, Linear(0, b));
  mpe.least_ = least;
  return mpe;
}

absl::StatusOr<MaximumPermissibleError> MaximumPermissibleError::OfSpan(
    double b, double lower, double upper) {
  if (!IsSize(upper - lower) || !(lower < upper)) {
    return Invalid(absl::StrCat("a range from ", lower, " to ", upper));
  }
  if (!IsSize(b))
    return Invalid(absl::StrCat("a share of ", b, " of the span"));
  SUYUAN_ASSIGN_OR_RETURN(MaximumPermissibleError mpe,
                          Linear(b * (upper - lower), 0));
  mpe.lower_ = lower;
  mpe.upper_ = upper;
  mpe.ranged_ = true;
  return mpe;
}

absl::StatusOr<MaximumPermissibleError> MaximumPermissibleError::Linear(
    double a, double b) {
  if (!IsSize(a) || !IsSize(b)) {
    return Invalid(absl::StrCat("±(", a, " + ", b,
                                "·|x|); finite numbers of at least 0 are "
                                "wanted"));
  }
  MaximumPermissibleError mpe;
  mpe.constant_ = a;
  mpe.relative_ = b;
  return mpe;
}

absl::StatusOr<MaximumPermissibleError> MaximumPermissibleError::Steps(
    std::vector<Step> steps) {
  if (steps.empty()) return Invalid("no steps");
  double before = 0;
  for (const Step& step : steps) {
    if (!IsSize(step.to) || !(step.to > before) || !IsSize(step.mpev)) {
      return Invalid(absl::StrCat("a step of ", step.mpev, " to ", step.to,
                                  " after one to ", before));
    }
    before = step.to;
  }
  MaximumPermissibleError mpe;
  mpe.steps_ = std::move(steps);
  return mpe;
}

absl::StatusOr<MaximumPermissibleError> MaximumPermissibleError::Times(
    double factor) const {
  if (!(factor > 0) || !std::isfinite(factor)) {
    return Invalid(absl::StrCat("a factor of ", factor));
  }
  MaximumPermissibleError mpe = *this;
  mpe.constant_ *= factor;
  mpe.relative_ *= factor;
  mpe.least_ *= factor;
  for (Step& step : mpe.steps_) step.mpev *= factor;
  return mpe;
}

absl::StatusOr<double> MaximumPermissibleError::At(double value) const {
  const double size = std::abs(value);
  if (!std::isfinite(value)) return OutOfRange("a value that is not finite");
  if (ranged_ && (value < lower_ || value > upper_)) {
    return OutOfRange(absl::StrCat("a value of ", value, "; ", lower_, " to ",
                                   upper_, " is the range"));
  }
  if (steps_.empty()) return std::max(least_, constant_ + relative_ * size);
  const auto step = std::lower_bound(
      steps_.begin(), steps_.end(), size,
      [](const Step& s, double wanted) { return s.to < wanted; });
  if (step == steps_.end()) {
    return OutOfRange(absl::StrCat("a value of ", value, "; up to ",
                                   steps_.back().to, " is stated"));
  }
  return step->mpev;
}

}  // namespace suyuan::metrology
