#include "libs/text/display.h"

#include "catch2/catch.hpp"

namespace suyuan::text {
namespace {

TEST_CASE("A terminal gives two columns to a full-width character") {
  CHECK(DisplayWidth("") == 0);
  CHECK(DisplayWidth("mass") == 4);
  CHECK(DisplayWidth("砝码") == 4);
  CHECK(DisplayWidth("E2 等级砝码") == 11);
  CHECK(DisplayWidth("（）") == 4);
  CHECK(DisplayWidth("ＡＢ") == 4);
  CHECK(DisplayWidth("├─ 20 °C ± 2 µm") == 15);
}

TEST_CASE("Marks that combine take no column") {
  CHECK(DisplayWidth("e\u0301") == 1);
  CHECK(DisplayWidth("a\u200bb") == 2);
  CHECK(DisplayWidth("\t") == 0);
}

TEST_CASE("A byte that is not UTF-8 takes one column") {
  CHECK(DisplayWidth("\xFF\xFE") == 2);
}

TEST_CASE("Padding counts columns, not bytes") {
  CHECK(PadRight("砝码", 6) == "砝码  ");
  CHECK(PadLeft("砝码", 6) == "  砝码");
  CHECK(PadRight("砝码", 4) == "砝码");
  CHECK(PadRight("砝码", 3) == "砝码");
}

TEST_CASE("Truncation never splits a character or takes its marks away") {
  CHECK(Truncate("砝码标准", 8) == "砝码标准");
  CHECK(Truncate("砝码标准", 7) == "砝码标…");
  CHECK(Truncate("砝码标准", 6) == "砝码…");  // half of 标 is no character
  CHECK(Truncate("砝码标准", 6, "...") == "砝...");
  CHECK(Truncate("e\u0301xyz", 2) == "e\u0301…");
  CHECK(Truncate("abc", 0) == "");
  CHECK(Truncate("砝码", 1) == "…");
  CHECK(Truncate("砝码", 1, "...") == "");
}

TEST_CASE("A fitted cell is exactly as wide as asked") {
  for (size_t columns = 0; columns < 14; ++columns) {
    CHECK(DisplayWidth(FitRight("E2 等级砝码标准", columns)) == columns);
  }
}

}  // namespace
}  // namespace suyuan::text
