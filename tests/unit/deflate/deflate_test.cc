#include "libs/deflate/deflate.h"

#include <string>

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"

namespace suyuan::deflate {
namespace {

using suyuan::testing::HasReason;

std::string SomeText() {
  std::string text;
  for (int i = 0; i < 500; ++i) text.append(std::to_string(i * i));
  return text;
}

TEST_CASE("What was compressed comes back, nothing and zeros too") {
  for (const std::string& text :
       {std::string(), std::string("x"), SomeText(), std::string(9, '\0')}) {
    const std::string packed = Compress(text);
    const auto plain = Decompress(packed, text.size());
    REQUIRE(plain.ok());
    CHECK(*plain == text);
  }
}

TEST_CASE("A stream that holds more or fewer bytes than stated is refused") {
  const std::string packed = Compress(SomeText());
  const size_t size = SomeText().size();
  CHECK_THAT(Decompress(packed, size - 1).status(),
             HasReason("DEFLATE_INVALID"));
  CHECK_THAT(Decompress(packed, size + 1).status(),
             HasReason("DEFLATE_INVALID"));
}

TEST_CASE("A stream that ends early or goes on is refused") {
  const std::string packed = Compress(SomeText());
  const size_t size = SomeText().size();
  for (size_t kept = 0; kept < packed.size(); ++kept) {
    CHECK_THAT(Decompress(packed.substr(0, kept), size).status(),
               HasReason("DEFLATE_INVALID"));
  }
  CHECK_THAT(Decompress(packed + "x", size).status(),
             HasReason("DEFLATE_INVALID"));
}

}  // namespace
}  // namespace suyuan::deflate
