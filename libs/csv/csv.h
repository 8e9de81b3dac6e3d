#ifndef LIBS_CSV_CSV_H_
#define LIBS_CSV_CSV_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// Comma separated values (RFC 4180). The reader is libcsv in its strict mode;
// what a cell means is not known here.

namespace suyuan::csv {

// A file, read whole. Lines end with CRLF, LF or CR; an empty line is no row;
// rows may differ in length. Every byte between two separators belongs to its
// cell, blanks too. Owns its text, which the cells point into.
class Table {
 public:
  // CSV_SYNTAX with row and cell, both counted from 1, where a quote stands
  // inside of a cell that is not quoted, or is never closed. O(bytes), two
  // allocations for all cells.
  static absl::StatusOr<Table> Parse(absl::string_view text);

  size_t size() const { return row_ends_.size(); }
  absl::Span<const absl::string_view> row(size_t i) const {
    const size_t begin = i == 0 ? 0 : row_ends_[i - 1];
    return absl::MakeConstSpan(cells_).subspan(begin, row_ends_[i] - begin);
  }

 private:
  friend struct TableBuilder;
  std::string text_;
  std::vector<absl::string_view> cells_;
  std::vector<size_t> row_ends_;  // in cells_
};

// Where the rows of `text` end: the offset behind the line end of each, so that
// it can be cut between rows. Bytes below 0x30 must stand for ASCII, as they do
// in UTF-8 and GB18030. Refuses as Table::Parse.
absl::StatusOr<std::vector<size_t>> RowEnds(absl::string_view text);

// A cell, both counted from 1.
struct Place {
  size_t row = 1;
  size_t cell = 1;
  friend bool operator==(const Place&, const Place&) = default;
};
// The cell that byte `offset` of `text` stands in; of text that cannot be
// parsed up to there, the last that can be told.
Place PlaceOf(absl::string_view text, size_t offset);

// Appends a cell, in quotes where it needs them.
void AppendCell(absl::string_view cell, std::string& out);
// The cells with commas between and CRLF behind.
void AppendRow(absl::Span<const std::string> cells, std::string& out);

}  // namespace suyuan::csv

#endif  // LIBS_CSV_CSV_H_
