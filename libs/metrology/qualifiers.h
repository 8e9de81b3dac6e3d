#ifndef LIBS_METROLOGY_QUALIFIERS_H_
#define LIBS_METROLOGY_QUALIFIERS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace suyuan::metrology {

// What narrows a quantity kind: {"pressure_reference", "gauge"}. A key that is
// absent is unspecified, not different.
using Qualifiers = std::map<std::string, std::string, std::less<>>;

// A key with the values it may have; no values listed means free text
// (frequency, medium, matrix).
struct QualifierKey {
  absl::string_view key;
  absl::string_view name_en;
  absl::string_view name_zh;
  absl::Span<const absl::string_view> values;
};
absl::Span<const QualifierKey> QualifierKeys();

// Keys and values are lower_snake words of 1 to 64 bytes (free values: any
// text of 1 to 128 bytes of UTF-8). A key outside QualifierKeys is allowed: the
// list grows at run time; a listed key with a value outside its list is not.
// InvalidField, the path being the key.
absl::Status CheckQualifiers(const Qualifiers& qualifiers);

// No key stands on both sides with different values. Values of free keys
// compare by their normal form (text::NormaliseName): "N2" is "n2".
// O(|a| + |b|).
bool QualifiersAgree(const Qualifiers& a, const Qualifiers& b);

// The first key that stands on both sides with different values, or "": for
// the explanation of a verdict.
std::string DifferingQualifier(const Qualifiers& a, const Qualifiers& b);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_QUALIFIERS_H_
