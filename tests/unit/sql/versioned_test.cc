#include "libs/sql/versioned.h"

#include <map>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/sql/database.h"
#include "tests/support/status_matchers.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::HasCode;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);
const RecordKey kKey{"standard", "s1"};

// Tables of their own, and the next position of their feed.
struct Tables {
  std::unique_ptr<Database> database = *Database::Open({});
  std::unique_ptr<VersionedRecords> records;
  int64_t position = 0;

  Tables() {
    REQUIRE_THAT(StatusOf(Migrate(*database, "test",
                                  {VersionedRecords::SchemaPhase()}, kNow)),
                 IsOk());
    records = *VersionedRecords::Open(*database);
  }
};

// What a test states in a revision.
struct Stated {
  std::string payload;
  std::vector<Term> terms;
  std::optional<absl::CivilDay> valid_from;
  std::optional<absl::CivilDay> valid_to;
};

// Works in a write, which succeeds.
class Writing {
 public:
  Writing(Tables& tables, Transaction& transaction)
      : records(*tables.records), t(transaction), tables_(tables) {}

  absl::Status Add(const RecordKey& key, int64_t number, absl::Time at,
                   const Stated& stated) {
    return records
        .Add(t, key,
             {.position = ++tables_.position,
              .number = number,
              .recorded_at = at,
              .valid_from = stated.valid_from,
              .valid_to = stated.valid_to,
              .principal = "agency-1",
              .payload = stated.payload,
              .terms = stated.terms})
        .status();
  }
  std::optional<Revision> Find(
      const RecordKey& key, std::optional<absl::Time> known_at = std::nullopt) {
    const auto found = records.Find(t, key, known_at);
    REQUIRE_THAT(StatusOf(found), IsOk());
    return *found;
  }
  // The ids on a list that is one page.
  std::vector<std::string> List(const ListQuery& query) {
    const auto page = records.List(t, query);
    REQUIRE_THAT(StatusOf(page), IsOk());
    CHECK(page->next_after_id.empty());
    return Ids(*page);
  }
  static std::vector<std::string> Ids(const ListPage& page) {
    std::vector<std::string> ids;
    for (const Revision& r : page.records) ids.push_back(r.key.id);
    return ids;
  }

  VersionedRecords& records;
  Transaction& t;

 private:
  Tables& tables_;
};

template <typename F>
void In(Tables& tables, F work) {
  REQUIRE_THAT(tables.database->Write([&](Transaction& t) {
    Writing writing(tables, t);
    work(writing);
    return absl::OkStatus();
  }),
               IsOk());
}

using Texts = std::vector<std::string>;

TEST_CASE("A revision is read back as it was given") {
  Tables tables;
  Stated stated{std::string("p\0q", 3), {{"unit", "kg"}}};
  stated.valid_from = absl::CivilDay(2020, 1, 1);
  stated.valid_to = absl::CivilDay(2024, 12, 31);
  In(tables, [&](Writing& w) {
    tables.position = 6;
    REQUIRE_THAT(w.Add(kKey, 1, kNow, stated), IsOk());
    const auto read = w.Find(kKey);
    REQUIRE(read.has_value());
    CHECK(read->key.kind == "standard");
    CHECK(read->key.id == "s1");
    CHECK(read->position == 7);
    CHECK(read->first_position == 7);
    CHECK(read->number == 1);
    CHECK(read->recorded_at == kNow);
    CHECK(read->superseded_at == std::nullopt);
    CHECK(read->valid_from == stated.valid_from);
    CHECK(read->valid_to == stated.valid_to);
    CHECK(read->principal == "agency-1");
    CHECK(read->payload == stated.payload);
    CHECK(w.records.Terms(w.t, kKey).value() == stated.terms);
    CHECK_FALSE(w.Find({"standard", "s2"}).has_value());
    CHECK_FALSE(w.Find({"institution", "s1"}).has_value());
    CHECK(*w.records.Has(w.t, kKey));
    CHECK_FALSE(*w.records.Has(w.t, {"standard", "s2"}));
    CHECK_FALSE(*w.records.Has(w.t, {"institution", "s1"}));
  });
}

