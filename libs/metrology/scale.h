#ifndef LIBS_METROLOGY_SCALE_H_
#define LIBS_METROLOGY_SCALE_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "libs/metrology/rational.h"

namespace suyuan::metrology {

// The exact ratio of a unit to the coherent SI unit of its dimension:
//   2^a 3^b 5^c π^d (ln 10)^e · numerator / denominator
// with rational exponents and coprime integers that hold no factor 2, 3 or 5.
// So prefixes from quecto to quetta, minutes and inches compose without limit
// and without rounding; only what multiplies odd constants (the electronvolt to
// the fifth power) can leave 128 bits, which is refused: UNIT_OVERFLOW. A
// root is exact or refused: UNIT_NOT_EXACT. Always positive.
// 80 bytes, no allocation; each operation O(1) but for one gcd.
class Scale {
 public:
  Scale() = default;

  struct Parts {
    uint64_t numerator = 1;
    uint64_t denominator = 1;  // not 0
    int16_t ten = 0;
    int16_t two = 0;
    int16_t pi = 0;
    int16_t ln10 = 0;
  };
  // numerator / denominator · 10^ten · 2^two · π^pi · (ln 10)^ln10.
  static Scale Of(const Parts& parts);

  absl::StatusOr<Scale> Times(const Scale& other) const;
  absl::StatusOr<Scale> ToThe(Rational power) const;
  absl::StatusOr<Scale> Inverse() const { return ToThe(-1); }

  // Within 2^-60 of the exact value, relatively; exact wherever a long double
  // can be. Infinite or zero beyond the range of long double.
  long double ToLongDouble() const;
  double ToDouble() const { return static_cast<double>(ToLongDouble()); }
  bool IsOne() const { return *this == Scale(); }

  // "10^-3", "2^-1·3^-2·5" (one km/h), "2^3/2·5^3/2": exact, for explanations.
  std::string ToString() const;

  friend bool operator==(const Scale&, const Scale&) = default;

 private:
  enum Factor { kTwo, kThree, kFive, kPi, kLn10, kFactors };
  using Wide = unsigned __int128;

  void TakeOut(Factor factor, Wide prime);

  std::array<Rational, kFactors> powers_ = {};
  Wide numerator_ = 1;
  Wide denominator_ = 1;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_SCALE_H_
