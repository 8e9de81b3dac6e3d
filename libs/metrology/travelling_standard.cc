#include "libs/metrology/travelling_standard.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/comparison_checks.h"

namespace suyuan::metrology {
namespace {

constexpr double kComparedAt = 2;  // coverage factor

}  // namespace

absl::StatusOr<TravellingStandardDrift> TravellingStandardDrift::Between(
    const PilotMeasurement& first, const PilotMeasurement& last,
    StandardUncertainty repeatability) {
  if (last.day < first.day) {
    return internal::InvalidComparison(
        absl::StrCat("the pilot's last measurement of ", FormatDate(last.day),
                     " is before the first of ", FormatDate(first.day)));
  }
  TravellingStandardDrift drift;
  drift.first_ = first.day;
  drift.last_ = last.day;
  drift.change_ = last.result.value - first.result.value;
  if (!std::isfinite(drift.change_)) {
    return internal::InvalidComparison(
        absl::StrCat("the pilot found ", first.result.value, " and ",
                     last.result.value, "; finite values are wanted"));
  }
  drift.limit_ = kComparedAt * std::min(first.result.uncertainty.value(),
                                        last.result.uncertainty.value());
  SUYUAN_ASSIGN_OR_RETURN(drift.change_uncertainty_,
                          StandardUncertainty::From(std::hypot(
                              repeatability.value(), repeatability.value())));
  return drift;
}

bool TravellingStandardDrift::ring_is_valid() const {
  return std::abs(change_) <= limit_;
}

absl::StatusOr<LaboratoryResult> TravellingStandardDrift::Corrected(
    const LaboratoryResult& result, absl::CivilDay day) const {
  if (day < first_ || day > last_) {
    return internal::InvalidComparison(absl::StrCat(
        "a result of ", FormatDate(day), "; the pilot measured on ",
        FormatDate(first_), " and ", FormatDate(last_)));
  }
  const double share = last_ == first_
                           ? 0.5
                           : static_cast<double>(day - first_) /
                                 static_cast<double>(last_ - first_);
  LaboratoryResult corrected;
  corrected.value = result.value - share * change_;
  SUYUAN_ASSIGN_OR_RETURN(
      corrected.uncertainty,
      StandardUncertainty::From(std::hypot(
          result.uncertainty.value(), share * change_uncertainty_.value())));
  return corrected;
}

}  // namespace suyuan::metrology