TEST_CASE("An id is taken once within its kind, and free in another") {
  Tables tables;
  In(tables, [](Writing& w) {
    CHECK_THAT(w.Add(kKey, 1, kNow, {"a"}), IsOk());
    const absl::Status again = w.Add(kKey, 1, kNow, {"b"});
    CHECK_THAT(again, HasReason("RECORD_EXISTS"));
    CHECK_THAT(again, HasCode(absl::StatusCode::kAlreadyExists));
    CHECK_THAT(w.Add({"institution", "s1"}, 1, kNow, {"c"}), IsOk());
    CHECK(w.Find(kKey)->payload == "a");
    CHECK(w.Find({"institution", "s1"})->payload == "c");
  });
}

TEST_CASE("A record is told by its first position through all revisions") {
  Tables tables;
  In(tables, [](Writing& w) {
    CHECK_THAT(w.Add({"standard", "other"}, 1, kNow, {"x"}), IsOk());
    CHECK_THAT(w.Add(kKey, 1, kNow, {"a"}), IsOk());
    CHECK_THAT(w.Add(kKey, 2, kNow + absl::Seconds(1), {"b"}), IsOk());
    CHECK_THAT(w.Add(kKey, 3, kNow + absl::Seconds(2), {"c"}), IsOk());
    CHECK(w.Find(kKey)->first_position == 2);
    const auto newest = w.records.FindByFirst(w.t, 2);
    REQUIRE_THAT(StatusOf(newest), IsOk());
    CHECK(newest->payload == "c");
    CHECK(newest->position == 4);
  });
}

TEST_CASE("The feed is every revision in the order of its position") {
  Tables tables;
  In(tables, [](Writing& w) {
    CHECK_THAT(w.Add(kKey, 1, kNow, {"a"}), IsOk());
    CHECK_THAT(w.Add({"institution", "i"}, 1, kNow, {"b"}), IsOk());
    CHECK_THAT(w.Add(kKey, 2, kNow + absl::Seconds(1), {"c"}), IsOk());
    const auto payloads = [&](int64_t after, int64_t count, int64_t bytes) {
      Texts out;
      const auto feed = w.records.Feed(w.t, after, count, bytes);
      REQUIRE_THAT(StatusOf(feed), IsOk());
      for (const Revision& r : *feed) out.push_back(r.payload);
      return out;
    };
    CHECK(payloads(0, 10, 100) == Texts{"a", "b", "c"});
    CHECK(payloads(1, 10, 100) == Texts{"b", "c"});
    CHECK(payloads(0, 2, 100) == Texts{"a", "b"});
    CHECK(payloads(0, 10, 2) == Texts{"a", "b"});
    CHECK(payloads(0, 10, 0) == Texts{"a"});
    CHECK(payloads(3, 10, 100).empty());
  });
}

TEST_CASE("What was known is what had been recorded by that instant") {
  Tables tables;
  const absl::Time later = kNow + absl::Seconds(10);
  const absl::Duration tick = absl::Microseconds(1);
  In(tables, [&](Writing& w) {
    CHECK(w.Add(kKey, 1, kNow, {"a"}).ok());
    CHECK(w.Add(kKey, 2, later, {"b"}).ok());
    CHECK_FALSE(w.Find(kKey, kNow - tick).has_value());
    CHECK(w.Find(kKey, kNow)->payload == "a");
    CHECK(w.Find(kKey, later - tick)->payload == "a");
    CHECK(w.Find(kKey, later - tick)->superseded_at == later);
    CHECK(w.Find(kKey, later)->payload == "b");
  });
}

