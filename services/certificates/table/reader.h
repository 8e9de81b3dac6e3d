#ifndef SERVICES_CERTIFICATES_TABLE_READER_H_
#define SERVICES_CERTIFICATES_TABLE_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "suyuan/certificates/v1/certificate.pb.h"

// Canonical certificates from a table: comma separated values, one row for each
// result point (docs/chinese-certificates.md).

namespace suyuan::certificates {

// What is wrong in one cell, or in a row as a whole.
struct TableProblem {
  int64_t row = 0;     // counted from 1; the header is none
  std::string column;  // as the file calls it; "" for the row
  std::string description;
};

// One certificate and the rows that say it.
struct TableCertificate {
  v1::Certificate certificate;
  int64_t first_row = 0;
  int64_t last_row = 0;
  // At most twenty: of its cells, then of its fields as CheckCertificate finds
  // them, each told by the cell that it came from. None: it is sound.
  std::vector<TableProblem> problems;
};

struct TableLimits {
  int64_t rows = 20000;
  int64_t certificates = 1000;
};

// The certificates of a file, in its order. `rows_before` is added to the
// numbers of rows: how many came in earlier parts of the file. INVALID_FIELD
// (table) for an encoding that is neither UTF-8 nor GB18030, a header that is
// none, more rows or certificates than the limits; CSV_SYNTAX. O(bytes).
absl::StatusOr<std::vector<TableCertificate>> ReadTable(
    absl::string_view content, int64_t rows_before = 0,
    const TableLimits& limits = {});

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_READER_H_
