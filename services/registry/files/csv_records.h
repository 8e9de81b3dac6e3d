#ifndef SERVICES_REGISTRY_FILES_CSV_RECORDS_H_
#define SERVICES_REGISTRY_FILES_CSV_RECORDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "libs/base/status.h"
#include "services/registry/files/columns.h"

// Records of one kind as rows of comma separated values.

namespace suyuan::registry {

// The first row of a file: which columns it has, in its own order. A column
// that it lacks says nothing about its field.
class CsvHeader {
 public:
  using Cells = absl::Span<const absl::string_view>;

  // INVALID_FIELD (content) with a violation for each column that the records
  // of the kind have not or that is there twice, and where there is no `name`.
  // Columns without a name are none.
  static absl::StatusOr<CsvHeader> Parse(RecordKind kind, Cells cells);

  // INVALID_FIELD (row) for what is wrong with a row as a whole: its number of
  // cells, or one outside of all columns that says something.
  absl::Status CheckRow(Cells row) const;
  std::string NameIn(Cells row) const { return TextIn(row, name_); }
  // The revision that the row was made from; "" where it does not say.
  std::string EtagIn(Cells row) const { return TextIn(row, etag_); }
  // Whether a row states every field of the record, so that it is the same
  // whatever the record was before.
  bool is_whole() const { return is_whole_; }
  // Sets what the row states in `record`, but what the service alone sets.
  // Returns what cannot be read, by column.
  std::vector<FieldViolation> Apply(Cells row,
                                    google::protobuf::Message& record) const;
  // The path of a field ("components[1].role") as its column, the rest of the
  // path in the description.
  FieldViolation ByColumn(FieldViolation violation) const;

 private:
  struct Place {
    size_t cell = 0;
    Column column;
  };
  static constexpr size_t kNone = static_cast<size_t>(-1);

  static std::string TextIn(Cells row, size_t cell) {
    return cell < row.size() ? std::string(row[cell]) : "";
  }
  absl::Status Add(RecordKind kind, size_t cell, absl::string_view name);
  bool Has(const Column& column) const;
  void TellTitles();

  size_t size_ = 0;
  bool is_whole_ = false;
  size_t name_ = kNone;
  size_t etag_ = kNone;
  std::vector<Place> places_;
  std::vector<size_t> unnamed_;
};

// What an export writes: the header, with the byte order mark that tells
// spreadsheets that it is UTF-8, and a row.
void AppendCsvHeader(RecordKind kind, std::string& out);
void AppendCsvRecord(RecordKind kind, const google::protobuf::Message& record,
                     std::string& out);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_CSV_RECORDS_H_
