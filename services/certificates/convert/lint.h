#ifndef SERVICES_CERTIFICATES_CONVERT_LINT_H_
#define SERVICES_CERTIFICATES_CONVERT_LINT_H_

#include "absl/strings/string_view.h"
#include "services/certificates/lint/lint.h"
#include "suyuan/certificates/v1/lint.pb.h"

namespace suyuan::certificates {

v1::LintDocumentResponse ToProto(const DocumentLint& lint);

// Whether `document` is to be taken for JSON: its first byte that is no blank
// is '{' or '['. No XML begins so.
bool LooksLikeJson(absl::string_view document);

// The verdicts on the JSON of a canonical certificate: JSON at all, then fields
// that the contract has, then what PrepareCanonical would refuse (at most
// twenty findings) or, where it refuses nothing, note. O(bytes).
v1::LintDocumentResponse LintCanonical(absl::string_view document);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_LINT_H_
