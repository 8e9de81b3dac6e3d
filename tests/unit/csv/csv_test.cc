#include "libs/csv/csv.h"

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"

namespace suyuan::csv {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using Rows = std::vector<std::vector<std::string>>;

Rows RowsOf(absl::string_view text) {
  const auto table = Table::Parse(text);
  REQUIRE_THAT(StatusOf(table), IsOk());
  Rows rows;
  for (size_t i = 0; i < table->size(); ++i) {
    rows.emplace_back();
    for (const absl::string_view cell : table->row(i)) {
      rows.back().emplace_back(cell);
    }
  }
  return rows;
}

TEST_CASE("Rows end with CRLF, LF or CR, and the last one with the file") {
  const Rows two = {{"a", "b"}, {"c", "d"}};
  CHECK(RowsOf("a,b\r\nc,d\r\n") == two);
  CHECK(RowsOf("a,b\nc,d") == two);
  CHECK(RowsOf("a,b\rc,d\r") == two);
  CHECK(RowsOf("").empty());
  CHECK(RowsOf("\r\n\r\n").empty());
  CHECK(RowsOf("a,b\r\n\r\nc,d\r\n") == two);
}

TEST_CASE("Every byte between two commas belongs to the cell") {
  CHECK(RowsOf(" a , b\t\n") == Rows{{" a ", " b\t"}});
  CHECK(RowsOf("a,,\n") == Rows{{"a", "", ""}});
  CHECK(RowsOf("砝码,\"质量, kg\"\n") == Rows{{"砝码", "质量, kg"}});
  const std::string with_nul("a\0b,c", 5);
  CHECK(RowsOf(with_nul) == Rows{{std::string("a\0b", 3), "c"}});
}

TEST_CASE("A quoted cell holds commas, line ends and doubled quotes") {
  CHECK(RowsOf("\"a,b\",\"c\r\nd\",\"e\"\"f\"\n\"\"\n") ==
        Rows{{"a,b", "c\r\nd", "e\"f"}, {""}});
}

TEST_CASE("A quote out of place is refused with its row and cell") {
  const auto inside = Table::Parse("a,b\nc,d\"e\n");
  CHECK_THAT(StatusOf(inside), HasReason("CSV_SYNTAX"));
  CHECK(std::string(inside.status().message()).find("row 2, cell 2") == 0);
  const auto open = Table::Parse("a,b\n\"c,d\n");
  CHECK_THAT(StatusOf(open), HasReason("CSV_SYNTAX"));
  CHECK(std::string(open.status().message()).find("row 2, cell 1") == 0);
  CHECK_THAT(StatusOf(RowEnds("a\n\"b")), HasReason("CSV_SYNTAX"));
  CHECK_THAT(StatusOf(RowEnds("a\nb\"c\n")), HasReason("CSV_SYNTAX"));
}

TEST_CASE("A file is cut between its rows, not inside of a quoted cell") {
  const auto ends = RowEnds("a,b\r\n\"c\r\nd\",e\r\nf,g");
  REQUIRE_THAT(StatusOf(ends), IsOk());
  CHECK(*ends == std::vector<size_t>{5, 15, 18});
  CHECK(RowEnds("")->empty());
  CHECK(*RowEnds("a\n\nb\n") == std::vector<size_t>{2, 5});
  CHECK(*RowEnds("a\rb\r\n\"c\rd\"\re") == std::vector<size_t>{2, 5, 11, 12});
}

TEST_CASE("A place in a file is told by its row and cell") {
  const absl::string_view text = "a,b\r\n\"c\r\nd\",e\r\n";
  CHECK(PlaceOf(text, 0) == Place{1, 1});
  CHECK(PlaceOf(text, 2) == Place{1, 2});
  CHECK(PlaceOf(text, 9) == Place{2, 1});
  CHECK(PlaceOf(text, 12) == Place{2, 2});
}

TEST_CASE("What is written is read as it was") {
  const std::vector<std::string> cells = {
      "", "a", " a", "a ", "a,b", "a\"b", "\"", "a\nb", "\r", "砝码", "'=1+1"};
  std::string text;
  AppendRow(cells, text);
  AppendRow({"x", ""}, text);
  AppendRow({""}, text);
  CHECK(RowsOf(text) == Rows{cells, {"x", ""}, {""}});
}

TEST_CASE("Only cells that need quotes get them") {
  std::string text;
  AppendRow({"a b", "1.5", "c,d", "e\"f"}, text);
  CHECK(text == "a b,1.5,\"c,d\",\"e\"\"f\"\r\n");
}

}  // namespace
}  // namespace suyuan::csv
