#ifndef SERVICES_SUYUANCTL_CLI_CERTIFICATE_TABLE_H_
#define SERVICES_SUYUANCTL_CLI_CERTIFICATE_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/suyuanctl/cli/record_file.h"

namespace suyuan::ctl {

// A name that ends in .csv: a table of certificates among documents.
bool IsTableName(absl::string_view path);

// What a part of a table may hold at most.
struct TablePartLimits {
  size_t bytes = 4 << 20;
  size_t rows = 5000;
  size_t certificates = 500;
};

// A table of certificates in parts that are tables themselves, in UTF-8, each
// with the header. A part ends between certificates: before a row whose number
// is given and differs from the one above. A certificate that is larger than a
// part may be is a part of its own. CSV_SYNTAX; INVALID_FIELD (PATH) for an
// encoding that is none or a header without 证书编号 (number).
absl::StatusOr<std::vector<FilePart>> CutTable(const std::string& file,
                                               const TablePartLimits& limits);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_CERTIFICATE_TABLE_H_
