#include "libs/sql/versioned.h"

#include <map>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "catch2/catch.hpp"
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

std::unique_ptr<Database> AnyDatabase() {
  auto database = *Database::Open({});
  REQUIRE_THAT(StatusOf(Migrate(*database, "test", {VersionedPhase()}, kNow)),
               IsOk());
  return database;
}

RevisionContent Content(absl::string_view payload,
                        std::vector<Term> terms = {}) {
  return {.principal = "agency-1",
          .payload = std::string(payload),
          .terms = std::move(terms)};
}

// Runs a check in a write that must succeed.
template <typename F>
void In(Database& database, F work) {
  REQUIRE_THAT(database.Write([&](Transaction& t) {
    work(t);
    return absl::OkStatus();
  }),
               IsOk());
}

TEST_CASE("A created record is read back as it was given") {
  const auto database = AnyDatabase();
  RevisionContent content = Content(std::string("p\0q", 3), {{"unit", "kg"}});
  content.valid_from = absl::CivilDay(2020, 1, 1);
  content.valid_to = absl::CivilDay(2024, 12, 31);
  In(*database, [&](Transaction& t) {
    const auto created = CreateRecord(t, kKey, kNow, content);
    REQUIRE_THAT(StatusOf(created), IsOk());
    const auto read = GetRecord(t, kKey);
    REQUIRE_THAT(StatusOf(read), IsOk());
    for (const Revision& r : {*created, *read}) {
      CHECK(r.key.kind == "standard");
      CHECK(r.key.id == "s1");
      CHECK(r.number == 1);
      CHECK(r.recorded_at == kNow);
      CHECK(r.superseded_at == std::nullopt);
      CHECK(r.valid_from == content.valid_from);
      CHECK(r.valid_to == content.valid_to);
      CHECK(r.principal == "agency-1");
      CHECK(r.payload == content.payload);
      CHECK(r.etag == created->etag);
    }
    CHECK(GetTerms(t, kKey).value() == content.terms);
  });
}

TEST_CASE("An id is taken once within its kind, and free in another") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    CHECK_THAT(StatusOf(CreateRecord(t, kKey, kNow, Content("a"))), IsOk());
    const auto again = CreateRecord(t, kKey, kNow, Content("b"));
    CHECK_THAT(StatusOf(again), HasReason("RECORD_EXISTS"));
    CHECK_THAT(StatusOf(again), HasCode(absl::StatusCode::kAlreadyExists));
    CHECK_THAT(
        StatusOf(CreateRecord(t, {"institution", "s1"}, kNow, Content("c"))),
        IsOk());
  });
}

TEST_CASE("An update needs the newest etag, or none") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    const std::string first =
        CreateRecord(t, kKey, kNow, Content("a")).value().etag;
    const std::string second =
        UpdateRecord(t, kKey, first, kNow + absl::Seconds(1), Content("b"))
            .value()
            .etag;
    CHECK(first != second);
    const auto stale = UpdateRecord(t, kKey, first, kNow, Content("c"));
    CHECK_THAT(StatusOf(stale), HasReason("ETAG_MISMATCH"));
    CHECK_THAT(StatusOf(stale), HasCode(absl::StatusCode::kAborted));
    CHECK(GetRecord(t, kKey).value().payload == "b");
    CHECK_THAT(StatusOf(UpdateRecord(t, kKey, "", kNow, Content("d"))), IsOk());
    CHECK(GetRecord(t, kKey).value().number == 3);
    CHECK_THAT(
        StatusOf(UpdateRecord(t, {"standard", "none"}, "", kNow, Content("e"))),
        HasReason("RECORD_NOT_FOUND"));
  });
}

TEST_CASE("What was known is what had been recorded by that instant") {
  const auto database = AnyDatabase();
  const absl::Time later = kNow + absl::Seconds(10);
  const absl::Duration tick = absl::Microseconds(1);
  In(*database, [&](Transaction& t) {
    CHECK(CreateRecord(t, kKey, kNow, Content("a")).ok());
    CHECK(UpdateRecord(t, kKey, "", later, Content("b")).ok());
    CHECK_THAT(StatusOf(GetRecord(t, kKey, kNow - tick)),
               HasReason("RECORD_NOT_FOUND"));
    CHECK(GetRecord(t, kKey, kNow).value().payload == "a");
    CHECK(GetRecord(t, kKey, later - tick).value().payload == "a");
    CHECK(GetRecord(t, kKey, later - tick).value().superseded_at == later);
    CHECK(GetRecord(t, kKey, later).value().payload == "b");
  });
}

