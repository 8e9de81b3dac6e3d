#ifndef LIBS_METROLOGY_TRAVELLING_STANDARD_H_
#define LIBS_METROLOGY_TRAVELLING_STANDARD_H_

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/metrology/comparison.h"

namespace suyuan::metrology {

// What the pilot laboratory (主导实验室) found on a day.
struct PilotMeasurement {
  absl::CivilDay day;
  LaboratoryResult result;
};

// How a travelling standard changed between the pilot's first and last
// measurement of a ring, taken as linear in time. Refusals have reason
// COMPARISON_INVALID.
class TravellingStandardDrift {
 public:
  // `repeatability` is the standard uncertainty of the pilot's own scatter in
  // one measurement: what is common to both cancels in their difference. The
  // pilot's whole u may be given where it is not known. Refuses a last day
  // before the first and values that are not finite.
  static absl::StatusOr<TravellingStandardDrift> Between(
      const PilotMeasurement& first, const PilotMeasurement& last,
      StandardUncertainty repeatability);

  // x_last − x_first.
  double change() const { return change_; }
  // Of the change: what each correction has its share of.
  StandardUncertainty uncertainty() const { return change_uncertainty_; }
  // What the change may be: the smaller U of the two measurements at k = 2.
  double limit() const { return limit_; }
  // |change| <= limit. In an invalid ring no result can be told from the
  // standard's own change.
  bool ring_is_valid() const;

  // `result` of `day` brought to the day of the pilot's first measurement: its
  // share of the change is taken off, the share's uncertainty added. In a ring
  // that went round in one day each has half of it. Refuses days before the
  // first or after the last measurement.
  absl::StatusOr<LaboratoryResult> Corrected(const LaboratoryResult& result,
                                             absl::CivilDay day) const;

 private:
  TravellingStandardDrift() = default;

  absl::CivilDay first_;
  absl::CivilDay last_;
  double change_ = 0;
  double limit_ = 0;
  StandardUncertainty change_uncertainty_;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_TRAVELLING_STANDARD_H_
