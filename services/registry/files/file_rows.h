#ifndef SERVICES_REGISTRY_FILES_FILE_ROWS_H_
#define SERVICES_REGISTRY_FILES_FILE_ROWS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "libs/base/status.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// Part of a file of records of one kind, row by row. A row may be applied by
// one thread while another reads the next ones.
class FileRows {
 public:
  virtual ~FileRows() = default;

  virtual size_t size() const = 0;

  // What a row says before its record is known.
  struct Head {
    std::string name;
    std::string etag;  // of the revision that it was made from; "": any
  };
  // Reads row `i`. Refused: what makes the row as a whole unreadable.
  virtual absl::StatusOr<Head> Read(size_t i) = 0;

  // Makes `record`, the newest revision or an empty message, what row `i` says;
  // what the service alone sets stays as it is. After Read(i). Refused:
  // INVALID_FIELD with all that cannot be read; `record` is then of no use.
  virtual absl::Status Apply(size_t i,
                             google::protobuf::Message& record) const = 0;
  // Whether Apply makes the same of every record that the row may be about.
  virtual bool is_whole() const = 0;

  // A violation of the record's rules, told as the row's reader looks for it.
  virtual FieldViolation InRow(FieldViolation violation) const {
    return violation;
  }
};

// RFC 4180 with a header; UTF-8 or GB18030. Columns that it lacks say nothing,
// meta.* is not read but for the etag. INVALID_FIELD (content) for an encoding
// or a header that is none, CSV_SYNTAX.
absl::StatusOr<std::unique_ptr<FileRows>> OpenCsv(RecordKind kind,
                                                  absl::string_view content);

// A record a line in proto3 JSON, UTF-8, each whole: a field that it lacks is
// not set. Empty lines are no rows. Borrows the content.
std::unique_ptr<FileRows> OpenJsonLines(RecordKind kind,
                                        absl::string_view content);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_FILE_ROWS_H_
