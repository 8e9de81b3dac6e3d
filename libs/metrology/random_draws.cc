#include "libs/metrology/random_draws.h"

#include <cmath>
#include <numbers>

namespace suyuan::metrology {

double RandomDraws::Uniform() {
  constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
  return (static_cast<double>(bits_() >> 11) + 0.5) * kUnit;
}

// Box and Muller: two independent draws from two uniform ones.
double RandomDraws::Normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  const double radius = std::sqrt(-2 * std::log(Uniform()));
  const double angle = 2 * std::numbers::pi * Uniform();
  spare_ = radius * std::sin(angle);
  has_spare_ = true;
  return radius * std::cos(angle);
}

// Marsaglia and Tsang (2000); below 1 by way of a + 1.
double RandomDraws::Gamma(double a) {
  if (a < 1) return Gamma(a + 1) * std::pow(Uniform(), 1 / a);
  const double d = a - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double z = Normal();
    const double v = std::pow(1 + c * z, 3);
    if (v > 0 &&
        std::log(Uniform()) < 0.5 * z * z + d * (1 - v + std::log(v))) {
      return d * v;
    }
  }
}

double RandomDraws::StudentT(double nu) {
  const double z = Normal();
  return z * std::sqrt(nu / (2 * Gamma(nu / 2)));
}

double RandomDraws::Of(const RandomInput& input) {
  switch (input.shape) {
    case InputShape::kRectangular:
      return std::sqrt(3.0) * (2 * Uniform() - 1);
    case InputShape::kTriangular:
      return std::sqrt(6.0) * (Uniform() + Uniform() - 1);
    case InputShape::kUShaped:
      return std::numbers::sqrt2 * std::sin(2 * std::numbers::pi * Uniform());
    case InputShape::kStudentT:
      return input.degrees_of_freedom.IsInfinite()
                 ? Normal()
                 : StudentT(input.degrees_of_freedom.value());
    case InputShape::kNormal:
      break;
  }
  return Normal();
}

}  // namespace suyuan::metrology
