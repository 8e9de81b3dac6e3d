#include "libs/sql/search_index.h"

#include <map>
#include <random>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "catch2/catch.hpp"
#include "libs/sql/database.h"
#include "tests/support/status_matchers.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

using Numbers = std::vector<int64_t>;
using Tokens = std::vector<std::string>;

std::unique_ptr<Database> AnyDatabase() {
  auto database = *Database::Open({});
  REQUIRE_THAT(StatusOf(Migrate(*database, "test", {SearchIndexPhase()},
                                absl::FromUnixSeconds(1700000000))),
               IsOk());
  return database;
}

template <typename F>
void In(Database& database, F work) {
  REQUIRE_THAT(database.Write([&](Transaction& t) {
    work(t);
    return absl::OkStatus();
  }),
               IsOk());
}

Numbers Find(Transaction& t, const WordQuery& query) {
  const auto found = FindByWords(t, query);
  REQUIRE_THAT(StatusOf(found), IsOk());
  return *found;
}

TEST_CASE("Numbers are found by all words, in their order and in pages") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    CHECK_THAT(AddToSearch(t, 7, "_a ddzy102 电能"), IsOk());
    CHECK_THAT(AddToSearch(t, 3, "_a ddzy205 电能 能表"), IsOk());
    CHECK_THAT(AddToSearch(t, 5, "_b dd счётчик"), IsOk());
    CHECK(Find(t, {.words = {{"电能"}}}) == Numbers{3, 7});
    CHECK(Find(t, {.words = {{"电能"}, {"能表"}}}) == Numbers{3});
    CHECK(Find(t, {.words = {{"dd"}}}) == Numbers{5});
    CHECK(Find(t, {.words = {{"dd", true}}}) == Numbers{3, 5, 7});
    CHECK(Find(t, {.words = {{"ddzy1", true}, {"电", true}}}) == Numbers{7});
    CHECK(Find(t, {.words = {{"счёт", true}}}) == Numbers{5});
    CHECK(Find(t, {.words = {{"счёт"}}}).empty());
    CHECK(Find(t, {.words = {{"dd", true}}, .labels = {"_a"}}) ==
          Numbers{3, 7});
    CHECK(Find(t, {.words = {{"dd", true}}, .labels = {"_a", "_b"}}) ==
          Numbers{3, 5, 7});
    CHECK(Find(t, {.words = {{"dd", true}}, .labels = {"_c"}}).empty());
    CHECK(Find(t, {.words = {{"dd", true}}, .after = 3, .max_count = 1}) ==
          Numbers{5});
    CHECK(Find(t, {.words = {{"dd", true}}, .after = 7}).empty());
    // What is a word of the engine's is a word of ours.
    CHECK_THAT(AddToSearch(t, 9, "and near or"), IsOk());
    CHECK(Find(t, {.words = {{"or"}, {"and"}, {"near"}}}) == Numbers{9});
  });
}

TEST_CASE("A number is found by its newest tokens alone") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    CHECK_THAT(AddToSearch(t, 1, "a b"), IsOk());
    CHECK_THAT(ReplaceInSearch(t, 1, "b c"), IsOk());
    CHECK_THAT(ReplaceInSearch(t, 2, "c"), IsOk());
    CHECK(Find(t, {.words = {{"a"}}}).empty());
    CHECK(Find(t, {.words = {{"b"}}}) == Numbers{1});
    CHECK(Find(t, {.words = {{"c"}}}) == Numbers{1, 2});
  });
}

TEST_CASE("A number is added once, and what is rolled back is not found") {
  const auto database = AnyDatabase();
  In(*database,
     [](Transaction& t) { CHECK_THAT(AddToSearch(t, 1, "a"), IsOk()); });
  CHECK_THAT(database->Write([](Transaction& t) {
    SUYUAN_RETURN_IF_ERROR(AddToSearch(t, 2, "a"));
    return AddToSearch(t, 1, "a");
  }),
             HasReason("STORE_DUPLICATE"));
  In(*database,
     [](Transaction& t) { CHECK(Find(t, {.words = {{"a"}}}) == Numbers{1}); });
}

// The slow and obvious index.
struct Model {
  std::map<int64_t, Tokens> things;

  Numbers Find(const WordQuery& query) const {
    Numbers numbers;
    for (const auto& [number, tokens] : things) {
      if (number > query.after && Matches(tokens, query)) {
        numbers.push_back(number);
      }
    }
    return numbers;
  }
  static bool Has(const Tokens& tokens, const SearchWord& word) {
    for (const std::string& token : tokens) {
      if (word.is_prefix ? absl::StartsWith(token, word.token)
                         : token == word.token) {
        return true;
      }
    }
    return false;
  }
  static bool Matches(const Tokens& tokens, const WordQuery& query) {
    for (const SearchWord& word : query.words) {
      if (!Has(tokens, word)) return false;
    }
    return true;
  }
};

TEST_CASE("The index agrees with a plain model through many transactions") {
  const auto database = AnyDatabase();
  std::mt19937 engine(20240131);
  const auto below = [&](int n) { return static_cast<int>(engine() % n); };
  const auto word = [&] {
    std::string out;
    for (int n = below(3); n >= 0; --n) out.push_back("ab"[below(2)]);
    return out;
  };
  Model model;
  for (int i = 0; i < 300; ++i) {
    const int64_t number = 1 + below(60);
    std::set<std::string> tokens;
    for (int n = below(4); n >= 0; --n) tokens.insert(word());
    const Tokens added(tokens.begin(), tokens.end());
    In(*database, [&](Transaction& t) {
      CHECK_THAT(ReplaceInSearch(t, number, absl::StrJoin(added, " ")), IsOk());
    });
    model.things[number] = added;
  }
  int matched = 0;
  In(*database, [&](Transaction& t) {
    for (int i = 0; i < 500; ++i) {
      WordQuery query;
      for (int n = below(3); n >= 0; --n) {
        query.words.push_back({word(), below(2) == 0});
      }
      query.after = below(30);
      REQUIRE(Find(t, query) == model.Find(query));
      matched += model.Find(query).empty() ? 0 : 1;
    }
  });
  CHECK(matched > 100);
}

}  // namespace
}  // namespace suyuan::sql
