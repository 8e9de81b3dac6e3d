#ifndef SERVICES_REGISTRY_RECORDS_IDENTIFIERS_H_
#define SERVICES_REGISTRY_RECORDS_IDENTIFIERS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The forms of the identifiers that registry records carry. Each check answers
// OK or InvalidArgument whose message tells the value seen and the form wanted.

namespace suyuan::registry {

// 统一社会信用代码 (GB 32100): 18 characters of its alphabet, the last of them
// the check character (mod 31).
absl::Status CheckUscc(absl::string_view uscc);

// 计量标准代码 (JJF 1022): eight digits.
absl::Status CheckStandardCode(absl::string_view code);

// 行政区划代码 (GB/T 2260): six digits, not beginning with 0.
absl::Status CheckDivisionCode(absl::string_view code);

enum class MaterialGrade { kPrimary, kSecondary, kOther };

// The number of a reference material and its grade agree: "GBW" and five
// digits are 一级, "GBW(E)" and six digits 二级, each with a letter for the
// batch or none; of any other grade it is not empty and neither of these.
absl::Status CheckMaterialNumber(absl::string_view number, MaterialGrade grade);

enum class SpecificationKind {
  kVerificationRegulation,    // JJG n-yyyy
  kCalibrationSpecification,  // JJF n-yyyy
  kVerificationScheme,        // JJG 2nnn-yyyy
  kMethodStandard,            // any other
};

// The number of a specification, its kind and its region agree, as
// metrology::ReadSpecificationNumber reads it: JJG and JJF with a running
// number and the year of the edition in four digits, the region in brackets
// where there is one ("JJG(新) 5-2020").
absl::Status CheckSpecificationNumber(absl::string_view number,
                                      SpecificationKind kind,
                                      absl::string_view region);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_RECORDS_IDENTIFIERS_H_