TEST_CASE("History pages through all revisions, by either time") {
  Tables tables;
  In(tables, [](Writing& w) {
    Stated open{"open"};
    open.valid_from = absl::CivilDay(2020, 1, 1);
    Stated ended = open;
    ended.valid_to = absl::CivilDay(2023, 6, 30);
    CHECK(w.Add(kKey, 1, kNow, open).ok());
    CHECK(w.Add(kKey, 2, kNow + absl::Seconds(1), ended).ok());
    CHECK(w.Add(kKey, 3, kNow + absl::Seconds(2), open).ok());
    const auto numbers = [&](const HistoryQuery& query) {
      std::vector<int64_t> out;
      const auto history = w.records.History(w.t, kKey, query);
      for (const Revision& r : history.value()) out.push_back(r.number);
      return out;
    };
    using Numbers = std::vector<int64_t>;
    CHECK(numbers({}) == Numbers{1, 2, 3});
    CHECK(numbers({.max_count = 2}) == Numbers{1, 2});
    CHECK(numbers({.after_number = 2}) == Numbers{3});
    CHECK(numbers({.known_at = kNow + absl::Seconds(1)}) == Numbers{1, 2});
    CHECK(numbers({.in_force_on = absl::CivilDay(2023, 6, 30)}) ==
          Numbers{1, 2, 3});
    CHECK(numbers({.in_force_on = absl::CivilDay(2023, 7, 1)}) ==
          Numbers{1, 3});
    CHECK(numbers({.in_force_on = absl::CivilDay(2019, 12, 31)}).empty());
  });
}

TEST_CASE("A list holds the records of its kind whose terms all match") {
  Tables tables;
  In(tables, [](Writing& w) {
    const auto create = [&w](absl::string_view id, std::vector<Term> terms) {
      CHECK_THAT(w.Add({"standard", std::string(id)}, 1, kNow, {"", terms}),
                 IsOk());
    };
    create("c", {{"owner", "x"}, {"name", "压力"}, {"name", "力"}});
    create("a", {{"owner", "x"}, {"name", "力值"}});
    create("b", {{"owner", "y"}, {"name", "力"}, {"name", "力学"}});
    CHECK(w.Add({"other", "d"}, 1, kNow, {"", {{"owner", "x"}}}).ok());
    CHECK(w.List({.kind = "standard"}) == Texts{"a", "b", "c"});
    CHECK(w.List({.kind = "standard", .terms = {{"owner", "x"}}}) ==
          Texts{"a", "c"});
    CHECK(w.List({.kind = "standard", .terms = {{"owner", "z"}}}).empty());
    CHECK(w.List({.kind = "standard", .terms = {{"maker", "x"}}}).empty());
    CHECK(w.List({.kind = "none"}).empty());
    CHECK(w.List({.kind = "standard", .terms = {{"name", "力", true}}}) ==
          Texts{"a", "b", "c"});
    CHECK(w.List({.kind = "standard",
                  .terms = {{"name", "力", true}, {"owner", "x"}}}) ==
          Texts{"a", "c"});
    CHECK(w.List({.kind = "standard",
                  .terms = {{"name", "力", true}, {"name", "压", true}}}) ==
          Texts{"c"});
    CHECK(w.List({.kind = "standard",
                  .terms = {{"owner", "x"}, {"name", "力"}}}) == Texts{"c"});
  });
}

TEST_CASE("Terms are those of the revision that was known") {
  Tables tables;
  const absl::Time later = kNow + absl::Seconds(10);
  In(tables, [&](Writing& w) {
    CHECK(w.Add(kKey, 1, kNow, {"a", {{"owner", "x"}, {"u", "1"}}}).ok());
    CHECK(w.Add(kKey, 2, later, {"b", {{"owner", "y"}, {"u", "1"}}}).ok());
    CHECK(w.Add(kKey, 3, later + absl::Seconds(1),
                {"c", {{"owner", "x"}, {"u", "1"}}})
              .ok());
    const auto owned = [&](const std::string& owner,
                           std::optional<absl::Time> known_at) {
      ListQuery query{.kind = "standard", .terms = {{"owner", owner}}};
      query.known_at = known_at;
      const Texts found = w.List(query);
      // A beginning is found as what it begins.
      query.terms[0].is_prefix = true;
      CHECK(w.List(query) == found);
      query.terms.push_back({"u", "1"});
      CHECK(w.List(query) == found);
      return found;
    };
    CHECK(owned("x", std::nullopt) == Texts{"s1"});
    CHECK(owned("y", std::nullopt).empty());
    CHECK(owned("x", kNow) == Texts{"s1"});
    CHECK(owned("x", later).empty());
    CHECK(owned("y", later) == Texts{"s1"});
    CHECK(owned("x", kNow - absl::Microseconds(1)).empty());
    CHECK(w.records.Terms(w.t, kKey).value() ==
          std::vector<Term>{{"owner", "x"}, {"u", "1"}});
    CHECK(*w.records.HasTerm(w.t, kKey, {"owner", "x"}));
    CHECK_FALSE(*w.records.HasTerm(w.t, kKey, {"owner", "y"}));
    CHECK_FALSE(*w.records.HasTerm(w.t, kKey, {"none", "y"}));
    CHECK_FALSE(*w.records.HasTerm(w.t, {"standard", "s2"}, {"owner", "x"}));
    CHECK(*w.records.FindOther(w.t, {"standard", "s2"}, {"owner", "x"}) ==
          "s1");
    CHECK_FALSE(w.records.FindOther(w.t, kKey, {"owner", "x"})->has_value());
    CHECK_FALSE(w.records.FindOther(w.t, {"standard", "s2"}, {"owner", "y"})
                    ->has_value());
  });
}

