#include "libs/metrology/identifiers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/text/display.h"
#include "libs/text/normalise.h"

namespace suyuan::metrology {
namespace {

using absl::string_view;

absl::Status Invalid(string_view normal, string_view wanted,
                     string_view reason) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "'", text::Truncate(normal, 60), "'; ", wanted)),
                    reason);
}

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool AllDigits(string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// Digits at the beginning, taken off `text`.
string_view TakeDigits(string_view* text) {
  size_t end = 0;
  while (end < text->size() && IsDigit((*text)[end])) ++end;
  const string_view digits = text->substr(0, end);
  text->remove_prefix(end);
  return digits;
}

constexpr string_view kUsccCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// The weights are 3^i mod 31.
char UsccCheckCharacter(string_view first_17) {
  int sum = 0;
  int weight = 1;
  for (const char c : first_17) {
    sum += static_cast<int>(kUsccCharacters.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return kUsccCharacters[(31 - sum % 31) % 31];
}

// 京 to 新, 兵 for the Corps: who issues a 地方 specification.
constexpr string_view kRegions[] = {
    "京", "津", "冀", "晋", "蒙", "内蒙古", "辽", "吉", "黑", "沪",
    "苏", "浙", "皖", "闽", "赣", "鲁",     "豫", "鄂", "湘", "粤",
    "桂", "琼", "渝", "川", "黔", "贵",     "滇", "云", "藏", "陕",
    "甘", "陇", "青", "宁", "新", "兵",     "疆", "港", "澳", "台"};

constexpr string_view kStandardSeries[] = {"GB/T", "GB/Z", "GB",  "ISO",  "IEC",
                                           "OIML", "DB",   "EN",  "ASTM", "DIN",
                                           "HJ",   "SY/T", "DL/T"};

constexpr StandardField kFields[] = {
    {"01", "geometrical quantities", "几何量"},
    {"04", "heat", "热学"},
    {"12", "mechanics", "力学"},
    {"15", "electromagnetism", "电磁"},
    {"23", "radio", "无线电"},
    {"25", "time and frequency", "时间频率"},
    {"28", "optics", "光学"},
    {"33", "acoustics", "声学"},
    {"37", "ionising radiation", "电离辐射"},
    {"46", "physical chemistry", "物理化学"},
    {"51", "textiles", "纺织"},
    {"53", "railways", "铁路"},
    {"55", "meteorology", "气象"},
    {"57", "oceans", "海洋"},
    {"59", "posts and telecommunications", "邮电"},
    {"61", "transport", "交通运输"},
    {"63", "building materials", "建材"},
    {"65", "agriculture, forestry, fisheries", "农林牧渔"},
};

// Takes "-2020" or "-98" off the end of `text`; 0 where there is none.
int TakeYear(string_view* text) {
  const size_t dash = text->rfind('-');
  if (dash == string_view::npos || dash == 0) return 0;
  const string_view digits = text->substr(dash + 1);
  int year = 0;
  if (!AllDigits(digits) || !absl::SimpleAtoi(digits, &year)) return 0;
  if (digits.size() == 2) {
    year += 1900;  // four digits became the rule in the 1990s
  } else if (digits.size() != 4 || year < 1950 || year > 2100) {
    return 0;
  }
  *text = text->substr(0, dash);
  return year;
}

// "12", "1117.1": the running number of a JJG or JJF.
bool IsRunningNumber(string_view text) {
  const string_view whole = TakeDigits(&text);
  if (whole.empty() || whole.size() > 5) return false;
  if (text.empty()) return true;
  return absl::ConsumePrefix(&text, ".") && AllDigits(text);
}

SpecificationKind KindOf(bool is_regulation, string_view issued_by,
                         string_view number) {
  if (!issued_by.empty()) {
    const bool regional = std::find(std::begin(kRegions), std::end(kRegions),
                                    issued_by) != std::end(kRegions);
    return regional ? SpecificationKind::kRegional
                    : SpecificationKind::kDepartmental;
  }
  if (!is_regulation) return SpecificationKind::kTechnicalNorm;
  const bool is_scheme = number.size() == 4 && number[0] == '2';
  return is_scheme ? SpecificationKind::kVerificationScheme
                   : SpecificationKind::kVerificationRegulation;
}

// The bracketed issuer of "(新)5", taken off `rest`. False where a bracket
// opens and names nobody.
bool TakeIssuer(string_view* rest, string_view* issued_by) {
  if (!absl::ConsumePrefix(rest, "(")) return true;
  const size_t close = rest->find(')');
  if (close == string_view::npos || close == 0) return false;
  *issued_by = rest->substr(0, close);
  rest->remove_prefix(close + 1);
  return true;
}

// What the series of a JJG or JJF tells: "JJG(新)5".
void ReadJjgOrJjf(string_view series, SpecificationNumber* number) {
  if (!absl::StartsWith(series, "JJG") && !absl::StartsWith(series, "JJF")) {
    return;
  }
  number->letters = std::string(series.substr(0, 3));
  string_view issued_by;
  string_view rest = series.substr(3);
  if (!TakeIssuer(&rest, &issued_by)) {
    number->flaw = "has brackets in which nobody is named";
    return;
  }
  number->issued_by = std::string(issued_by);
  if (!IsRunningNumber(rest)) {
    number->flaw = absl::StrCat(
        "has \"", text::Truncate(rest, 40),
        "\" where a running number is wanted, and behind it a year from 1950 "
        "to 2100");
    return;
  }
  number->kind = KindOf(number->letters == "JJG", issued_by, rest);
}

bool IsStandard(string_view series) {
  return std::any_of(
      std::begin(kStandardSeries), std::end(kStandardSeries),
      [&](string_view prefix) {
        return absl::StartsWith(series, prefix) &&
               series.size() > prefix.size() &&
               (IsDigit(series[prefix.size()]) || series[prefix.size()] == '/');
      });
}

}  // namespace

absl::StatusOr<std::string> ParseUscc(string_view raw) {
  constexpr string_view kReason = "USCC_INVALID";
  std::string code = text::NormaliseIdentifier(raw);
  if (code.size() != 18) {
    return Invalid(code, "18 characters are wanted", kReason);
  }
  const size_t bad = code.find_first_not_of(
      std::string(kUsccCharacters.data(), kUsccCharacters.size()));
  if (bad != std::string::npos) {
    return Invalid(code,
                   absl::StrCat("character ", bad + 1,
                                " must be a digit or a letter without I, O, "
                                "S, V and Z"),
                   kReason);
  }
  const char check = UsccCheckCharacter(string_view(code).substr(0, 17));
  if (code[17] != check) {
    return Invalid(code,
                   absl::StrCat("check digit ", code.substr(17), "; ",
                                std::string(1, check), " is wanted"),
                   kReason);
  }
  return code;
}

absl::StatusOr<ReferenceMaterialNumber> ParseGbw(string_view raw) {
  ReferenceMaterialNumber number;
  number.text = text::NormaliseIdentifier(raw);
  string_view rest = number.text;
  const bool is_gbw = absl::ConsumePrefix(&rest, "GBW");
  const bool secondary = absl::ConsumePrefix(&rest, "(E)");
  if (secondary) number.grade = ReferenceMaterialGrade::kSecondary;
  const string_view digits = TakeDigits(&rest);
  const bool has_batch =
      rest.size() == 1 &&
      absl::ascii_isupper(static_cast<unsigned char>(rest[0]));
  if (!is_gbw || digits.size() != (secondary ? 6u : 5u) ||
      (!rest.empty() && !has_batch)) {
    return Invalid(number.text,
                   "GBW and 5 digits or GBW(E) and 6 digits are wanted, with "
                   "at most one letter behind",
                   "GBW_INVALID");
  }
  number.major_class = std::string(digits.substr(0, 2));
  number.batch = std::string(rest);
  return number;
}

SpecificationNumber ReadSpecificationNumber(string_view raw) {
  SpecificationNumber number;
  number.key = text::NormaliseIdentifier(raw);
  string_view rest = number.key;
  number.year = TakeYear(&rest);
  number.series = std::string(rest);
  if (number.year != 0) {
    number.key = absl::StrCat(number.series, "-", number.year);
    rest = number.series;
  }
  if (IsStandard(rest)) {
    number.kind = SpecificationKind::kStandard;
    return number;
  }
  ReadJjgOrJjf(rest, &number);
  return number;
}

absl::StatusOr<std::string> ParseStandardCode(string_view raw) {
  std::string code = text::NormaliseIdentifier(raw);
  if (code.size() != 8 || !AllDigits(code)) {
    return Invalid(code, "eight digits are wanted", "STANDARD_CODE_INVALID");
  }
  return code;
}

const StandardField* FieldOfStandardCode(string_view code) {
  const auto* const found = std::find_if(
      std::begin(kFields), std::end(kFields), [&](const StandardField& field) {
        return field.code == code.substr(0, 2);
      });
  return found == std::end(kFields) ? nullptr : found;
}

absl::StatusOr<std::string> ParseDivision(string_view raw) {
  std::string code = text::NormaliseIdentifier(raw);
  if (code.size() != 6 || !AllDigits(code) || code[0] == '0') {
    return Invalid(code, "six digits of GB/T 2260 are wanted",
                   "DIVISION_INVALID");
  }
  return code;
}

}  // namespace suyuan::metrology
