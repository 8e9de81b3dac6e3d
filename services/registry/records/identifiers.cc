#include "services/registry/records/identifiers.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/metrology/identifiers.h"
#include "libs/text/display.h"
#include "libs/text/normalise.h"

namespace suyuan::registry {
namespace {

absl::Status Wrong(absl::string_view seen, absl::string_view wanted) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text::Truncate(seen, 64), "\" ", wanted));
}

// Records carry identifiers as they are searched for: in their normal form.
absl::Status CheckNormal(absl::string_view seen,
                         const absl::StatusOr<std::string>& normal) {
  if (!normal.ok()) return normal.status();
  if (*normal == seen) return absl::OkStatus();
  return Wrong(seen, absl::StrCat("is written \"", *normal, "\""));
}

using ReadKind = metrology::SpecificationKind;

// What a JJG or JJF needs to be the number of one edition.
absl::Status CheckEdition(absl::string_view number,
                          const metrology::SpecificationNumber& read) {
  if (!read.flaw.empty()) return Wrong(number, read.flaw);
  if (read.year == 0) {
    return Wrong(number, absl::StrCat("names no year of its edition, as \"",
                                      read.key, "-2022\" would"));
  }
  // Years are written with four digits: "JJG443-98" is not looked for.
  const std::string normal = text::NormaliseIdentifier(number);
  if (normal == read.key) return absl::OkStatus();
  return Wrong(number, absl::StrCat("is written \"", read.key, "\""));
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
  const metrology::SpecificationNumber read =
      metrology::ReadSpecificationNumber(number);
  if (!region.empty() && read.issued_by != region) {
    return Wrong(number, absl::StrCat("does not name the region (", region,
                                      ") in brackets"));
  }
  const bool is_scheme = read.kind == ReadKind::kVerificationScheme;
  switch (kind) {
    case SpecificationKind::kVerificationRegulation:
      if (read.letters == "JJG" && !is_scheme) {
        return CheckEdition(number, read);
      }
      return Wrong(number,
                   "is no number of a verification regulation such as "
                   "\"JJG 99-2022\"");
    case SpecificationKind::kCalibrationSpecification:
      if (read.letters == "JJF") return CheckEdition(number, read);
      return Wrong(number,
                   "is no number of a technical specification such as "
                   "\"JJF 1059.1-2012\"");
    case SpecificationKind::kVerificationScheme:
      if (is_scheme) return CheckEdition(number, read);
      return Wrong(number,
                   "is no number of a verification scheme such as "
                   "\"JJG 2053-2016\"");
    case SpecificationKind::kMethodStandard:
      break;
  }
  if (read.letters.empty()) return absl::OkStatus();
  return Wrong(number, "is a number of a JJG or JJF, its kind says other");
}

}  // namespace suyuan::registry
