#include "libs/text/utf8.h"

#include "catch2/catch.hpp"

namespace suyuan::text {
namespace {

TEST_CASE("Well-formed text of one to four bytes a character is UTF-8") {
  CHECK(IsValidUtf8(""));
  CHECK(IsValidUtf8("plain"));
  CHECK(IsValidUtf8("µ 计量 𠮷"));
  CHECK(IsValidUtf8(absl::string_view("a\0b", 3)));
  CHECK(IsValidUtf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF, the last one
}

TEST_CASE(
    "Bytes that RFC 3629 forbids are not UTF-8, and their place is told") {
  struct Case {
    const char* name;
    absl::string_view bytes;
    size_t good;
  };
  const auto c = GENERATE(values<Case>({
      {"above U+10FFFF", "\xF4\x90\x80\x80", 0},
      {"overlong slash", "ab\xC0\xAF", 2},
      {"overlong in three", "\xE0\x80\xAF", 0},
      {"surrogate", "计\xED\xA0\x80", 3},
      {"truncated tail", "计\xE8\xAE", 3},
      {"lone continuation", "\x80", 0},
      {"Latin-1", "r\xE9sum", 1},
  }));
  CAPTURE(c.name);
  CHECK_FALSE(IsValidUtf8(c.bytes));
  CHECK(ValidUtf8Prefix(c.bytes) == c.good);
}

TEST_CASE("A code point survives writing and reading") {
  for (const char32_t c : {U'a', U'µ', U'计', U'\U00020BB7', U'\U0010FFFF'}) {
    std::string bytes;
    AppendUtf8(c, &bytes);
    const CodePoint read = FirstCodePoint(bytes);
    CHECK(read.valid);
    CHECK(read.value == c);
    CHECK(read.width == bytes.size());
  }
}

TEST_CASE("A bad byte is stepped over one at a time") {
  const CodePoint bad = FirstCodePoint(
      "\xE8\xAE"
      "x");
  CHECK_FALSE(bad.valid);
  CHECK(bad.value == kReplacement);
  CHECK(bad.width == 1);
}

TEST_CASE("What a message quotes is text") {
  CHECK(ReplaceBadBytes("计\xE8\xAE") == "计\uFFFD\uFFFD");
  CHECK(ReplaceBadBytes("计量") == "计量");
}

}  // namespace
}  // namespace suyuan::text
