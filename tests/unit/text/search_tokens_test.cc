#include "libs/text/search_tokens.h"

#include "catch2/catch.hpp"

namespace suyuan::text {
namespace {

using Tokens = std::vector<std::string>;

Tokens Sorted(Tokens tokens) {
  std::sort(tokens.begin(), tokens.end());
  return tokens;
}

// Without the short beginnings.
Tokens Whole(const Tokens& tokens) {
  Tokens whole;
  for (const std::string& token : tokens) {
    if (token.back() != '_') whole.push_back(token);
  }
  return whole;
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
      {"压力表", {"压力", "力表"}},
      {"表", {}},
      {"DDZY102型电能表", {"ddzy102", "型电", "电能", "能表"}},
      {"ＤＤＺＹ１０２", {"ddzy102"}},
      {"Счётчик газа", {"счётчик", "газа"}},
      {"ئۆلچەش ئەسۋابى", {"ئۆلچەش", "ئەسۋابى"}},
      {"Straße", {"strasse"}},
      {"人々", {"人々"}},
      {"𠮷野家", {"𠮷野", "野家"}},
  }));
  CAPTURE(c.text);
  CHECK(Whole(SearchTokens({c.text})) == Sorted(c.tokens));
}

TEST_CASE("The first characters of a word and single Chinese ones are tokens") {
  CHECK(SearchTokens({"ddzy102"}) ==
        Sorted({"d_", "dd_", "ddz_", "ddzy_", "ddzy102"}));
  CHECK(SearchTokens({"ab"}) == Sorted({"a_", "ab_", "ab"}));
  CHECK(SearchTokens({"газа"}) ==
        Sorted({"г_", "га_", "газ_", "газа_", "газа"}));
  CHECK(SearchTokens({"表"}) == Tokens{"表_"});
  CHECK(SearchTokens({"压力表"}) ==
        Sorted({"压力", "力表", "压_", "力_", "表_"}));
}

TEST_CASE("Blanks within Chinese are for looks") {
  CHECK(SearchTokens({"新　疆 计 量"}) == SearchTokens({"新疆计量"}));
}

TEST_CASE(
    "The parts of a number are found, and the number without its joints") {
  const auto whole = [](const char* text) {
    return Whole(SearchTokens({text}));
  };
  CHECK(whole("2023-001") == Tokens{"001", "2023", "2023001"});
  CHECK(whole("JJG 596—2012") == Sorted({"jjg", "596", "2012", "5962012"}));
  CHECK(whole("a.b/c_d") == Sorted({"a", "b", "c", "d", "abcd"}));
  CHECK(whole("a--b") == Tokens{"a", "b"});
  CHECK(whole("-5") == Tokens{"5"});
}

TEST_CASE("The tokens of several texts are one set") {
  CHECK(SearchTokens({"b a", "a c"}) ==
        Sorted({"a", "a_", "b", "b_", "c", "c_"}));
}

TEST_CASE("Of a word that is too long its beginning is a token") {
  const std::string longest(64, 'x');
  CHECK(Whole(SearchTokens({longest})) == Tokens{longest});
  CHECK(Whole(SearchTokens({longest + "y"})) == Tokens{longest});
  CHECK(QueryTokens(longest + "z") == std::vector<QueryToken>{{longest, true}});
  // 32 characters of two bytes fill it; never half a character.
  std::string odd = "x";
  for (int i = 0; i < 40; ++i) odd += "é";
  CHECK(Whole(SearchTokens({odd}))[0].size() == 63);
}

TEST_CASE("A query asks for its pairs, and for words by their beginning") {
  struct Case {
    const char* query;
    std::vector<QueryToken> tokens;
  };
  const auto c = GENERATE(values<Case>({
      {"", {}},
      {"（）", {}},
      {"DDZ", {{"ddz_", false}}},
      {"ddzy", {{"ddzy_", false}}},
      {"ddzy1", {{"ddzy1", true}}},
      {"счёт", {{"счёт_", false}}},
      {"счётч", {{"счётч", true}}},
      {"压力表", {{"压力", false}, {"力表", false}}},
      {"表", {{"表_", false}}},
      // Typed apart, asked for apart.
      {"压力 表", {{"压力", false}, {"表_", false}}},
      {"电能表ddz", {{"电能", false}, {"能表", false}, {"ddz_", false}}},
      {"2023-001", {{"2023_", false}, {"001_", false}}},
      {"a A ａ", {{"a_", false}}},
  }));
  CAPTURE(c.query);
  CHECK(QueryTokens(c.query) == c.tokens);
}

TEST_CASE("Of a long query the first tokens count") {
  CHECK(QueryTokens("a b c d", 3) ==
        std::vector<QueryToken>{{"a_"}, {"b_"}, {"c_"}});
  CHECK(QueryTokens("一二三四五", 2) ==
        std::vector<QueryToken>{{"一二", false}, {"二三", false}});
}

}  // namespace
}  // namespace suyuan::text
