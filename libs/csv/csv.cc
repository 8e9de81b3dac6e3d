#include "libs/csv/csv.h"

#include <csv.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::csv {
namespace {

// Blanks around a cell are part of it (RFC 4180, 2.4).
int NoBlank(unsigned char) { return 0; }

// libcsv's parser, which tells of cells and rows as it meets them.
class Parser {
 public:
  Parser() {
    SUYUAN_CHECK(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0);
    csv_set_space_func(&parser_, NoBlank);
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  using OnCell = void (*)(void* bytes, size_t size, void* self);
  using OnRow = void (*)(int end, void* self);

  bool Feed(absl::string_view text, OnCell on_cell, OnRow on_row, void* self) {
    return csv_parse(&parser_, text.data(), text.size(), on_cell, on_row,
                     self) == text.size();
  }
  bool Finish(OnCell on_cell, OnRow on_row, void* self) {
    return csv_fini(&parser_, on_cell, on_row, self) == 0;
  }

 private:
  csv_parser parser_;
};

// Where the parser is.
struct Position {
  Place next;

  static void OnCell(void*, size_t, void* self) {
    ++static_cast<Position*>(self)->next.cell;
  }
  static void OnRow(int, void* self) {
    Place& next = static_cast<Position*>(self)->next;
    next = {next.row + 1, 1};
  }
};

// The offset behind the first line end from `at` on, CRLF being one.
size_t BehindLineEnd(absl::string_view text, size_t at) {
  const size_t end = text.find_first_of("\r\n", at);
  if (end == absl::string_view::npos) return text.size();
  return end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
}

absl::Status SyntaxError(const Place& at) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "row ", at.row, ", cell ", at.cell,
          ": a quote is not closed, or stands inside of a cell that does not "
          "begin with one; wanted \"...\" around the cell and \"\" for a "
          "quote in it")),
      "CSV_SYNTAX");
}

}  // namespace

// Collects what the parser tells.
struct TableBuilder {
  Table table;

  static void OnCell(void* bytes, size_t size, void* self) {
    Table& table = static_cast<TableBuilder*>(self)->table;
    const size_t begin = table.text_.size();
    // Never more than was reserved: cells are no longer than what they are
    // read from, and the views stay where they point.
    table.text_.append(static_cast<const char*>(bytes), size);
    table.cells_.push_back(absl::string_view(table.text_.data() + begin, size));
  }
  static void OnRow(int, void* self) {
    Table& table = static_cast<TableBuilder*>(self)->table;
    table.row_ends_.push_back(table.cells_.size());
  }
};

absl::StatusOr<Table> Table::Parse(absl::string_view text) {
  TableBuilder builder;
  Table& table = builder.table;
  // Too long for the small buffer of a string, which moves with it.
  table.text_.reserve(text.size() + 64);
  table.cells_.reserve(text.size() / 8);
  Parser parser;
  const bool whole =
      parser.Feed(text, TableBuilder::OnCell, TableBuilder::OnRow, &builder) &&
      parser.Finish(TableBuilder::OnCell, TableBuilder::OnRow, &builder);
  if (whole) return std::move(table);
  const size_t rows = table.row_ends_.size();
  const size_t row_begin = rows == 0 ? 0 : table.row_ends_.back();
  return SyntaxError({rows + 1, table.cells_.size() - row_begin + 1});
}

absl::StatusOr<std::vector<size_t>> RowEnds(absl::string_view text) {
  std::vector<size_t> ends;
  Position position;
  Parser parser;
  size_t at = 0;
  while (at < text.size()) {
    const size_t next = BehindLineEnd(text, at);
    const bool sound = parser.Feed(text.substr(at, next - at), Position::OnCell,
                                   Position::OnRow, &position);
    if (!sound) return SyntaxError(position.next);
    at = next;
    ends.resize(position.next.row - 1, at);
  }
  if (!parser.Finish(Position::OnCell, Position::OnRow, &position)) {
    return SyntaxError(position.next);
  }
  ends.resize(position.next.row - 1, text.size());
  return ends;
}

Place PlaceOf(absl::string_view text, size_t offset) {
  Position position;
  Parser parser;
  parser.Feed(text.substr(0, offset), Position::OnCell, Position::OnRow,
              &position);
  return position.next;
}

void AppendCell(absl::string_view cell, std::string& out) {
  const bool plain =
      cell.find_first_of(",\"\r\n") == absl::string_view::npos &&
      (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
  if (plain) {
    out.append(cell.data(), cell.size());
    return;
  }
  const size_t begin = out.size();
  out.resize(begin + 2 * cell.size() + 2);
  const size_t written = csv_write(out.data() + begin, out.size() - begin,
                                   cell.data(), cell.size());
  out.resize(begin + written);
}

void AppendRow(absl::Span<const std::string> cells, std::string& out) {
  // Without quotes it would be an empty line, which is no row.
  if (cells.size() == 1 && cells[0].empty()) {
    out.append("\"\"\r\n");
    return;
  }
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(',');
    AppendCell(cells[i], out);
  }
  out.append("\r\n");
}

}  // namespace suyuan::csv