TEST_CASE("A clock that goes back still records in order") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    CHECK(CreateRecord(t, kKey, kNow, Content("a")).ok());
    const auto updated =
        UpdateRecord(t, kKey, "", kNow - absl::Hours(1), Content("b"));
    CHECK(updated.value().recorded_at == kNow + absl::Microseconds(1));
  });
}

TEST_CASE("History pages through all revisions, by either time") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    RevisionContent open = Content("open");
    open.valid_from = absl::CivilDay(2020, 1, 1);
    RevisionContent ended = open;
    ended.valid_to = absl::CivilDay(2023, 6, 30);
    CHECK(CreateRecord(t, kKey, kNow, open).ok());
    CHECK(UpdateRecord(t, kKey, "", kNow + absl::Seconds(1), ended).ok());
    CHECK(UpdateRecord(t, kKey, "", kNow + absl::Seconds(2), open).ok());
    const auto numbers = [&](const HistoryQuery& query) {
      std::vector<int64_t> out;
      const auto history = RecordHistory(t, kKey, query);
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

std::vector<std::string> Ids(const ListPage& page) {
  std::vector<std::string> ids;
  for (const Revision& r : page.records) ids.push_back(r.key.id);
  return ids;
}

std::vector<std::string> List(Transaction& t, const ListQuery& query) {
  const auto page = ListRecords(t, query);
  REQUIRE_THAT(StatusOf(page), IsOk());
  CHECK(page->next_after_id.empty());
  return Ids(*page);
}

using Texts = std::vector<std::string>;

TEST_CASE("A list holds the records of its kind whose terms all match") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    const auto create = [&t](absl::string_view id, std::vector<Term> terms) {
      CHECK(CreateRecord(t, {"standard", std::string(id)}, kNow,
                         Content("", std::move(terms)))
                .ok());
    };
    create("c", {{"owner", "x"}, {"name", "压力"}, {"name", "力"}});
    create("a", {{"owner", "x"}, {"name", "力值"}});
    create("b", {{"owner", "y"}, {"name", "力"}, {"name", "力学"}});
    CHECK(CreateRecord(t, {"other", "d"}, kNow, Content("", {{"owner", "x"}}))
              .ok());
    CHECK(List(t, {.kind = "standard"}) == Texts{"a", "b", "c"});
    CHECK(List(t, {.kind = "standard", .terms = {{"owner", "x"}}}) ==
          Texts{"a", "c"});
    CHECK(List(t, {.kind = "standard", .terms = {{"owner", "z"}}}).empty());
    CHECK(List(t, {.kind = "standard", .terms = {{"name", "力", true}}}) ==
          Texts{"a", "b", "c"});
    CHECK(List(t, {.kind = "standard",
                   .terms = {{"name", "力", true}, {"owner", "x"}}}) ==
          Texts{"a", "c"});
    CHECK(List(t, {.kind = "standard",
                   .terms = {{"name", "力", true}, {"name", "压", true}}}) ==
          Texts{"c"});
    CHECK(List(t, {.kind = "standard",
                   .terms = {{"owner", "x"}, {"name", "力"}}}) == Texts{"c"});
  });
}

TEST_CASE("Terms are those of the revision that was known") {
  const auto database = AnyDatabase();
  const absl::Time later = kNow + absl::Seconds(10);
  In(*database, [&](Transaction& t) {
    CHECK(
        CreateRecord(t, kKey, kNow, Content("a", {{"owner", "x"}, {"u", "1"}}))
            .ok());
    CHECK(UpdateRecord(t, kKey, "", later,
                       Content("b", {{"owner", "y"}, {"u", "1"}}))
              .ok());
    CHECK(UpdateRecord(t, kKey, "", later + absl::Seconds(1),
                       Content("c", {{"owner", "x"}, {"u", "1"}}))
              .ok());
    const auto owned = [&](absl::string_view owner,
                           std::optional<absl::Time> known_at) {
      return List(t, {.kind = "standard",
                      .terms = {{"owner", std::string(owner)}},
                      .known_at = known_at});
    };
    CHECK(owned("x", std::nullopt) == Texts{"s1"});
    CHECK(owned("y", std::nullopt).empty());
    CHECK(owned("x", kNow) == Texts{"s1"});
    CHECK(owned("x", later).empty());
    CHECK(owned("y", later) == Texts{"s1"});
    CHECK(owned("x", kNow - absl::Microseconds(1)).empty());
    CHECK(GetTerms(t, kKey).value() ==
          std::vector<Term>{{"owner", "x"}, {"u", "1"}});
  });
}

