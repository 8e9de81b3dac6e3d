#ifndef LIBS_METROLOGY_RATIONAL_H_
#define LIBS_METROLOGY_RATIONAL_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::metrology {

// An exact exponent: D-SI allows fractional powers. In lowest terms, the
// denominator positive; both at most kLimit. What would grow beyond is refused
// (reason UNIT_OVERFLOW), never rounded. 8 bytes, no allocation.
class Rational {
 public:
  static constexpr int64_t kLimit = 1000000000;

  constexpr Rational() = default;
  constexpr Rational(int16_t whole)  // NOLINT: 2 is a rational number
      : numerator_(whole) {}

  // Refuses a zero denominator (UNIT_INVALID) and what exceeds kLimit.
  static absl::StatusOr<Rational> Of(int64_t numerator, int64_t denominator);

  // Reads [+-]? digits ( '.' digits )?. A decimal of four or more places that
  // is p/q, q <= 12, rounded or cut to these places means p/q: 0.333333 is a
  // third, since no decimal can say so.
  static absl::StatusOr<Rational> Parse(absl::string_view text);

  constexpr int32_t numerator() const { return numerator_; }
  constexpr int32_t denominator() const { return denominator_; }
  constexpr bool IsZero() const { return numerator_ == 0; }
  constexpr bool IsWhole() const { return denominator_ == 1; }
  constexpr double ToDouble() const {
    return static_cast<double>(numerator_) / denominator_;
  }
  constexpr Rational Negated() const {
    Rational negated;
    negated.numerator_ = -numerator_;
    negated.denominator_ = denominator_;
    return negated;
  }

  absl::StatusOr<Rational> Plus(Rational other) const;
  absl::StatusOr<Rational> Times(Rational other) const;

  // "2", "-1/3".
  std::string ToString() const;
  // "2", "0.5", "-0.333333": six places where no decimal is exact, which Parse
  // reads back as the same number for denominators up to 12.
  std::string ToDecimal() const;

  friend constexpr bool operator==(Rational, Rational) = default;

 private:
  int32_t numerator_ = 0;
  int32_t denominator_ = 1;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_RATIONAL_H_
