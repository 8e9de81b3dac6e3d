#include "libs/feed/token.h"

#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace suyuan::feed {
namespace {

using testing::HasReason;

TEST_CASE("A token comes back as it was given out") {
  ReadToken token("registry", 12);
  token.Include("certificates", std::numeric_limits<int64_t>::max());
  const auto parsed = ReadToken::Parse("token", token.ToString());
  REQUIRE(parsed.ok());
  CHECK(parsed->positions() == token.positions());
  CHECK(parsed->PositionOf("registry") == 12);
  CHECK(parsed->PositionOf("credit") == 0);
  CHECK(
      token.ToString().find_first_not_of(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
      std::string::npos);
}

TEST_CASE("The empty token asks for nothing") {
  CHECK(ReadToken().ToString().empty());
  CHECK(ReadToken::Parse("token", "").value().positions().empty());
}

TEST_CASE("Of two tokens the later position counts, feed by feed") {
  ReadToken token("registry", 5);
  token.Include("registry", 3);
  CHECK(token.PositionOf("registry") == 5);
  ReadToken other("registry", 9);
  other.Include("credit", 1);
  token.Include(other);
  CHECK(token.PositionOf("registry") == 9);
  CHECK(token.PositionOf("credit") == 1);
}

TEST_CASE(
    "A text that no service gave out is refused, and says what is wrong") {
  const std::string plain = GENERATE(
      "", "2;registry=1", "1", "1;", "1;registry", "1;registry=", "1;=1",
      "1;registry=-1", "1;registry=9223372036854775808", "1;registry=x",
      "1;Registry=1", "1;a=1;a=2", "1;b=1;a=1", "1;a=01", "1;a=1;",
      "1;a=1;b=1;c=1;d=1;e=1;f=1;g=1;h=1;i=1");
  const std::string text =
      plain.empty() ? "!!!" : absl::WebSafeBase64Escape(plain);
  CAPTURE(plain);
  const absl::Status refused = ReadToken::Parse("token", text).status();
  CHECK_THAT(refused, HasReason("TOKEN_INVALID"));
  REQUIRE(ViolationsOf(refused).size() == 1);
  CHECK(ViolationsOf(refused)[0].field == "token");
}

TEST_CASE("A token has one text: padding and length are refused") {
  const std::string text = ReadToken("a", 1).ToString();
  CHECK(ReadToken::Parse("token", text).ok());
  CHECK_FALSE(ReadToken::Parse("token", text + "=").ok());
  CHECK_FALSE(ReadToken::Parse("token", text + " ").ok());
  CHECK_FALSE(ReadToken::Parse("token", std::string(100000, 'A')).ok());
}

}  // namespace
}  // namespace suyuan::feed
