#include "libs/csv/spreadsheet.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace suyuan::csv {
namespace {

// A number is a number to a spreadsheet too, whatever its sign.
bool IsNumber(absl::string_view text) {
  double value = 0;
  return text.find_first_not_of("+-.0123456789eE") == absl::string_view::npos &&
         absl::SimpleAtod(text, &value);
}

// Whether a spreadsheet would run the text, apostrophes before it apart.
bool IsRun(absl::string_view text) {
  constexpr std::array<absl::string_view, 10> kStarts = {
      "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  const bool starts = std::any_of(kStarts.begin(), kStarts.end(),
                                  [text](absl::string_view start) {
                                    return absl::StartsWith(text, start);
                                  });
  return starts && !IsNumber(text);
}

absl::string_view BehindApostrophes(absl::string_view text) {
  while (absl::ConsumePrefix(&text, "'")) {
  }
  return text;
}

}  // namespace

std::string GuardFormula(absl::string_view text) {
  return absl::StrCat(IsRun(BehindApostrophes(text)) ? "'" : "", text);
}

absl::string_view UnguardFormula(absl::string_view cell) {
  absl::string_view text = cell;
  if (!absl::ConsumePrefix(&text, "'")) return cell;
  return IsRun(BehindApostrophes(text)) ? text : cell;
}

std::string DayFromSheet(absl::string_view cell) {
  const std::vector<absl::string_view> parts = absl::StrSplit(cell, '/');
  int year = 0;
  int month = 0;
  int day = 0;
  const bool fits = parts.size() == 3 && parts[0].size() == 4 &&
                    absl::SimpleAtoi(parts[0], &year) &&
                    absl::SimpleAtoi(parts[1], &month) &&
                    absl::SimpleAtoi(parts[2], &day) && year > 0 && month > 0 &&
                    month < 100 && day > 0 && day < 100;
  if (!fits) return std::string(cell);
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

}  // namespace suyuan::csv