TEST_CASE("Terms that are held back are found as if they were written") {
  Tables tables;
  const RecordKey other_key{"standard", "s2"};
  const std::vector<Term> x = {{"owner", "x"}, {"u", "1"}};
  const std::vector<Term> y = {{"owner", "y"}, {"u", "1"}};
  In(tables, [&](Writing& w) {
    TermBatch batch;
    const auto add = [&](const RecordKey& key, int64_t number,
                         const std::vector<Term>& terms) {
      CHECK(w.records
                .Add(w.t, key,
                     {.position = ++tables.position,
                      .number = number,
                      .recorded_at = kNow + absl::Seconds(number),
                      .principal = "p",
                      .payload = "a",
                      .terms = terms},
                     &batch)
                .ok());
    };
    const auto other = [&](const RecordKey& key, const Term& term) {
      return *w.records.FindOther(w.t, key, term, &batch);
    };
    add(other_key, 1, x);
    add(kKey, 1, x);
    CHECK(other(kKey, {"owner", "x"}) == "s2");
    CHECK(other(other_key, {"owner", "x"}) == "s1");
    CHECK_FALSE(other(kKey, {"owner", "y"}).has_value());
    CHECK(*w.records.HasTerm(w.t, kKey, {"owner", "x"}));

    SECTION("until the unit ends") {
      CHECK(w.List({.kind = "standard", .terms = {{"owner", "x"}}}).empty());
    }
    SECTION("also where a later revision of the unit takes them back") {
      add(other_key, 2, y);
      CHECK_FALSE(other(kKey, {"owner", "x"}).has_value());
      CHECK(other(kKey, {"u", "1"}) == "s2");
      CHECK(*w.records.HasTerm(w.t, other_key, {"owner", "y"}));
    }
    CHECK_THAT(batch.Write(w.t), IsOk());
    CHECK(w.List({.kind = "standard", .terms = {{"u", "1"}}}) ==
          Texts{"s1", "s2"});
  });
}

TEST_CASE("Other terms find the newest revision and leave the older theirs") {
  Tables tables;
  const absl::Time later = kNow + absl::Seconds(10);
  In(tables, [&](Writing& w) {
    CHECK(w.Add(kKey, 1, kNow, {"a", {{"owner", "x"}}}).ok());
    CHECK(w.Add(kKey, 2, later, {"b", {{"owner", "x"}}}).ok());
    const auto owned = [&](const std::string& owner, absl::Time known_at) {
      return w.List({.kind = "standard",
                     .terms = {{"owner", owner}},
                     .known_at = known_at});
    };
    const std::vector<Term> other = {{"owner", "y"}};
    const std::vector<Term> back = {{"owner", "x"}};
    CHECK_THAT(w.records.SetTerms(w.t, kKey, other), IsOk());
    CHECK(owned("x", later).empty());
    CHECK(owned("y", later) == Texts{"s1"});
    CHECK(owned("x", kNow) == Texts{"s1"});
    CHECK_THAT(w.records.SetTerms(w.t, kKey, back), IsOk());
    CHECK(owned("x", later) == Texts{"s1"});
    CHECK(owned("y", later).empty());
    CHECK_THAT(w.records.SetTerms(w.t, kKey, other), IsOk());
    CHECK(owned("y", later) == Texts{"s1"});
    CHECK(w.Find(kKey)->number == 2);
  });
}

