#ifndef LIBS_METROLOGY_DECIMAL_H_
#define LIBS_METROLOGY_DECIMAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::metrology {

// A number as a certificate prints it. The text is kept: "1.000" says more than
// "1", and a double would forget it.
class Decimal {
 public:
  static constexpr size_t kLongest = 128;

  // Zero, printed "0".
  Decimal() = default;

  // The lexical rule of D-SI: sign, digits with or without a point on either
  // side, exponent; or NaN. No blanks, no comma, no separators. Refuses with
  // NUMBER_INVALID (with the byte that is wrong) or NUMBER_OUT_OF_RANGE where a
  // double is too small for it. O(length).
  static absl::StatusOr<Decimal> Parse(absl::string_view text);

  const std::string& text() const { return text_; }
  double value() const { return value_; }
  bool is_nan() const { return value_ != value_; }
  // Power of ten of the last digit: "20.30" gives -2, "1.5e3" gives 2, "500"
  // gives 0: trailing zeros count as printed. 0 for NaN.
  int last_digit() const { return last_digit_; }
  // Digits from the first that is not zero: "0.0150" has 3; zero has 1.
  int significant_digits() const { return significant_digits_; }
  // One unit of the last digit, and half of it: how closely the text can tell
  // two values apart.
  double resolution() const;

  // By text: "1.0" is not "1.00".
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.text_ == b.text_;
  }

 private:
  std::string text_ = "0";
  double value_ = 0;
  int last_digit_ = 0;
  int significant_digits_ = 1;
};

// The coverage factor of D-SI: \+?[1-9]\d*(\.\d*)?, so k >= 1 and no exponent.
absl::StatusOr<Decimal> ParseCoverageFactorText(absl::string_view text);

// A probability of D-SI: a decimal in [0, 1] without exponent or minus.
absl::StatusOr<Decimal> ParseProbabilityText(absl::string_view text);

// `value` rounded half to even in decimal to 10^last_digit and printed so:
// (1234.567, -1) gives "1234.6", (1234.567, 2) gives "1200". Finite only.
std::string FormatToDigit(double value, int last_digit);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_DECIMAL_H_
