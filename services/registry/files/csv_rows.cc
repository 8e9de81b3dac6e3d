#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/registry/files/csv_records.h"
#include "services/registry/files/file_rows.h"

namespace suyuan::registry {
namespace {

class CsvRows final : public FileRows {
 public:
  CsvRows(csv::Table table, CsvHeader header)
      : table_(std::move(table)), header_(std::move(header)) {}

  size_t size() const override { return table_.size() - 1; }

  absl::StatusOr<Head> Read(size_t i) override {
    const CsvHeader::Cells row = table_.row(i + 1);
    SUYUAN_RETURN_IF_ERROR(header_.CheckRow(row));
    return Head{header_.NameIn(row), header_.EtagIn(row)};
  }

  absl::Status Apply(size_t i,
                     google::protobuf::Message& record) const override {
    absl::Status status;
    for (const FieldViolation& wrong :
         header_.Apply(table_.row(i + 1), record)) {
      status = status.ok() ? InvalidField(wrong.field, wrong.description)
                           : WithViolation(std::move(status), wrong);
    }
    return status;
  }

  bool is_whole() const override { return header_.is_whole(); }

  FieldViolation InRow(FieldViolation violation) const override {
    return header_.ByColumn(std::move(violation));
  }

 private:
  const csv::Table table_;
  const CsvHeader header_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<FileRows>> OpenCsv(RecordKind kind,
                                                  absl::string_view content) {
  const text::Decoded decoded = text::DecodeFile(content);
  if (decoded.broken_at.has_value()) {
    const csv::Place at = csv::PlaceOf(content, *decoded.broken_at);
    return InvalidField(
        "content",
        absl::StrCat("row ", at.row, ", cell ", at.cell, ": byte ",
                     *decoded.broken_at + 1, " is no ", decoded.encoding,
                     "; wanted a file in UTF-8 or GB18030"));
  }
  SUYUAN_ASSIGN_OR_RETURN(csv::Table table, csv::Table::Parse(decoded.utf8));
  if (table.size() == 0) {
    return InvalidField("content", "is empty; wanted a header and rows");
  }
  SUYUAN_ASSIGN_OR_RETURN(CsvHeader header,
                          CsvHeader::Parse(kind, table.row(0)));
  return std::make_unique<CsvRows>(std::move(table), std::move(header));
}

}  // namespace suyuan::registry
