#ifndef SERVICES_CERTIFICATES_TABLE_ISSUED_READER_H_
#define SERVICES_CERTIFICATES_TABLE_ISSUED_READER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/certificates/issued/issued_list.h"

namespace suyuan::certificates {

enum class IssuedFormat { kCsv, kJsonLines };

// The certificates that a list names, in its order
// (docs/certificate-checks.md). Each must lie within `coverage`. INVALID_FIELD
// (list) with a violation for each of the first twenty rows that are wrong, or
// for an encoding that is neither UTF-8 nor GB18030, a header that is none,
// more than 20,000 rows; CSV_SYNTAX. O(bytes).
absl::StatusOr<std::vector<IssuedNumber>> ReadIssued(
    absl::string_view content, IssuedFormat format,
    const IssuedCoverage& coverage);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_ISSUED_READER_H_
