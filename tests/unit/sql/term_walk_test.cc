#include "libs/sql/term_walk.h"

#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/prefix.h"
#include "libs/sql/database.h"
#include "libs/sql/versioned.h"
#include "tests/support/status_matchers.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

using Walked = std::vector<WalkedTerm>;

class Book {
 public:
  Book() {
    REQUIRE_THAT(StatusOf(Migrate(*database_, "test",
                                  {VersionedRecords::SchemaPhase()}, kNow)),
                 IsOk());
    records_ = *VersionedRecords::Open(*database_);
  }
  void Write(const std::string& id, const std::vector<Term>& terms,
             const std::string& kind = "standard") {
    ++position_;
    const int64_t number = ++numbers_[kind + id];
    REQUIRE_THAT(database_->Write([&](Transaction& t) {
      return records_
          ->Add(t, {kind, id},
                {.position = position_,
                 .number = number,
                 .recorded_at = kNow + absl::Seconds(position_),
                 .principal = "clerk",
                 .terms = terms})
          .status();
    }),
                 IsOk());
  }
  Walked Walk(const TermWalk& walk) {
    Walked out;
    REQUIRE_THAT(database_->Read([&](Transaction& t) {
      auto walked = records_->Walk(t, walk);
      if (walked.ok()) out = *std::move(walked);
      return walked.status();
    }),
                 IsOk());
    return out;
  }

 private:
  std::unique_ptr<Database> database_ = *Database::Open({});
  std::unique_ptr<VersionedRecords> records_;
  int64_t position_ = 0;
  std::map<std::string, int64_t> numbers_;
};

TermWalk Due(const std::string& from, const std::string& to) {
  return {.kind = "standard",
          .field = "due",
          .after_value = from,
          .last_value = to};
}

TEST_CASE("A walk gives terms by value, then by id, both ends included") {
  Book book;
  book.Write("b", {{"due", "2025-05-01"}});
  book.Write("a", {{"due", "2025-05-01"}, {"due", "2025-07-01"}});
  book.Write("c", {{"due", "2025-04-30"}});
  book.Write("d", {{"due", "2025-07-02"}, {"end", "2025-06-01"}});
  book.Write("e", {{"due", "2025-06-01"}}, "competence");
  CHECK(book.Walk(Due("2025-05-01", "2025-07-01")) ==
        Walked{{"2025-05-01", "a"}, {"2025-05-01", "b"}, {"2025-07-01", "a"}});
}

TEST_CASE("A walk through a field that no record has is empty") {
  Book book;
  book.Write("a", {{"due", "2025-05-01"}});
  TermWalk walk = Due("", "3");
  walk.terms = {{"none", "1"}};
  CHECK(book.Walk(walk).empty());
  walk.terms.clear();
  walk.field = "end";
  CHECK(book.Walk(walk).empty());
}

TEST_CASE("A walk goes on after a term and stops at its limit") {
  Book book;
  for (const char* id : {"a", "b", "c"}) {
    book.Write(id, {{"due", "2025-05-01"}, {"due", "2025-06-01"}});
  }
  TermWalk walk = Due("2025-05-01", "2025-06-01");
  walk.after_id = "b";
  walk.limit = 2;
  CHECK(book.Walk(walk) == Walked{{"2025-05-01", "c"}, {"2025-06-01", "a"}});
}

TEST_CASE("A walk sees the newest revision alone") {
  Book book;
  book.Write("a", {{"due", "2025-05-01"}});
  book.Write("a", {{"due", "2030-05-01"}});
  CHECK(book.Walk(Due("2025-01-01", "2026-01-01")).empty());
  CHECK(book.Walk(Due("2025-01-01", "2031-01-01")) ==
        Walked{{"2030-05-01", "a"}});
}

TEST_CASE("A walk passes records that lack one of its terms") {
  Book book;
  const Term of_kashi{"holder", "institutions/kashi"};
  const Term is_public{"level", "PUBLIC_HIGHEST"};
  book.Write("a", {{"due", "2025-05-01"}, of_kashi, is_public});
  book.Write("b", {{"due", "2025-05-01"}, of_kashi});
  book.Write("c", {{"due", "2025-05-01"}, is_public});
  // It was so once.
  book.Write("d", {{"due", "2025-05-01"}, of_kashi, is_public});
  book.Write("d", {{"due", "2025-05-01"}, is_public});
  TermWalk walk = Due("2025-01-01", "2026-01-01");
  walk.terms = {of_kashi, is_public};
  CHECK(book.Walk(walk) == Walked{{"2025-05-01", "a"}});
}

TEST_CASE("All values with a beginning lie before what is after them") {
  Book book;
  book.Write("a", {{"due", "serial 7"}});
  book.Write("b", {{"due", "serial 压"}});
  book.Write("c", {{"due", "serial\xf4\x8f\xbf\xbf"}});
  book.Write("d", {{"due", "serim"}});
  CHECK(book.Walk(Due("serial ", absl::StrCat("serial ", kAfterAll))) ==
        Walked{{"serial 7", "a"}, {"serial 压", "b"}});
}

TEST_CASE("The pages of walks join to the sorted terms") {
  Book book;
  std::mt19937 random(7);
  std::set<std::pair<std::string, std::string>> sorted;
  for (int i = 0; i < 200; ++i) {
    const std::string id = absl::StrCat("s", random() % 1000, "-", i);
    const std::string value = absl::StrCat("2025-0", 1 + random() % 5);
    book.Write(id, {{"due", value}});
    sorted.insert({value, id});
  }
  const int limit = GENERATE(1, 7, 200);
  TermWalk walk = Due("", std::string(kAfterAll));
  walk.limit = limit;
  Walked all;
  while (true) {
    const Walked page = book.Walk(walk);
    all.insert(all.end(), page.begin(), page.end());
    if (static_cast<int>(page.size()) < limit) break;
    walk.after_value = page.back().value;
    walk.after_id = page.back().id;
  }
  Walked expected;
  for (const auto& [value, id] : sorted) expected.push_back({value, id});
  CHECK(all == expected);
}

}  // namespace
}  // namespace suyuan::sql
