#ifndef LIBS_METROLOGY_MPE_H_
#define LIBS_METROLOGY_MPE_H_

#include <vector>

#include "absl/status/statusor.h"

namespace suyuan::metrology {

// Maximum permissible error (VIM 4.26) as specifications state it: a rule that
// gives the half-width MPEV at a value. In the unit of the value; two rules are
// compared at the point of use, never by their classes.
// Refusals have reason MPE_INVALID.
class MaximumPermissibleError {
 public:
  // ±a, a >= 0 ("±0.02 °C").
  static absl::StatusOr<MaximumPermissibleError> Absolute(double a);
  // ±b·|x| ("class 0.5 S": b = 0.005), never below `least` >= 0.
  static absl::StatusOr<MaximumPermissibleError> OfReading(double b,
                                                           double least);
  // ±b·(upper − lower) over a measuring range: a pressure gauge of class 1.6
  // for 0 to 1.6 MPa has b = 0.016 and 25.6 kPa everywhere.
  static absl::StatusOr<MaximumPermissibleError> OfSpan(double b, double lower,
                                                        double upper);
  // ±(a + b·|x|) ("±(0.15 + 0.002·|t|) °C", IEC 60751 class A).
  static absl::StatusOr<MaximumPermissibleError> Linear(double a, double b);

  // Half-width `mpev` for |x| up to and including `to`.
  struct Step {
    double to = 0;
    double mpev = 0;
  };
  // By steps, `to` ascending and above 0: a class III scale with e = 5 g has
  // {500e, 0.5e}, {2000e, 1e}, {10000e, 1.5e} at its first verification.
  static absl::StatusOr<MaximumPermissibleError> Steps(std::vector<Step> steps);

  // The same in use, where it is a multiple of the one at verification.
  absl::StatusOr<MaximumPermissibleError> Times(double factor) const;

  // MPEV at `value`. MPE_OUT_OF_RANGE beyond the range or the last step.
  // O(log steps), no allocation unless it refuses.
  absl::StatusOr<double> At(double value) const;

 private:
  double constant_ = 0;
  double relative_ = 0;
  double least_ = 0;
  double lower_ = 0;
  double upper_ = 0;
  bool ranged_ = false;
  std::vector<Step> steps_;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_MPE_H_
