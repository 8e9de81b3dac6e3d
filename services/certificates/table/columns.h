#ifndef SERVICES_CERTIFICATES_TABLE_COLUMNS_H_
#define SERVICES_CERTIFICATES_TABLE_COLUMNS_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// The columns of a table of certificates (docs/chinese-certificates.md), as
// data: one more column is one more line in columns.cc.

namespace suyuan::certificates {

// What a column says something about.
enum class TableSection {
  kCertificate,
  kItem,
  kReference,
  kResult,
  kFailedItem,
};
inline constexpr size_t kTableSections = 5;

// What the cells of a column hold. An empty cell is a field that is not set.
enum class TableForm {
  kText,            // as it is
  kDay,             // 2024-03-11, 2024/3/11, 2024.3.11 or 2024年3月11日
  kDecimal,         // digits as printed; full width and − are taken for ASCII
  kLimit,           // a decimal behind which ± may stand
  kUnit,            // D-SI, or as printed: MPa, ℃, mg/m³
  kEnum,            // a word of words.h
  kYesNo,           // 是 or 否
  kCount,           // digits
  kList,            // texts between ； or line ends
  kLines,           // texts between line ends
  kTitle,           // the text in `extra`, a language
  kIdentification,  // the number that `extra` gave, in `identifications`
  kCondition,       // "20.3" or "19.6~20.4" of `extra`, "quantity unit"
  kQualifiers,      // "pressure_reference=gauge" between ；
  kSensitivities,   // "ref1=2.5" between ；
  kSigners,         // "检定员 XJ-0012" between ；
};

struct TableColumn {
  absl::string_view zh;  // as exports in Chinese and templates name it
  absl::string_view en;
  TableSection section;
  absl::string_view path;  // of the field, from the section's message
  TableForm form = TableForm::kText;
  absl::string_view extra = "";
  absl::string_view alias = "";  // another name in Chinese
};

// In the order of an export.
absl::Span<const TableColumn> TableColumns();

// Index of the column with this header: either name or the alias, whatever its
// case, blanks and the width of its brackets. -1 where there is none.
int FindTableColumn(absl::string_view header);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_COLUMNS_H_
