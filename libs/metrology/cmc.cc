#include "libs/metrology/cmc.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/decimal_comparison.h"

namespace suyuan::metrology {
namespace {

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "UNCERTAINTY_INVALID");
}

bool Holds(const Cmc::Range& range, double value) {
  return range.lower <= value && value <= range.upper;
}

absl::Status CheckRange(const Cmc::Range& range) {
  if (std::isfinite(range.lower) && std::isfinite(range.upper) &&
      range.lower <= range.upper) {
    return absl::OkStatus();
  }
  return Invalid(absl::StrCat("a range from ", range.lower, " to ", range.upper,
                              "; finite ends in ascending order are wanted"));
}

// U = b·|x| alone is none at 0.
absl::Status CheckNotAtZero(const Cmc::Range& range) {
  if (!Holds(range, 0)) return absl::OkStatus();
  return Invalid(absl::StrCat("a relative uncertainty from ", range.lower,
                              " to ", range.upper,
                              "; a range without 0 is wanted"));
}

}  // namespace

absl::StatusOr<Cmc> Cmc::Function(Form form, Range range, double a, double b,
                                  CoverageFactor k) {
  SUYUAN_RETURN_IF_ERROR(CheckRange(range));
  if (!(a >= 0) || !(b >= 0) || !std::isfinite(a) || !std::isfinite(b) ||
      (a == 0 && b == 0)) {
    return Invalid(absl::StrCat("U of ", a, " and ", b,
                                "·x; finite numbers of at least 0, one of them "
                                "above 0, are wanted"));
  }
  if (a == 0) SUYUAN_RETURN_IF_ERROR(CheckNotAtZero(range));
  Cmc cmc(form, range, k);
  cmc.a_ = a;
  cmc.b_ = b;
  return cmc;
}

absl::StatusOr<Cmc> Cmc::Absolute(Range range, double expanded,
                                  CoverageFactor k) {
  return Function(Form::kLinear, range, expanded, 0, k);
}

absl::StatusOr<Cmc> Cmc::Relative(Range range, double b, CoverageFactor k) {
  return Function(Form::kLinear, range, 0, b, k);
}

absl::StatusOr<Cmc> Cmc::Linear(Range range, double a, double b,
                                CoverageFactor k) {
  return Function(Form::kLinear, range, a, b, k);
}

absl::StatusOr<Cmc> Cmc::RootSum(Range range, double a, double b,
                                 CoverageFactor k) {
  return Function(Form::kRootSum, range, a, b, k);
}

absl::StatusOr<Cmc> Cmc::Table(std::vector<UncertaintyTable::Point> points,
                               Stated stated, CoverageFactor k) {
  for (const UncertaintyTable::Point& point : points) {
    if (!(point.expanded > 0)) {
      return Invalid(absl::StrCat("U = ", point.expanded, " at ", point.value,
                                  "; a number above 0 is wanted"));
    }
  }
  SUYUAN_ASSIGN_OR_RETURN(
      UncertaintyTable table,
      UncertaintyTable::From(points, BetweenPoints::kLinear));
  const Range range = {points.front().value, points.back().value};
  const bool relative = stated == Stated::kRelative;
  if (relative) SUYUAN_RETURN_IF_ERROR(CheckNotAtZero(range));
  Cmc cmc(relative ? Form::kRelativeTable : Form::kAbsoluteTable, range, k);
  cmc.table_ = std::move(table);
  return cmc;
}

absl::StatusOr<ExpandedUncertainty> Cmc::At(double value) const {
  const double scale = std::abs(value);
  if (!internal::AtMostDecimal(range_.lower, value, scale) ||
      !internal::AtMostDecimal(value, range_.upper, scale)) {
    return WithReason(absl::InvalidArgumentError(
                          absl::StrCat("U at ", value, "; the row covers ",
                                       range_.lower, " to ", range_.upper)),
                      "UNCERTAINTY_OUT_OF_RANGE");
  }
  // An end that a conversion of units moved by its rounding is the end.
  const double at = std::clamp(value, range_.lower, range_.upper);
  const double size = std::abs(at);
  switch (form_) {
    case Form::kLinear:
      return ExpandedUncertainty::From(a_ + b_ * size, k_);
    case Form::kRootSum:
      return ExpandedUncertainty::From(std::hypot(a_, b_ * size), k_);
    case Form::kAbsoluteTable:
    case Form::kRelativeTable:
      break;
  }
  SUYUAN_ASSIGN_OR_RETURN(const double u, table_->At(at));
  return ExpandedUncertainty::From(form_ == Form::kRelativeTable ? u * size : u,
                                   k_);
}

}  // namespace suyuan::metrology
