#include "libs/metrology/scale.h"

#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

using Wide = unsigned __int128;

Wide Gcd(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

absl::Status Overflow() {
  return WithReason(absl::InvalidArgumentError(
                        "the exact factor of this unit needs more than 128 "
                        "bits; write it with smaller exponents"),
                    "UNIT_OVERFLOW");
}

absl::StatusOr<Wide> Product(Wide a, Wide b) {
  Wide product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return Overflow();
  return product;
}

absl::StatusOr<Wide> WholePower(Wide base, int32_t power) {
  // 2^128 would be reached before: a loop of one needs no end.
  if (base == 1) return Wide{1};
  Wide result = 1;
  for (int32_t i = 0; i < power; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(result, Product(result, base));
  }
  return result;
}

// The whole number whose `degree`-th power is `value`, or an error.
absl::StatusOr<Wide> Root(Wide value, int32_t degree) {
  if (degree == 1 || value == 1) return value;
  const auto guess = static_cast<Wide>(
      roundl(powl(static_cast<long double>(value), 1.0L / degree)));
  for (Wide root = guess > 2 ? guess - 2 : 1; root <= guess + 2; ++root) {
    const absl::StatusOr<Wide> power = WholePower(root, degree);
    if (power.ok() && *power == value) return root;
  }
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "a unit in this product has no exact root of degree ", degree)),
      "UNIT_NOT_EXACT");
}

std::string WideText(Wide value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + value % 10));
    value /= 10;
  } while (value != 0);
  return digits;
}

long double PowerOf(long double base, Rational power) {
  if (power.IsZero()) return 1;
  if (power.IsWhole()) {
    // Exact as long as the result is, which powl does not promise.
    long double result = 1;
    const int32_t n = std::abs(power.numerator());
    if (n > 30) return powl(base, power.numerator());
    for (int32_t i = 0; i < n; ++i) result *= base;
    return power.numerator() < 0 ? 1 / result : result;
  }
  return powl(
      base, static_cast<long double>(power.numerator()) / power.denominator());
}

}  // namespace

void Scale::TakeOut(Factor factor, Wide prime) {
  int16_t power = 0;
  for (; numerator_ % prime == 0; numerator_ /= prime) ++power;
  for (; denominator_ % prime == 0; denominator_ /= prime) --power;
  const absl::StatusOr<Rational> sum = powers_[factor].Plus(power);
  SUYUAN_CHECK(sum.ok());
  powers_[factor] = *sum;
}

Scale Scale::Of(const Parts& parts) {
  SUYUAN_CHECK(parts.numerator != 0 && parts.denominator != 0);
  Scale scale;
  const Wide divisor = Gcd(parts.numerator, parts.denominator);
  scale.numerator_ = parts.numerator / divisor;
  scale.denominator_ = parts.denominator / divisor;
  scale.powers_[kTwo] = static_cast<int16_t>(parts.ten + parts.two);
  scale.powers_[kFive] = parts.ten;
  scale.powers_[kPi] = parts.pi;
  scale.powers_[kLn10] = parts.ln10;
  scale.TakeOut(kTwo, 2);
  scale.TakeOut(kThree, 3);
  scale.TakeOut(kFive, 5);
  return scale;
}

absl::StatusOr<Scale> Scale::Times(const Scale& other) const {
  Scale product;
  for (size_t i = 0; i < kFactors; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(product.powers_[i],
                            powers_[i].Plus(other.powers_[i]));
  }
  const Wide down = Gcd(numerator_, other.denominator_);
  const Wide up = Gcd(other.numerator_, denominator_);
  SUYUAN_ASSIGN_OR_RETURN(product.numerator_,
                          Product(numerator_ / down, other.numerator_ / up));
  SUYUAN_ASSIGN_OR_RETURN(
      product.denominator_,
      Product(denominator_ / up, other.denominator_ / down));
  return product;
}

absl::StatusOr<Scale> Scale::ToThe(Rational power) const {
  Scale result;
  if (power.IsZero()) return result;
  for (size_t i = 0; i < kFactors; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(result.powers_[i], powers_[i].Times(power));
  }
  SUYUAN_ASSIGN_OR_RETURN(const Wide top,
                          Root(numerator_, power.denominator()));
  SUYUAN_ASSIGN_OR_RETURN(const Wide bottom,
                          Root(denominator_, power.denominator()));
  const bool inverted = power.numerator() < 0;
  const int32_t times = std::abs(power.numerator());
  SUYUAN_ASSIGN_OR_RETURN(result.numerator_,
                          WholePower(inverted ? bottom : top, times));
  SUYUAN_ASSIGN_OR_RETURN(result.denominator_,
                          WholePower(inverted ? top : bottom, times));
  return result;
}

long double Scale::ToLongDouble() const {
  long double top = static_cast<long double>(numerator_);
  long double bottom = static_cast<long double>(denominator_);
  const auto apply = [&](long double base, Rational power) {
    if (power.numerator() >= 0) {
      top *= PowerOf(base, power);
    } else {
      bottom *= PowerOf(base, power.Negated());
    }
  };
  apply(3, powers_[kThree]);
  apply(5, powers_[kFive]);
  apply(3.14159265358979323846264338327950288L, powers_[kPi]);
  apply(2.30258509299404568401799145468436421L, powers_[kLn10]);
  const Rational two = powers_[kTwo];
  if (two.IsWhole()) return ldexpl(top / bottom, two.numerator());
  apply(2, two);
  return top / bottom;
}

std::string Scale::ToString() const {
  std::vector<std::string> parts;
  const auto add = [&](absl::string_view base, Rational power) {
    if (power.IsZero()) return;
    parts.push_back(power == Rational(1)
                        ? std::string(base)
                        : absl::StrCat(base, "^", power.ToString()));
  };
  Rational two = powers_[kTwo];
  Rational five = powers_[kFive];
  if (two.IsWhole() && five.IsWhole() && !five.IsZero()) {
    add("10", five);
    two = two.Plus(five.Negated()).value();
    five = 0;
  }
  add("2", two);
  add("3", powers_[kThree]);
  add("5", five);
  add("π", powers_[kPi]);
  add("ln10", powers_[kLn10]);
  if (numerator_ != 1) parts.push_back(WideText(numerator_));
  std::string text = parts.empty() ? "1" : absl::StrJoin(parts, "·");
  if (denominator_ != 1) absl::StrAppend(&text, "/", WideText(denominator_));
  return text;
}

}  // namespace suyuan::metrology
