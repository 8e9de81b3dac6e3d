#include "services/suyuanctl/cli/table.h"

#include "catch2/catch.hpp"

namespace suyuan::ctl {
namespace {

TEST_CASE("Columns stand below each other, Chinese and Latin") {
  Table table;
  table.AddRow({"电能表", "a", "x"});
  table.AddRow({"meter", "bcd", "y"});
  CHECK(table.Lines() == std::vector<std::string>{"电能表  a    x",  //
                                                  "meter   bcd  y"});
}

TEST_CASE("A wide cell is cut, the last one is not; breaks become blanks") {
  Table table(6);
  table.AddRow({"1234567", "1234567890"});
  table.AddRow({"12\n456", ""});
  CHECK(table.Lines() ==
        std::vector<std::string>{"123...  1234567890", "12 456"});
}

TEST_CASE("Rows may have fewer cells than others") {
  Table table;
  CHECK(table.Lines().empty());
  table.AddRow({"a"});
  table.AddRow({"bc", "d"});
  CHECK(table.Lines() == std::vector<std::string>{"a", "bc  d"});
}

}  // namespace
}  // namespace suyuan::ctl
