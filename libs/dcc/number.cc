#include "libs/dcc/number.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace suyuan::dcc {
namespace {

std::size_t TakeDigits(absl::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && absl::ascii_isdigit(text[count])) ++count;
  text.remove_prefix(count);
  return count;
}

void TakeSign(absl::string_view& text) {
  if (!absl::ConsumePrefix(&text, "-")) absl::ConsumePrefix(&text, "+");
}

// Digits with at most one point; takes what it accepts.
bool TakeMantissa(absl::string_view& text) {
  const std::size_t whole = TakeDigits(text);
  const std::size_t fraction =
      absl::ConsumePrefix(&text, ".") ? TakeDigits(text) : 0;
  return whole + fraction > 0;
}

}  // namespace

bool IsDecimal(absl::string_view text) {
  if (text == "NaN") return true;
  TakeSign(text);
  if (!TakeMantissa(text)) return false;
  if (absl::ConsumePrefix(&text, "e") || absl::ConsumePrefix(&text, "E")) {
    TakeSign(text);
    if (TakeDigits(text) == 0) return false;
  }
  return text.empty();
}

bool IsCoverageFactor(absl::string_view text) {
  if (text == "NaN") return true;
  absl::ConsumePrefix(&text, "+");
  if (text.empty() || text[0] == '0' || !absl::ascii_isdigit(text[0])) {
    return false;
  }
  return TakeMantissa(text) && text.empty();
}

bool IsProbability(absl::string_view text) {
  if (text == "NaN") return true;
  absl::string_view rest = text;
  absl::ConsumePrefix(&rest, "+");
  if (!TakeMantissa(rest) || !rest.empty()) return false;
  double value = 0;
  return absl::SimpleAtod(text, &value) && value >= 0 && value <= 1;
}

Number ToNumber(absl::string_view text) {
  Number number{std::string(text), std::nullopt};
  double value = 0;
  if (text != "NaN" && IsDecimal(text) && absl::SimpleAtod(text, &value) &&
      std::isfinite(value)) {
    number.value = value;
  }
  return number;
}

double LastDigit(absl::string_view text) {
  if (!IsDecimal(text) || text == "NaN") return 0;
  const std::size_t exponent_at = text.find_first_of("eE");
  const absl::string_view mantissa = text.substr(0, exponent_at);
  int exponent = 0;
  if (exponent_at != absl::string_view::npos &&
      !absl::SimpleAtoi(text.substr(exponent_at + 1), &exponent)) {
    return 0;
  }
  const std::size_t point = mantissa.find('.');
  const auto places = point == absl::string_view::npos
                          ? 0
                          : static_cast<int>(mantissa.size() - point - 1);
  return std::pow(10.0, static_cast<double>(exponent) - places);
}

}  // namespace suyuan::dcc
