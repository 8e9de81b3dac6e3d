#include "libs/metrology/stated_uncertainty.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/decimal.h"

namespace suyuan::metrology {
namespace {

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "UNCERTAINTY_INVALID");
}

absl::Status OutOfRange(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message),
                    "UNCERTAINTY_OUT_OF_RANGE");
}

bool IsUncertainty(double u) { return u >= 0 && std::isfinite(u); }

// What is printed digit by digit: beyond, powers of ten lose their digits.
constexpr double kSmallest = 1e-100;
constexpr double kLargest = 1e100;

// A double next to a tie in decimal still is one.
constexpr double kSlack = 1e-9;

}  // namespace

absl::StatusOr<LinearUncertainty> LinearUncertainty::From(double a, double b) {
  if (!IsUncertainty(a) || !IsUncertainty(b)) {
    return Invalid(absl::StrCat("U = ", a, " + ", b,
                                "·x; finite numbers of at least 0 are "
                                "wanted"));
  }
  LinearUncertainty rule;
  rule.a_ = a;
  rule.b_ = b;
  return rule;
}

absl::StatusOr<LinearUncertainty> LinearUncertainty::Absolute(double expanded) {
  return From(expanded, 0);
}

absl::StatusOr<LinearUncertainty> LinearUncertainty::Relative(double relative,
                                                              double smallest) {
  if (!(smallest > 0) || !std::isfinite(smallest)) {
    return Invalid(absl::StrCat("smallest value ", smallest,
                                " of a relative uncertainty; a number above 0 "
                                "is wanted"));
  }
  SUYUAN_ASSIGN_OR_RETURN(LinearUncertainty rule, From(0, relative));
  rule.smallest_ = smallest;
  return rule;
}

absl::StatusOr<double> LinearUncertainty::At(double value) const {
  const double size = std::abs(value);
  if (!std::isfinite(value) || size < smallest_) {
    return OutOfRange(absl::StrCat("a relative uncertainty at ", value,
                                   "; at least ", smallest_, " is wanted"));
  }
  return a_ + b_ * size;
}

absl::StatusOr<UncertaintyTable> UncertaintyTable::From(
    std::vector<Point> points, BetweenPoints between) {
  if (points.empty()) return Invalid("a table of no points");
  for (size_t i = 0; i < points.size(); ++i) {
    if (!IsUncertainty(points[i].expanded) || !std::isfinite(points[i].value)) {
      return Invalid(absl::StrCat("point ", i, ": U = ", points[i].expanded,
                                  " at ", points[i].value));
    }
    if (i > 0 && !(points[i - 1].value < points[i].value)) {
      return Invalid(absl::StrCat("point ", i, " at ", points[i].value,
                                  " does not lie above the one before"));
    }
  }
  UncertaintyTable table;
  table.points_ = std::move(points);
  table.between_ = between;
  return table;
}

absl::StatusOr<double> UncertaintyTable::At(double value) const {
  const auto above = std::lower_bound(
      points_.begin(), points_.end(), value,
      [](const Point& point, double wanted) { return point.value < wanted; });
  if (above == points_.end() || !(value >= points_.front().value)) {
    return OutOfRange(absl::StrCat("U at ", value, "; the table goes from ",
                                   points_.front().value, " to ",
                                   points_.back().value));
  }
  if (above->value == value) return above->expanded;
  const Point& below = *(above - 1);
  if (between_ == BetweenPoints::kLargerNeighbour) {
    return std::max(below.expanded, above->expanded);
  }
  const double share = (value - below.value) / (above->value - below.value);
  return below.expanded + share * (above->expanded - below.expanded);
}

absl::StatusOr<RoundedResult> RoundResult(double value, double expanded,
                                          int digits) {
  if (digits < 1 || digits > 2) {
    return Invalid(absl::StrCat(digits,
                                " significant digits; 1 or 2 are "
                                "wanted"));
  }
  if (!(expanded > 0) || !std::isfinite(expanded) || !std::isfinite(value)) {
    return Invalid(absl::StrCat("U = ", expanded, " at ", value,
                                "; finite numbers, U above 0, are wanted"));
  }
  if (expanded < kSmallest || expanded > kLargest) {
    return OutOfRange(absl::StrCat("U = ", expanded, "; ", kSmallest, " to ",
                                   kLargest, " can be printed"));
  }
  int last = static_cast<int>(std::floor(std::log10(expanded))) - digits + 1;
  const auto in_units = [&] { return expanded / std::pow(10.0, last); };
  // log10 of a power of ten may fall on either side of it.
  if (in_units() >= std::pow(10.0, digits)) ++last;
  if (in_units() < std::pow(10.0, digits - 1)) --last;
  double units = std::round(in_units());
  if (units < in_units() * 0.95) units = std::ceil(in_units() - kSlack);
  if (units >= std::pow(10.0, digits)) {
    ++last;
    units /= 10;
  }
  RoundedResult rounded;
  rounded.last_digit = last;
  rounded.expanded = FormatToDigit(units * std::pow(10.0, last), last);
  rounded.value = FormatToDigit(value, last);
  return rounded;
}

bool EqualsAsStated(double recomputed, double stated, int last_digit) {
  const double half = 0.5 * std::pow(10.0, last_digit);
  return std::abs(recomputed - stated) <= half * (1 + kSlack);
}

}  // namespace suyuan::metrology
