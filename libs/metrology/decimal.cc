#include "libs/metrology/decimal.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status.h"
#include "libs/text/display.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology {
namespace {

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

absl::Status Invalid(absl::string_view text, absl::string_view what) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "'", text::Truncate(text::ReplaceBadBytes(text), 60), "': ", what)),
      "NUMBER_INVALID");
}

// The parts of a decimal, as positions.
struct Shape {
  absl::string_view digits;  // with the point
  int after_point = 0;
  int exponent = 0;
};

absl::StatusOr<Shape> ReadShape(absl::string_view text) {
  size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const size_t first = at;
  size_t points = 0;
  size_t digits = 0;
  Shape shape;
  for (; at < text.size() && (IsDigit(text[at]) || text[at] == '.'); ++at) {
    if (text[at] == '.') {
      if (++points > 1) return Invalid(text, "a second decimal point");
      continue;
    }
    ++digits;
    if (points == 1) ++shape.after_point;
  }
  shape.digits = text.substr(first, at - first);
  if (digits == 0) {
    return Invalid(text, absl::StrCat("a digit is wanted at byte ", at));
  }
  if (at == text.size()) return shape;
  if (text[at] != 'e' && text[at] != 'E') {
    return Invalid(text, absl::StrCat("a decimal such as -2.5e-3 is wanted; "
                                      "it breaks at byte ",
                                      at));
  }
  absl::string_view exponent = text.substr(at + 1);
  if (!exponent.empty() && exponent[0] == '+') exponent.remove_prefix(1);
  const absl::string_view exponent_digits =
      exponent.substr(!exponent.empty() && exponent[0] == '-' ? 1 : 0);
  if (exponent_digits.empty() ||
      !std::all_of(exponent_digits.begin(), exponent_digits.end(), IsDigit)) {
    return Invalid(text, "an exponent of digits is wanted after 'e'");
  }
  if (!absl::SimpleAtoi(exponent, &shape.exponent) ||
      std::abs(shape.exponent) > 9999) {
    return WithReason(Invalid(text, "exponent beyond 9999"),
                      "NUMBER_OUT_OF_RANGE");
  }
  return shape;
}

int SignificantDigits(absl::string_view digits) {
  int count = 0;
  for (const char c : digits) {
    if (c == '.' || (count == 0 && c == '0')) continue;
    ++count;
  }
  return std::max(count, 1);
}

}  // namespace

absl::StatusOr<Decimal> Decimal::Parse(absl::string_view text) {
  if (text.size() > kLongest) {
    return Invalid(text, absl::StrCat(text.size(), " bytes; at most ", kLongest,
                                      " are wanted"));
  }
  Decimal decimal;
  decimal.text_ = std::string(text);
  if (text == "NaN") {
    decimal.value_ = std::numeric_limits<double>::quiet_NaN();
    return decimal;
  }
  SUYUAN_ASSIGN_OR_RETURN(const Shape shape, ReadShape(text));
  absl::string_view number = text;
  if (number[0] == '+') number.remove_prefix(1);
  const bool has_nonzero =
      std::any_of(shape.digits.begin(), shape.digits.end(),
                  [](char c) { return c >= '1' && c <= '9'; });
  if (!absl::SimpleAtod(number, &decimal.value_) ||
      !std::isfinite(decimal.value_) || (has_nonzero && decimal.value_ == 0)) {
    return WithReason(Invalid(text, "beyond the range of a double"),
                      "NUMBER_OUT_OF_RANGE");
  }
  decimal.last_digit_ = shape.exponent - shape.after_point;
  decimal.significant_digits_ = SignificantDigits(shape.digits);
  return decimal;
}

double Decimal::resolution() const { return std::pow(10.0, last_digit_); }

absl::StatusOr<Decimal> ParseCoverageFactorText(absl::string_view text) {
  absl::string_view digits = text;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  const bool begins = !digits.empty() && digits[0] >= '1' && digits[0] <= '9';
  if (!begins || digits.find_first_of("eE") != absl::string_view::npos) {
    return Invalid(text,
                   "a coverage factor of 1 or more without exponent is "
                   "wanted");
  }
  return Decimal::Parse(text);
}

absl::StatusOr<Decimal> ParseProbabilityText(absl::string_view text) {
  SUYUAN_ASSIGN_OR_RETURN(Decimal decimal, Decimal::Parse(text));
  const bool has_exponent = text.find_first_of("eE") != absl::string_view::npos;
  const bool inside = decimal.value() >= 0 && decimal.value() <= 1;
  if (!inside || has_exponent || text[0] == '-') {
    return Invalid(text,
                   "a probability from 0 to 1 without exponent is wanted");
  }
  return decimal;
}

std::string FormatToDigit(double value, int last_digit) {
  if (last_digit <= 0) return absl::StrFormat("%.*f", -last_digit, value);
  const double unit = std::pow(10.0, last_digit);
  return absl::StrFormat("%.0f", std::nearbyint(value / unit) * unit);
}

}  // namespace suyuan::metrology
