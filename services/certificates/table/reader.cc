#include "services/certificates/table/reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/certificates/table/cells.h"
#include "services/certificates/table/table_certificate_builder.h"

namespace suyuan::certificates {
namespace {

constexpr char kFile[] = "table";

absl::StatusOr<csv::Table> Decode(absl::string_view content) {
  const text::Decoded decoded = text::DecodeFile(content);
  if (!decoded.broken_at.has_value()) return csv::Table::Parse(decoded.utf8);
  const csv::Place at = csv::PlaceOf(content, *decoded.broken_at);
  return InvalidField(
      kFile, absl::StrCat("row ", at.row, ", cell ", at.cell, ": byte ",
                          *decoded.broken_at + 1, " is no ", decoded.encoding,
                          "; a file in UTF-8 or GB18030 is wanted"));
}

bool IsEmpty(TableHeader::Cells row) {
  return std::all_of(row.begin(), row.end(), [](absl::string_view cell) {
    return StripBlanks(cell).empty();
  });
}

absl::Status TooMuch(absl::string_view what, int64_t most) {
  return InvalidField(kFile,
                      absl::StrCat("has more than ", most, " ", what,
                                   "; parts of the file are wanted, each "
                                   "with its header"));
}

// Rows to certificates. Borrows the header.
class Reader {
 public:
  Reader(const TableHeader& header, const TableLimits& limits)
      : header_(header), limits_(limits) {}

  absl::Status Add(int64_t number, TableHeader::Cells cells) {
    if (IsEmpty(cells)) return absl::OkStatus();
    std::vector<absl::string_view> row(cells.begin(), cells.end());
    // What is missing at the end of a row is empty, and told.
    row.resize(header_.size());
    if (open_.has_value() && !open_->Continues(row)) {
      SUYUAN_RETURN_IF_ERROR(Close());
    }
    if (!open_.has_value()) open_.emplace(header_);
    open_->Add(number, row);
    if (cells.size() != header_.size()) {
      open_->AddProblem(
          number, "",
          absl::StrCat("has ", cells.size(), " cells; ", header_.size(),
                       " are wanted, as the first row has"));
    }
    for (const size_t cell : header_.unnamed()) {
      if (StripBlanks(row[cell]).empty()) continue;
      open_->AddProblem(number, "",
                        absl::StrCat("says something in column ", cell + 1,
                                     ", which has no name in the first row"));
    }
    return absl::OkStatus();
  }

  absl::Status Close() {
    if (!open_.has_value()) return absl::OkStatus();
    if (static_cast<int64_t>(out_.size()) >= limits_.certificates) {
      return TooMuch("certificates", limits_.certificates);
    }
    const std::string key = open_->Key();
    out_.push_back(open_->Finish());
    open_.reset();
    TableCertificate& closed = out_.back();
    const auto [first, is_new] = first_rows_.emplace(key, closed.first_row);
    if (is_new) return absl::OkStatus();
    closed.problems.push_back(
        {closed.first_row, header_.NameOf(TableSection::kCertificate, "number"),
         absl::StrCat("is the certificate of row ", first->second,
                      "; its rows are wanted together")});
    return absl::OkStatus();
  }

  std::vector<TableCertificate> Take() { return std::move(out_); }

 private:
  const TableHeader& header_;
  const TableLimits& limits_;
  std::optional<TableCertificateBuilder> open_;
  absl::flat_hash_map<std::string, int64_t> first_rows_;
  std::vector<TableCertificate> out_;
};

}  // namespace

absl::StatusOr<std::vector<TableCertificate>> ReadTable(
    absl::string_view content, int64_t rows_before, const TableLimits& limits) {
  SUYUAN_ASSIGN_OR_RETURN(const csv::Table table, Decode(content));
  if (table.size() == 0) {
    return InvalidField(kFile, "is empty; a header and rows are wanted");
  }
  SUYUAN_ASSIGN_OR_RETURN(const TableHeader header,
                          TableHeader::Parse(table.row(0)));
  if (static_cast<int64_t>(table.size()) - 1 > limits.rows) {
    return TooMuch("rows", limits.rows);
  }
  Reader reader(header, limits);
  for (size_t i = 1; i < table.size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(
        reader.Add(rows_before + static_cast<int64_t>(i), table.row(i)));
  }
  SUYUAN_RETURN_IF_ERROR(reader.Close());
  return reader.Take();
}

}  // namespace suyuan::certificates
