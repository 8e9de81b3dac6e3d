#include "services/registry/indicators/standard_age.h"

#include "catch2/catch.hpp"

namespace suyuan::registry::indicators {
namespace {

TEST_CASE("A year is full on the anniversary") {
  const absl::CivilDay from(2010, 5, 20);
  CHECK(WholeYears(from, absl::CivilDay(2010, 5, 20)) == 0);
  CHECK(WholeYears(from, absl::CivilDay(2011, 5, 19)) == 0);
  CHECK(WholeYears(from, absl::CivilDay(2011, 5, 20)) == 1);
  CHECK(WholeYears(from, absl::CivilDay(2024, 12, 31)) == 14);
}

TEST_CASE("A leap day has its anniversary on 1 March") {
  const absl::CivilDay from(2020, 2, 29);
  CHECK(WholeYears(from, absl::CivilDay(2021, 2, 28)) == 0);
  CHECK(WholeYears(from, absl::CivilDay(2021, 3, 1)) == 1);
  CHECK(WholeYears(from, absl::CivilDay(2024, 2, 28)) == 3);
  CHECK(WholeYears(from, absl::CivilDay(2024, 2, 29)) == 4);
}

TEST_CASE("An age term tells what it was made of") {
  AgeRow old;
  old.put_into_service = "2009-05-01";
  old.component = 2;
  old.holder = "institutions/kashgar";
  old.from = "2010-01-01";
  const std::string term = EncodeAge(old);
  const std::optional<AgeRow> row = DecodeAge(term);
  REQUIRE(row.has_value());
  CHECK(row->put_into_service == "2009-05-01");
  CHECK(row->component == 2);
  CHECK(row->holder == "institutions/kashgar");
  CHECK(row->from == "2010-01-01");
  CHECK(row->to.empty());
  CHECK(DecodeAge(EncodeAge({})).has_value());
}

TEST_CASE("A text that is no age term is not read") {
  CHECK_FALSE(DecodeAge("").has_value());
  CHECK_FALSE(DecodeAge("2009-05-01|0|h|f").has_value());
  CHECK_FALSE(DecodeAge("2009-05-01|x|h|f|t").has_value());
}

}  // namespace
}  // namespace suyuan::registry::indicators
