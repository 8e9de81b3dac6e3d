// Any bytes as comma separated values: what is read comes back when it is
// written, rows can be cut where they are said to end, and guarded texts are
// neither run nor changed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "libs/csv/csv.h"
#include "libs/csv/spreadsheet.h"
#include "tests/fuzz/input.h"

namespace suyuan::csv {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> RowsOf(const Table& table) {
  std::vector<Cells> rows;
  for (size_t i = 0; i < table.size(); ++i) {
    rows.emplace_back(table.row(i).begin(), table.row(i).end());
  }
  return rows;
}

std::vector<Cells> Read(absl::string_view text) {
  const auto table = Table::Parse(text);
  SUYUAN_CHECK(table.ok());
  return RowsOf(*table);
}

void CheckWriting(const std::vector<Cells>& rows) {
  std::string written;
  for (const Cells& row : rows) AppendRow(row, written);
  SUYUAN_CHECK(Read(written) == rows);
}

void CheckCuts(absl::string_view text, const std::vector<Cells>& rows) {
  const auto ends = RowEnds(text);
  SUYUAN_CHECK(ends.ok() && ends->size() == rows.size());
  size_t begin = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    SUYUAN_CHECK(begin <= (*ends)[i] && (*ends)[i] <= text.size());
    const absl::string_view piece = text.substr(begin, (*ends)[i] - begin);
    SUYUAN_CHECK(Read(piece) == std::vector<Cells>{rows[i]});
    begin = (*ends)[i];
    if (begin < text.size()) {
      SUYUAN_CHECK((PlaceOf(text, begin) == Place{i + 2, 1}));
    }
  }
  SUYUAN_CHECK(Read(text.substr(begin)).empty());
}

void CheckCell(absl::string_view cell) {
  const std::string guarded = GuardFormula(cell);
  SUYUAN_CHECK(UnguardFormula(guarded) == cell);
  SUYUAN_CHECK(GuardFormula(UnguardFormula(cell)) == cell ||
               GuardFormula(cell) != cell);
  const std::string day = DayFromSheet(cell);
  SUYUAN_CHECK(DayFromSheet(day) == day);
}

void Check(absl::string_view text) {
  const auto table = Table::Parse(text);
  if (!table.ok()) {
    fuzz::CheckRefusal(table.status(), {"CSV_SYNTAX"});
    SUYUAN_CHECK(RowEnds(text).status() == table.status());
    return;
  }
  const std::vector<Cells> rows = RowsOf(*table);
  CheckWriting(rows);
  CheckCuts(text, rows);
  for (const Cells& row : rows) {
    for (const std::string& cell : row) CheckCell(cell);
  }
}

}  // namespace
}  // namespace suyuan::csv

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::csv::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
