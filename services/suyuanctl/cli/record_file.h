#ifndef SERVICES_SUYUANCTL_CLI_RECORD_FILE_H_
#define SERVICES_SUYUANCTL_CLI_RECORD_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::ctl {

// "standards" and "RECORD_TYPE_STANDARD" are the same. INVALID_FIELD (--type)
// for anything else.
absl::StatusOr<registry::v1::RecordType> ParseRecordType(
    absl::string_view text);

// "csv", "jsonl" or "kcdb"; "" is told by the name of the file: .csv, .jsonl or
// .ndjson, .json. INVALID_FIELD (--format).
absl::StatusOr<registry::v1::FileFormat> ParseFileFormat(
    absl::string_view text, absl::string_view path);

// Whole rows of a file of records, as one call takes them.
struct FilePart {
  std::string content;
  int64_t rows = 0;
  int64_t rows_before = 0;
};

// What a part may hold at most.
struct PartLimits {
  size_t bytes = 4 << 20;
  size_t rows = 5000;
};

// A file in parts that are files themselves, in UTF-8: of CSV each begins with
// the header, of the KCDB's each is an answer with some of the CMCs. A row that
// is longer than a part may be is a part of its own. CSV_SYNTAX; INVALID_FIELD
// (FILE) for an encoding that is none, or an answer that is none of the KCDB.
absl::StatusOr<std::vector<FilePart>> CutFile(const std::string& file,
                                              registry::v1::FileFormat format,
                                              const PartLimits& limits);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_RECORD_FILE_H_
