#ifndef LIBS_METROLOGY_IDENTIFIERS_H_
#define LIBS_METROLOGY_IDENTIFIERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Numbers that law or standards give a form. All are taken through
// text::NormaliseIdentifier first, so blanks, widths, dashes and case do not
// matter; the raw text is kept by whoever shows it.

namespace suyuan::metrology {

// 统一社会信用代码 (GB 32100): 18 characters of 0-9 A-H J-N P-R T U W X Y, the
// last a check digit. Returns the normal form; USCC_INVALID names the
// character, the length, or the check digit that is wanted.
absl::StatusOr<std::string> ParseUscc(absl::string_view raw);

// 标准物质 numbers: GBW and 5 digits (一级) or GBW(E) and 6 digits (二级), with
// an optional letter for the batch.
enum class ReferenceMaterialGrade { kPrimary, kSecondary };
struct ReferenceMaterialNumber {
  std::string text;  // normal form: "GBW(E)130113", "GBW12001A"
  ReferenceMaterialGrade grade = ReferenceMaterialGrade::kPrimary;
  std::string major_class;  // two digits, "08" is environment
  std::string batch;        // a letter or ""
};
// GBW_INVALID. Real numbers sometimes break the scheme: a caller that must keep
// them stores the raw text and a finding.
absl::StatusOr<ReferenceMaterialNumber> ParseGbw(absl::string_view raw);

// What a technical specification's number tells.
enum class SpecificationKind {
  kUnknown,                 // kept, finding SPEC_UNKNOWN
  kVerificationRegulation,  // 国家计量检定规程 JJG n-yyyy
  kTechnicalNorm,           // 国家计量技术规范 JJF n-yyyy
  kVerificationScheme,      // 国家计量检定系统表 JJG 2xxx-yyyy
  kDepartmental,            // JJG(交通) 012-2020
  kRegional,                // JJF(皖) 148-2023
  kStandard,                // GB/T, ISO, IEC, ...
};
struct SpecificationNumber {
  std::string key;  // normal form, equal for equal editions: "JJG(新)5-2020"
  SpecificationKind kind = SpecificationKind::kUnknown;
  std::string series;     // key without the year: "JJG(新)5"
  std::string letters;    // "JJG", "JJF"; "" for any other
  std::string issued_by;  // "新", "交通", or ""
  int year = 0;           // 0 where the number has none; 98 is 1998
  // What keeps a JJG or JJF from being a number of its kind, with what is seen
  // and what is wanted; "" where nothing does, and for any other.
  std::string flaw;
};
// Never refuses: what follows no pattern has kind kUnknown.
SpecificationNumber ReadSpecificationNumber(absl::string_view raw);

// 计量标准代码 (JJF 1022): eight digits, two for each of four levels.
// STANDARD_CODE_INVALID.
absl::StatusOr<std::string> ParseStandardCode(absl::string_view raw);
// The field that level 1 of a code names, "" where JJF 1022-2014 has none:
// 12 is mechanics, 力学.
struct StandardField {
  absl::string_view code;
  absl::string_view name_en;
  absl::string_view name_zh;
};
const StandardField* FieldOfStandardCode(absl::string_view code);

// 行政区划代码 (GB/T 2260): six digits, not beginning with 0.
// DIVISION_INVALID.
absl::StatusOr<std::string> ParseDivision(absl::string_view raw);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_IDENTIFIERS_H_
