#ifndef SERVICES_CERTIFICATES_CHECKS_SYMBOL_MISUSE_H_
#define SERVICES_CERTIFICATES_CHECKS_SYMBOL_MISUSE_H_

#include <vector>

#include "absl/status/status.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"

namespace suyuan::certificates::checks {

// SYMBOL_MISUSE (F41): one accreditation number of CNAS stands on certificates
// of bodies with different names. A contradiction between records, which of
// them is right it does not say. Only numbers of that form are compared: other
// codes are a laboratory's own. Silent where one name contains the other (a
// branch), where the names are in different scripts (one body, two languages),
// and where both name one record of the registry. One finding a number.
// O(names of the number), at most kMostNames.
inline constexpr size_t kMostNames = 16;
absl::Status CheckSymbolMisuse(const CheckedCertificate& certificate,
                               Memory& memory, std::vector<Finding>& found);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_SYMBOL_MISUSE_H_
