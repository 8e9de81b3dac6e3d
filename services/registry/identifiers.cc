#include "services/registry/identifiers.h"

#include <algorithm>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/metrology/identifiers.h"
#include "libs/text/normalise.h"

namespace suyuan::registry {
namespace {

absl::Status Wrong(absl::string_view seen, absl::string_view wanted) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", seen.substr(0, 64), "\" ", wanted));
}

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), IsDigit);
}

// Records carry identifiers as they are searched for: in their normal form.
absl::Status CheckNormal(absl::string_view seen,
                         const absl::StatusOr<std::string>& normal) {
  if (!normal.ok()) return normal.status();
  if (*normal == seen) return absl::OkStatus();
  return Wrong(seen, absl::StrCat("is written \"", *normal, "\""));
}

// What stands between the prefix and the year of "JJG(新)5-2020": "5"; "" where
// that is not its form. `bracket` gets "新".
std::string NumberPart(absl::string_view normal, absl::string_view prefix,
                       std::string& bracket) {
  if (!absl::ConsumePrefix(&normal, prefix)) return "";
  if (absl::ConsumePrefix(&normal, "(")) {
    const size_t close = normal.find(')');
    if (close == absl::string_view::npos) return "";
    bracket = std::string(normal.substr(0, close));
    normal.remove_prefix(close + 1);
  }
  const size_t hyphen = normal.rfind('-');
  if (hyphen == absl::string_view::npos) return "";
  const absl::string_view year = normal.substr(hyphen + 1);
  const absl::string_view number = normal.substr(0, hyphen);
  if (year.size() != 4 || !AllDigits(year)) return "";
  if (number.empty() || !IsDigit(number[0])) return "";
  return std::string(number);
}

}  // namespace

absl::Status CheckUscc(absl::string_view uscc) {
  return CheckNormal(uscc, metrology::ParseUscc(uscc));
}

absl::Status CheckStandardCode(absl::string_view code) {
  return CheckNormal(code, metrology::ParseStandardCode(code));
}

absl::Status CheckDivisionCode(absl::string_view code) {
  return CheckNormal(code, metrology::ParseDivision(code));
}

absl::Status CheckMaterialNumber(absl::string_view number,
                                 MaterialGrade grade) {
  const auto gbw = metrology::ParseGbw(number);
  const bool is_secondary =
      gbw.ok() && gbw->grade == metrology::ReferenceMaterialGrade::kSecondary;
  const bool is_primary = gbw.ok() && !is_secondary;
  switch (grade) {
    case MaterialGrade::kPrimary:
      if (is_primary) return absl::OkStatus();
      return Wrong(number,
                   "is no number of a primary reference material: GBW "
                   "and five digits");
    case MaterialGrade::kSecondary:
      if (is_secondary) return absl::OkStatus();
      return Wrong(number,
                   "is no number of a secondary reference material: "
                   "GBW(E) and six digits");
    case MaterialGrade::kOther:
      break;
  }
  if (is_primary) return Wrong(number, "is a number of the primary grade");
  if (is_secondary) return Wrong(number, "is a number of the secondary grade");
  return absl::OkStatus();
}

absl::Status CheckSpecificationNumber(absl::string_view number,
                                      SpecificationKind kind,
                                      absl::string_view region) {
  const std::string normal = text::NormaliseIdentifier(number);
  std::string bracket;
  const std::string verification = NumberPart(normal, "JJG", bracket);
  const std::string technical = NumberPart(normal, "JJF", bracket);
  if (!region.empty() && bracket != region) {
    return Wrong(number, absl::StrCat("does not name the region (", region,
                                      ") in brackets"));
  }
  const bool is_scheme = verification.size() == 4 && verification[0] == '2';
  switch (kind) {
    case SpecificationKind::kVerificationRegulation:
      if (!verification.empty() && !is_scheme) return absl::OkStatus();
      return Wrong(number,
                   "is no number of a verification regulation such as "
                   "\"JJG 99-2022\"");
    case SpecificationKind::kCalibrationSpecification:
      if (!technical.empty()) return absl::OkStatus();
      return Wrong(number,
                   "is no number of a technical specification such as "
                   "\"JJF 1059.1-2012\"");
    case SpecificationKind::kVerificationScheme:
      if (is_scheme) return absl::OkStatus();
      return Wrong(number,
                   "is no number of a verification scheme such as "
                   "\"JJG 2053-2016\"");
    case SpecificationKind::kMethodStandard:
      break;
  }
  if (absl::StartsWith(normal, "JJG") || absl::StartsWith(normal, "JJF")) {
    return Wrong(number, "is a number of a JJG or JJF, its kind says other");
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
