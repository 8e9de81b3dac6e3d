#ifndef LIBS_METROLOGY_RANDOM_DRAWS_H_
#define LIBS_METROLOGY_RANDOM_DRAWS_H_

#include <cstdint>
#include <random>

#include "libs/metrology/monte_carlo.h"

namespace suyuan::metrology {

// Draws from the distributions of JCGM 101 6.4. The distributions of <random>
// differ from one standard library to the next; these do not.
class RandomDraws {
 public:
  explicit RandomDraws(uint64_t seed) : bits_(seed) {}

  // In (0, 1), never an end of it.
  double Uniform();
  double Normal();
  // Of an input with u = 1.
  double Of(const RandomInput& input);

 private:
  // Of shape a > 0 and scale 1.
  double Gamma(double a);
  double StudentT(double nu);

  std::mt19937_64 bits_;
  double spare_ = 0;  // the second of a pair of normal draws
  bool has_spare_ = false;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_RANDOM_DRAWS_H_
