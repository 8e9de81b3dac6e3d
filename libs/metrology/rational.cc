#include "libs/metrology/rational.h"

#include <cstdlib>
#include <numeric>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status.h"
#include "libs/text/display.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology {
namespace {

constexpr int kMostPlaces = 9;

absl::Status NotANumber(absl::string_view text) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "'", text::Truncate(text::ReplaceBadBytes(text), 40),
                        "' is no exponent such as 2, -1 or 0.5")),
                    "UNIT_INVALID");
}

bool AllDigits(absl::string_view text) {
  if (text.empty() || text.size() > kMostPlaces) return false;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

int64_t PowerOfTen(size_t places) {
  int64_t power = 1;
  for (size_t i = 0; i < places; ++i) power *= 10;
  return power;
}

// p/q with q <= 12 that n/10^places stands for, if there is one.
absl::StatusOr<Rational> Meant(int64_t n, size_t places) {
  const int64_t power = PowerOfTen(places);
  if (places >= 4) {
    for (int64_t q = 2; q <= 12; ++q) {
      const int64_t p = (n * q + power / 2) / power;
      const bool is_cut = p * power / q == n;
      const bool is_rounded = (2 * p * power + q) / (2 * q) == n;
      if (is_cut || is_rounded) return Rational::Of(p, q);
    }
  }
  return Rational::Of(n, power);
}

}  // namespace

absl::StatusOr<Rational> Rational::Of(int64_t numerator, int64_t denominator) {
  if (denominator == 0) {
    return WithReason(absl::InvalidArgumentError("an exponent divided by zero"),
                      "UNIT_INVALID");
  }
  const int64_t divisor = std::gcd(numerator, denominator);
  numerator /= denominator < 0 ? -divisor : divisor;
  denominator = std::abs(denominator / divisor);
  if (std::abs(numerator) > kLimit || denominator > kLimit) {
    return WithReason(absl::InvalidArgumentError(
                          absl::StrCat("exponent ", numerator, "/", denominator,
                                       " is beyond the limit of ", kLimit)),
                      "UNIT_OVERFLOW");
  }
  Rational result;
  result.numerator_ = static_cast<int32_t>(numerator);
  result.denominator_ = static_cast<int32_t>(denominator);
  return result;
}

absl::StatusOr<Rational> Rational::Parse(absl::string_view text) {
  absl::string_view digits = text;
  const bool negative = !digits.empty() && digits[0] == '-';
  if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
    digits.remove_prefix(1);
  }
  const size_t point = digits.find('.');
  const absl::string_view whole = digits.substr(0, point);
  const absl::string_view places =
      point == absl::string_view::npos ? "" : digits.substr(point + 1);
  int64_t n = 0;
  if (!AllDigits(whole) ||
      (point != absl::string_view::npos && !AllDigits(places)) ||
      !absl::SimpleAtoi(absl::StrCat(whole, places), &n)) {
    return NotANumber(text);
  }
  SUYUAN_ASSIGN_OR_RETURN(const Rational magnitude, Meant(n, places.size()));
  return negative ? magnitude.Negated() : magnitude;
}

absl::StatusOr<Rational> Rational::Plus(Rational other) const {
  return Of(int64_t{numerator_} * other.denominator_ +
                int64_t{other.numerator_} * denominator_,
            int64_t{denominator_} * other.denominator_);
}

absl::StatusOr<Rational> Rational::Times(Rational other) const {
  return Of(int64_t{numerator_} * other.numerator_,
            int64_t{denominator_} * other.denominator_);
}

std::string Rational::ToString() const {
  if (IsWhole()) return absl::StrCat(numerator_);
  return absl::StrCat(numerator_, "/", denominator_);
}

std::string Rational::ToDecimal() const {
  if (IsWhole()) return absl::StrCat(numerator_);
  std::string text = absl::StrFormat("%.6f", ToDouble());
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace suyuan::metrology