TEST_CASE("In force is from the first to the last day, both included") {
  const auto database = AnyDatabase();
  In(*database, [](Transaction& t) {
    RevisionContent content = Content("a");
    content.valid_from = absl::CivilDay(2020, 1, 1);
    content.valid_to = absl::CivilDay(2024, 12, 31);
    CHECK(CreateRecord(t, kKey, kNow, content).ok());
    CHECK(CreateRecord(t, {"standard", "open"}, kNow, Content("b")).ok());
    const auto on = [&](absl::CivilDay day) {
      return List(t, {.kind = "standard", .in_force_on = day});
    };
    CHECK(on(absl::CivilDay(2019, 12, 31)) == Texts{"open"});
    CHECK(on(absl::CivilDay(2020, 1, 1)) == Texts{"open", "s1"});
    CHECK(on(absl::CivilDay(2024, 12, 31)) == Texts{"open", "s1"});
    CHECK(on(absl::CivilDay(2025, 1, 1)) == Texts{"open"});
  });
}

TEST_CASE("Pages join without a gap or a repeat, whatever is left out") {
  const auto database = AnyDatabase();
  const int page_size = GENERATE(1, 2, 3, 5, 10, 11);
  const int64_t max_scanned = GENERATE(1, 4, 10000);
  In(*database, [&](Transaction& t) {
    for (int i = 0; i < 10; ++i) {
      CHECK(CreateRecord(t, {"standard", absl::StrCat("s", i)}, kNow,
                         Content(i % 3 == 0 ? "skip" : "keep"))
                .ok());
    }
    Texts seen;
    ListQuery query{
        .kind = "standard", .page_size = page_size, .max_scanned = max_scanned};
    int pages = 0;
    do {
      const auto page =
          ListRecords(t, query, [](const Revision& r) -> absl::StatusOr<bool> {
            return r.payload == "keep";
          });
      REQUIRE_THAT(StatusOf(page), IsOk());
      CHECK(page->records.size() <= static_cast<size_t>(page_size));
      for (const std::string& id : Ids(*page)) seen.push_back(id);
      query.after_id = page->next_after_id;
      REQUIRE(++pages < 50);
    } while (!query.after_id.empty());
    CHECK(seen == Texts{"s1", "s2", "s4", "s5", "s7", "s8"});
  });
}

// The slow and obvious table: every revision of every record in a list.
struct Model {
  struct Entry {
    absl::Time at;
    RevisionContent content;
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

  static bool Matches(const RevisionContent& c, const ListQuery& q) {
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
  RevisionContent Content() {
    RevisionContent out;
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
  const auto database = AnyDatabase();
  Random random;
  Model model;
  constexpr int kChanges = 300;
  In(*database, [&](Transaction& t) {
    for (int i = 0; i < kChanges; ++i) {
      const std::string id = absl::StrCat("r", random.Below(40));
      const absl::Time at = kNow + absl::Seconds(i);
      const RevisionContent content = random.Content();
      auto& entries = model.records[id];
      const RecordKey key{"standard", id};
      REQUIRE_THAT(
          StatusOf(entries.empty() ? CreateRecord(t, key, at, content)
                                   : UpdateRecord(t, key, "", at, content)),
          IsOk());
      entries.push_back({at, content});
    }
    int matched = 0;
    for (int i = 0; i < 500; ++i) {
      const ListQuery query = random.Query(kNow, kChanges);
      const Texts expected = model.List(query);
      REQUIRE(List(t, query) == expected);
      matched += expected.empty() ? 0 : 1;
    }
    CHECK(matched > 200);
  });
}

TEST_CASE("A list by term reads the index and does not sort") {
  const auto database = AnyDatabase();
  std::string plan;
  In(*database, [&](Transaction& t) {
    CHECK(t.Query("EXPLAIN QUERY PLAN SELECT r.id FROM suyuan_term t CROSS "
                  "JOIN suyuan_revision r WHERE t.kind = $1 AND t.field = $2 "
                  "AND t.value = $3 AND t.superseded_at = "
                  "9223372036854775807 AND t.id > $4 AND r.kind = $1 AND "
                  "r.id = t.id AND r.superseded_at = 9223372036854775807 "
                  "ORDER BY t.id LIMIT 10",
                  {"a", "b", "c", "d"},
                  [&](const Row& row) {
                    absl::StrAppend(&plan, row.Text(3), "\n");
                    return absl::OkStatus();
                  })
              .ok());
  });
  INFO(plan);
  CHECK(plan.find("SCAN") == std::string::npos);
  CHECK(plan.find("TEMP B-TREE") == std::string::npos);
  CHECK(plan.find("suyuan_revision_current") != std::string::npos);
}

}  // namespace
}  // namespace suyuan::sql
