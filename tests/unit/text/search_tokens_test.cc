#include "libs/text/search_tokens.h"

#include "catch2/catch.hpp"

namespace suyuan::text {
namespace {

using Tokens = std::vector<std::string>;

Tokens Sorted(Tokens tokens) {
  std::sort(tokens.begin(), tokens.end());
  return tokens;
}

TEST_CASE("Words are tokens, Chinese goes in pairs of adjacent characters") {
  struct Case {
    const char* text;
    Tokens tokens;
  };
  const auto c = GENERATE(values<Case>({
      {"", {}},
      {"— ()", {}},
      {"Energy METER", {"energy", "meter"}},
      {"压力表", {"压力", "力表", "表"}},
      {"表", {"表"}},
      {"DDZY102型电能表", {"ddzy102", "型电", "电能", "能表", "表"}},
      {"ＤＤＺＹ１０２", {"ddzy102"}},
      {"Счётчик газа", {"счётчик", "газа"}},
      {"ئۆلچەش ئەسۋابى", {"ئۆلچەش", "ئەسۋابى"}},
      {"Straße", {"strasse"}},
      {"人々", {"人々", "々"}},
      {"𠮷野家", {"𠮷野", "野家", "家"}},
  }));
  CAPTURE(c.text);
  CHECK(SearchTokens({c.text}) == Sorted(c.tokens));
}

TEST_CASE("Blanks within Chinese are for looks") {
  CHECK(SearchTokens({"新　疆 计 量"}) == SearchTokens({"新疆计量"}));
}

TEST_CASE(
    "The parts of a number are found, and the number without its joints") {
  CHECK(SearchTokens({"2023-001"}) == Tokens{"001", "2023", "2023001"});
  CHECK(SearchTokens({"JJG 596—2012"}) ==
        Sorted({"jjg", "596", "2012", "5962012"}));
  CHECK(SearchTokens({"a.b/c_d"}) == Sorted({"a", "b", "c", "d", "abcd"}));
  CHECK(SearchTokens({"a--b"}) == Tokens{"a", "b"});
  CHECK(SearchTokens({"-5"}) == Tokens{"5"});
}

TEST_CASE("The tokens of several texts are one set") {
  CHECK(SearchTokens({"b a", "a c"}) == Tokens{"a", "b", "c"});
}

TEST_CASE("Of a word that is too long its beginning is a token") {
  const std::string longest(64, 'x');
  CHECK(SearchTokens({longest}) == Tokens{longest});
  CHECK(SearchTokens({longest + "y"}) == Tokens{longest});
  CHECK(QueryTokens(longest + "z") == std::vector<QueryToken>{{longest, true}});
  // 32 characters of two bytes fill it; never half a character.
  std::string odd = "x";
  for (int i = 0; i < 40; ++i) odd += "é";
  CHECK(SearchTokens({odd})[0].size() == 63);
}

TEST_CASE("A query asks for its pairs, and for words by their beginning") {
  struct Case {
    const char* query;
    std::vector<QueryToken> tokens;
  };
  const auto c = GENERATE(values<Case>({
      {"", {}},
      {"（）", {}},
      {"DDZ", {{"ddz", true}}},
      {"压力表", {{"压力", false}, {"力表", false}}},
      {"表", {{"表", true}}},
      // Typed apart, asked for apart.
      {"压力 表", {{"压力", false}, {"表", true}}},
      {"电能表ddz", {{"电能", false}, {"能表", false}, {"ddz", true}}},
      {"2023-001", {{"2023", true}, {"001", true}}},
      {"a A ａ", {{"a", true}}},
  }));
  CAPTURE(c.query);
  CHECK(QueryTokens(c.query) == c.tokens);
}

TEST_CASE("Of a long query the first tokens count") {
  CHECK(QueryTokens("a b c d", 3) ==
        std::vector<QueryToken>{{"a", true}, {"b", true}, {"c", true}});
  CHECK(QueryTokens("一二三四五", 2) ==
        std::vector<QueryToken>{{"一二", false}, {"二三", false}});
}

}  // namespace
}  // namespace suyuan::text
