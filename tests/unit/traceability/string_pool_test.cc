#include "services/traceability/graph/string_pool.h"

#include <string>

#include "catch2/catch.hpp"

namespace suyuan::traceability {
namespace {

TEST_CASE("Each text has one number, in the order they came") {
  StringPool pool;
  CHECK(pool.size() == 1);
  CHECK(pool.Text(kNoText).empty());
  CHECK(pool.Intern("") == kNoText);
  CHECK(pool.Intern("砝码") == 1);
  CHECK(pool.Intern("kg") == 2);
  CHECK(pool.Intern("砝码") == 1);
  CHECK(pool.Text(1) == "砝码");
  CHECK(pool.Find("kg") == 2);
  CHECK(pool.Find("k") == kUnknownText);
  CHECK(pool.size() == 3);
}

TEST_CASE("Texts are found again once there are many of them") {
  StringPool pool;
  constexpr int kTexts = 5000;  // several groups, several tables
  for (int i = 1; i < kTexts; ++i) {
    REQUIRE(pool.Intern(std::to_string(i)) == static_cast<TextId>(i));
  }
  for (int i = 1; i < kTexts; ++i) {
    REQUIRE(pool.Find(std::to_string(i)) == static_cast<TextId>(i));
    REQUIRE(pool.Text(static_cast<TextId>(i)) == std::to_string(i));
  }
  CHECK(pool.Find(std::to_string(kTexts)) == kUnknownText);
}

TEST_CASE("A long text costs its bytes and no more than 18 others") {
  StringPool pool;
  const int64_t before = pool.bytes().total();
  pool.Intern(std::string(1'000'000, 'x'));
  CHECK(pool.bytes().total() - before <= 1'000'018);
}

}  // namespace
}  // namespace suyuan::traceability
