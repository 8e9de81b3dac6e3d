#ifndef LIBS_METROLOGY_DIMENSION_H_
#define LIBS_METROLOGY_DIMENSION_H_

#include <array>
#include <string>

#include "absl/status/statusor.h"
#include "libs/metrology/rational.h"

namespace suyuan::metrology {

// The base quantities of the SI in the order of ISO 80000-1.
enum class BaseQuantity {
  kLength,
  kMass,
  kTime,
  kElectricCurrent,
  kTemperature,
  kAmountOfSubstance,
  kLuminousIntensity,
};
inline constexpr size_t kBaseQuantities = 7;

// The dimension of a quantity: exponents of L M T I Θ N J. Equal dimensions are
// needed for two quantities to be the same and never enough (torque is not
// energy): see quantity_kind.h. 56 bytes, no allocation.
class Dimension {
 public:
  constexpr Dimension() = default;
  constexpr Dimension(Rational l, Rational m, Rational t, Rational i = 0,
                      Rational theta = 0, Rational n = 0, Rational j = 0)
      : exponents_{l, m, t, i, theta, n, j} {}

  constexpr Rational exponent(BaseQuantity base) const {
    return exponents_[static_cast<size_t>(base)];
  }
  // Dimension one: ratios, counts, angles.
  bool IsOne() const { return *this == Dimension(); }

  // UNIT_OVERFLOW where an exponent leaves the range of Rational.
  absl::StatusOr<Dimension> Times(const Dimension& other) const;
  absl::StatusOr<Dimension> ToThe(Rational power) const;

  // "L M T-2", "L1/2", "1".
  std::string ToString() const;

  friend constexpr bool operator==(const Dimension&,
                                   const Dimension&) = default;

 private:
  std::array<Rational, kBaseQuantities> exponents_ = {};
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_DIMENSION_H_