TEST_CASE("In force is from the first to the last day, both included") {
  Tables tables;
  In(tables, [](Writing& w) {
    Stated stated{"a"};
    stated.valid_from = absl::CivilDay(2020, 1, 1);
    stated.valid_to = absl::CivilDay(2024, 12, 31);
    CHECK(w.Add(kKey, 1, kNow, stated).ok());
    CHECK(w.Add({"standard", "open"}, 1, kNow, {"b"}).ok());
    const auto on = [&](absl::CivilDay day) {
      return w.List({.kind = "standard", .in_force_on = day});
    };
    CHECK(on(absl::CivilDay(2019, 12, 31)) == Texts{"open"});
    CHECK(on(absl::CivilDay(2020, 1, 1)) == Texts{"open", "s1"});
    CHECK(on(absl::CivilDay(2024, 12, 31)) == Texts{"open", "s1"});
    CHECK(on(absl::CivilDay(2025, 1, 1)) == Texts{"open"});
  });
}

TEST_CASE("What was rolled back leaves no number of a field behind") {
  Tables tables;
  CHECK_FALSE(tables.database
                  ->Write([&](Transaction& t) -> absl::Status {
                    Writing w(tables, t);
                    SUYUAN_RETURN_IF_ERROR(
                        w.Add({"other", "o"}, 1, kNow, {"a", {{"f", "1"}}}));
                    return absl::CancelledError("");
                  })
                  .ok());
  tables.position = 0;
  In(tables, [](Writing& w) {
    CHECK_THAT(w.Add(kKey, 1, kNow, {"a", {{"g", "1"}}}), IsOk());
  });
  In(tables, [](Writing& w) {
    CHECK(w.Find(kKey)->key.kind == "standard");
    CHECK(w.List({.kind = "standard", .terms = {{"g", "1"}}}) == Texts{"s1"});
    CHECK(w.List({.kind = "other"}).empty());
    CHECK_THAT(w.Add({"other", "o"}, 1, kNow, {"a", {{"f", "1"}}}), IsOk());
    CHECK(w.List({.kind = "other", .terms = {{"f", "1"}}}) == Texts{"o"});
  });
}

// All pages of a list, each looked at for its size.
Texts Walk(Writing& w, ListQuery query, VersionedRecords::Keep keep) {
  Texts seen;
  int pages = 0;
  do {
    const auto page = w.records.List(w.t, query, keep);
    REQUIRE_THAT(StatusOf(page), IsOk());
    CHECK(page->records.size() <= static_cast<size_t>(query.page_size));
    for (const std::string& id : Writing::Ids(*page)) seen.push_back(id);
    query.after_id = page->next_after_id;
    REQUIRE(++pages < 100);
  } while (!query.after_id.empty());
  return seen;
}

TEST_CASE("Pages join without a gap or a repeat, whatever is left out") {
  Tables tables;
  const int page_size = GENERATE(1, 2, 3, 5, 10, 11);
  const int64_t max_scanned = GENERATE(1, 4, 10000);
  In(tables, [&](Writing& w) {
    for (int i = 0; i < 10; ++i) {
      Stated stated{i % 3 == 0 ? "skip" : "keep",
                    {{"all", "1"}, {"name", absl::StrCat("n", i)}}};
      if (i < 6) stated.terms.push_back({"early", "1"});
      if (i > 2) stated.terms.push_back({"late", "1"});
      CHECK(w.Add({"standard", absl::StrCat("s", i)}, 1, kNow, stated).ok());
    }
    const auto walk = [&](std::vector<TermMatch> terms) {
      ListQuery query{.kind = "standard",
                      .terms = std::move(terms),
                      .page_size = page_size,
                      .max_scanned = max_scanned};
      return Walk(w, query, [](const Revision& r) -> absl::StatusOr<bool> {
        return r.payload == "keep";
      });
    };
    const Texts all = {"s1", "s2", "s4", "s5", "s7", "s8"};
    CHECK(walk({}) == all);
    CHECK(walk({{"all", "1"}}) == all);
    CHECK(walk({{"name", "n", true}}) == all);
    CHECK(walk({{"all", "1"}, {"early", "1"}, {"late", "1"}}) ==
          Texts{"s4", "s5"});
    CHECK(walk({{"name", "n", true}, {"late", "1"}}) ==
          Texts{"s4", "s5", "s7", "s8"});
  });
}

