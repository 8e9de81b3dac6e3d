#ifndef SERVICES_CERTIFICATES_LINT_ISSUER_NAMES_H_
#define SERVICES_CERTIFICATES_LINT_ISSUER_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/dcc/limits.h"

namespace suyuan::certificates {

// The laboratory in every language; none where the document is no DCC that can
// be read.
std::vector<std::string> IssuerNames(absl::string_view document,
                                     const dcc::Limits& limits);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LINT_ISSUER_NAMES_H_