// The slow and obvious table: every revision of every record in a list.
struct Model {
  struct Entry {
    absl::Time at;
    Stated content;
  };
  std::map<std::string, std::vector<Entry>> records;

  Texts List(const ListQuery& q) const {
    Texts out;
    for (const auto& [id, entries] : records) {
      const Entry* known = nullptr;
      for (const Entry& e : entries) {
        if (!q.known_at || e.at <= *q.known_at) known = &e;
      }
      if (known != nullptr && Matches(known->content, q)) out.push_back(id);
    }
    return out;
  }

  static bool Matches(const Stated& c, const ListQuery& q) {
    if (q.in_force_on && c.valid_from && *q.in_force_on < *c.valid_from) {
      return false;
    }
    if (q.in_force_on && c.valid_to && *q.in_force_on > *c.valid_to) {
      return false;
    }
    for (const TermMatch& m : q.terms) {
      bool found = false;
      for (const Term& term : c.terms) {
        found |= term.field == m.field &&
                 (m.is_prefix ? absl::StartsWith(term.value, m.value)
                              : term.value == m.value);
      }
      if (!found) return false;
    }
    return true;
  }
};

class Random {
 public:
  int Below(int n) { return static_cast<int>(engine_() % n); }
  std::string Text() {
    std::string out;
    for (int i = 0; i <= Below(2); ++i) out.push_back("ab"[Below(2)]);
    return out;
  }
  Stated Content() {
    Stated out;
    if (Below(2)) out.valid_from = absl::CivilDay(2020, 1, 1 + Below(9));
    if (Below(2)) out.valid_to = absl::CivilDay(2020, 1, 5 + Below(9));
    for (int i = 0; i < Below(4); ++i) {
      out.terms.push_back({Below(2) ? "f" : "g", Text()});
    }
    return out;
  }
  ListQuery Query(absl::Time from, int seconds) {
    ListQuery q{.kind = "standard", .page_size = 1000};
    for (int i = 0; i < Below(4); ++i) {
      q.terms.push_back({Below(2) ? "f" : "g", Text(), Below(2) == 0});
    }
    if (Below(2)) q.in_force_on = absl::CivilDay(2020, 1, 1 + Below(14));
    if (Below(2)) q.known_at = from + absl::Seconds(Below(seconds));
    return q;
  }

 private:
  std::mt19937 engine_{20240131};
};

TEST_CASE("Lists agree with a plain model on random histories") {
  Tables tables;
  Random random;
  Model model;
  constexpr int kChanges = 300;
  In(tables, [&](Writing& w) {
    for (int i = 0; i < kChanges; ++i) {
      const std::string id = absl::StrCat("r", random.Below(40));
      const absl::Time at = kNow + absl::Seconds(i);
      const Stated content = random.Content();
      auto& entries = model.records[id];
      REQUIRE_THAT(w.Add({"standard", id},
                         static_cast<int64_t>(entries.size()) + 1, at, content),
                   IsOk());
      entries.push_back({at, content});
    }
    int matched = 0;
    for (int i = 0; i < 500; ++i) {
      ListQuery query = random.Query(kNow, kChanges);
      const Texts expected = model.List(query);
      REQUIRE(w.List(query) == expected);
      query.page_size = 2;
      query.max_scanned = 3;
      REQUIRE(Walk(w, query, [](const Revision&) -> absl::StatusOr<bool> {
                return true;
              }) == expected);
      matched += expected.empty() ? 0 : 1;
    }
    CHECK(matched > 200);
  });
}

}  // namespace
}  // namespace suyuan::sql
