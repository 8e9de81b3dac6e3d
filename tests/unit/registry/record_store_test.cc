// The contract of RecordStore, held against every implementation.

#include "services/registry/store/record_store.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/text/search_tokens.h"
#include "services/registry/store/memory_record_store.h"
#include "services/registry/store/sql_record_store.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/registry/writing.h"

namespace suyuan::registry {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

struct Memory {
  MemoryRecordStore store;
};

struct Sqlite {
  std::unique_ptr<sql::Database> database = *sql::Database::Open({});
  std::unique_ptr<SqlRecordStore> owned =
      *SqlRecordStore::Open(*database, kNow);
  SqlRecordStore& store = *owned;
};

Record AnyRecord(absl::string_view name, int64_t revision = 1) {
  Record record;
  record.kind = *KindOfName(name);
  record.name = std::string(name);
  record.revision = revision;
  record.created_at = kNow;
  record.recorded_at = kNow + absl::Seconds(revision - 1);
  record.principal = "clerk@xjim";
  record.period = {absl::CivilDay(2020, 1, 1), absl::CivilDay(2024, 12, 31)};
  record.payload = std::string("payload\0of ", 11) + absl::StrCat(revision);
  return record;
}

absl::Status Append(RecordStore& store, const Record& record,
                    const std::vector<IndexTerm>& terms = {}) {
  return WriteNow(store, [&](RecordTransaction& transaction) {
    return transaction.Append(record, terms, {}).status();
  });
}

std::vector<std::string> Names(const ScanPage& page) {
  std::vector<std::string> names;
  for (const Record& record : page.records) names.push_back(record.name);
  return names;
}

absl::StatusOr<bool> KeepAll(const Record&) { return true; }

TEMPLATE_TEST_CASE("What was appended is found as it was", "", Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  Record record = AnyRecord("standards/a");
  record.end_reason = "注销";
  REQUIRE_THAT(Append(store, record), IsOk());
  const auto found = store.Find("standards/a", {}, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(found), IsOk());
  REQUIRE(found->has_value());
  record.position = 1;
  CHECK(**found == record);
  CHECK_FALSE(store.Find("standards/b", {}, Deadline::Infinite())->has_value());
  CHECK_FALSE(
      store.Find("instruments/a", {}, Deadline::Infinite())->has_value());
  CHECK_FALSE(store.Find("no name", {}, Deadline::Infinite())->has_value());
}

TEMPLATE_TEST_CASE("A revision is known from its instant until the next", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 1)), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 2)), IsOk());
  const auto revision_at = [&](absl::Time at) -> int64_t {
    const auto found = store.Find("standards/a", at, Deadline::Infinite());
    REQUIRE_THAT(StatusOf(found), IsOk());
    return found->has_value() ? (*found)->revision : 0;
  };
  CHECK(revision_at(kNow - absl::Microseconds(1)) == 0);
  CHECK(revision_at(kNow) == 1);
  CHECK(revision_at(kNow + absl::Seconds(1) - absl::Microseconds(1)) == 1);
  CHECK(revision_at(kNow + absl::Seconds(1)) == 2);
  CHECK(revision_at(kNow + absl::Hours(1)) == 2);
}

TEMPLATE_TEST_CASE("History goes from the newest revision back, page by page",
                   "", Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  for (int i = 1; i <= 5; ++i) {
    REQUIRE_THAT(Append(store, AnyRecord("standards/a", i)), IsOk());
  }
  const auto revisions = [&](int64_t before, int limit) {
    std::vector<int64_t> out;
    const auto history =
        store.History("standards/a", before, limit, Deadline::Infinite());
    REQUIRE_THAT(StatusOf(history), IsOk());
    for (const Record& record : *history) out.push_back(record.revision);
    return out;
  };
  CHECK(revisions(0, 10) == std::vector<int64_t>{5, 4, 3, 2, 1});
  CHECK(revisions(0, 2) == std::vector<int64_t>{5, 4});
  CHECK(revisions(4, 2) == std::vector<int64_t>{3, 2});
  CHECK(revisions(2, 2) == std::vector<int64_t>{1});
  CHECK(revisions(1, 2).empty());
  CHECK(store.History("standards/b", 0, 2, Deadline::Infinite())->empty());
}

TEMPLATE_TEST_CASE("A transaction sees its own writes and terms", "", Memory,
                   Sqlite) {
  TestType fixture;
  REQUIRE_THAT(
      WriteNow(fixture.store,
               [](RecordTransaction& t) -> absl::Status {
                 const Record first = AnyRecord("institutions/a", 1);
                 CHECK_FALSE(t.Find("institutions/a")->has_value());
                 CHECK_FALSE(*t.Has("institutions/a"));
                 CHECK_FALSE(*t.Has("no name"));
                 CHECK(*t.Append(first, {{"sites.id", "hq"}}, {}) == 1);
                 CHECK((*t.Find("institutions/a"))->revision == 1);
                 CHECK(*t.Has("institutions/a"));
                 CHECK_FALSE(*t.Has("standards/a"));
                 CHECK(*t.HasTerm("institutions/a", {"sites.id", "hq"}));
                 CHECK_FALSE(*t.HasTerm("institutions/a", {"sites.id", "h"}));
                 CHECK_FALSE(*t.HasTerm("institutions/a", {"uscc", "hq"}));
                 CHECK(*t.Append(AnyRecord("institutions/a", 2), {}, {}) == 2);
                 CHECK_FALSE(*t.HasTerm("institutions/a", {"sites.id", "hq"}));
                 CHECK((*t.FindRevision("institutions/a", 1))->revision == 1);
                 CHECK_FALSE(t.FindRevision("institutions/a", 3)->has_value());
                 CHECK_FALSE(t.FindRevision("institutions/a", 0)->has_value());
                 return absl::OkStatus();
               }),
      IsOk());
}

TEMPLATE_TEST_CASE("A transaction finds the other record of a kind with a term",
                   "", Memory, Sqlite) {
  TestType fixture;
  const IndexTerm uscc = {"identifier.uscc", "91350100M000100Y43"};
  REQUIRE_THAT(Append(fixture.store, AnyRecord("institutions/b"), {uscc}),
               IsOk());
  REQUIRE_THAT(Append(fixture.store, AnyRecord("standards/c"), {uscc}), IsOk());
  REQUIRE_THAT(
      WriteNow(fixture.store,
               [&](RecordTransaction& t) -> absl::Status {
                 constexpr auto kKind = RecordKind::kInstitution;
                 CHECK(*t.FindOther(kKind, uscc, "institutions/a") ==
                       "institutions/b");
                 CHECK_FALSE(
                     t.FindOther(kKind, uscc, "institutions/b")->has_value());
                 CHECK_FALSE(t.FindOther(kKind, {"identifier.uscc", "9135"},
                                         "institutions/a")
                                 ->has_value());
                 CHECK_FALSE(
                     t.FindOther(RecordKind::kSpecification, uscc, "x/a")
                         ->has_value());
                 // Its own writes too, and the newest revision alone.
                 CHECK(t.Append(AnyRecord("institutions/a"), {uscc}, {}).ok());
                 CHECK(*t.FindOther(kKind, uscc, "institutions/b") ==
                       "institutions/a");
                 CHECK(t.Append(AnyRecord("institutions/a", 2), {}, {}).ok());
                 CHECK_FALSE(
                     t.FindOther(kKind, uscc, "institutions/b")->has_value());
                 return absl::OkStatus();
               }),
      IsOk());
}

TEMPLATE_TEST_CASE("Of a unit that fails nothing is kept", "", Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 1)), IsOk());
  const RequestKey key{"id-1", "method", "digest"};
  const absl::Status status = WriteNow(store, [&](RecordTransaction& t) {
    CHECK_THAT(StatusOf(t.Append(AnyRecord("standards/a", 2), {}, {})), IsOk());
    CHECK_THAT(StatusOf(t.Append(AnyRecord("standards/b", 1), {}, {})), IsOk());
    CHECK_THAT(t.KeepAnswer(key, "answer", kNow), IsOk());
    return RecordAbsent();
  });
  CHECK_THAT(status, HasReason("ABSENT"));
  CHECK((*store.Find("standards/a", {}, Deadline::Infinite()))->revision == 1);
  CHECK_FALSE(store.Find("standards/b", {}, Deadline::Infinite())->has_value());
  CHECK(store.last_position() == 1);
  REQUIRE_THAT(WriteNow(store,
                        [&](RecordTransaction& t) {
                          CHECK_FALSE(t.FindAnswer(key)->has_value());
                          return absl::OkStatus();
                        }),
               IsOk());
}

TEMPLATE_TEST_CASE("The answer to a request is kept for that request alone", "",
                   Memory, Sqlite) {
  TestType fixture;
  const RequestKey key{"id-1", "Create", "digest"};
  REQUIRE_THAT(WriteNow(fixture.store,
                        [&](RecordTransaction& t) {
                          return t.KeepAnswer(key, "1 standards/a", kNow);
                        }),
               IsOk());
  REQUIRE_THAT(
      WriteNow(fixture.store,
               [&](RecordTransaction& t) {
                 CHECK(**t.FindAnswer(key) == "1 standards/a");
                 CHECK_FALSE(
                     t.FindAnswer({"id-2", "Create", "digest"})->has_value());
                 CHECK_THAT(StatusOf(t.FindAnswer({"id-1", "Create", "other"})),
                            HasReason("REQUEST_ID_REUSED"));
                 CHECK_THAT(StatusOf(t.FindAnswer({"id-1", "End", "digest"})),
                            HasReason("REQUEST_ID_REUSED"));
                 return absl::OkStatus();
               }),
      IsOk());
}

TEMPLATE_TEST_CASE("A scan gives one kind in the order of names, in pages", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  for (const char* name : {"standards/c", "standards/a", "standards/b",
                           "institutions/a", "specifications/a"}) {
    REQUIRE_THAT(Append(store, AnyRecord(name)), IsOk());
  }
  ScanQuery query;
  query.kind = RecordKind::kStandard;
  query.page_size = 2;
  const auto first = store.Scan(query, KeepAll, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(first), IsOk());
  CHECK(Names(*first) ==
        std::vector<std::string>{"standards/a", "standards/b"});
  REQUIRE(first->next_after_name == "standards/b");
  query.after_name = first->next_after_name;
  const auto second = store.Scan(query, KeepAll, Deadline::Infinite());
  CHECK(Names(*second) == std::vector<std::string>{"standards/c"});
  CHECK(second->next_after_name.empty());
}

TEMPLATE_TEST_CASE("A scan finds by terms of the newest revision", "", Memory,
                   Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  const IndexTerm by_x{"holder", "institutions/x"};
  const IndexTerm high{"level", "PUBLIC_HIGHEST"};
  REQUIRE_THAT(Append(store, AnyRecord("standards/a"), {by_x, high}), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/b"), {by_x}), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/c"), {high}), IsOk());
  ScanQuery query;
  query.kind = RecordKind::kStandard;
  query.terms = {{by_x, false}};
  CHECK(Names(*store.Scan(query, KeepAll, Deadline::Infinite())) ==
        std::vector<std::string>{"standards/a", "standards/b"});
  query.terms = {{by_x, false}, {high, false}};
  CHECK(Names(*store.Scan(query, KeepAll, Deadline::Infinite())) ==
        std::vector<std::string>{"standards/a"});
  query.terms = {{{"holder", "institutions/"}, true}};
  CHECK(Names(*store.Scan(query, KeepAll, Deadline::Infinite())) ==
        std::vector<std::string>{"standards/a", "standards/b"});
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 2), {high}), IsOk());
  query.terms = {{by_x, false}};
  CHECK(Names(*store.Scan(query, KeepAll, Deadline::Infinite())) ==
        std::vector<std::string>{"standards/b"});
  query.known_at = kNow;
  CHECK(Names(*store.Scan(query, KeepAll, Deadline::Infinite())) ==
        std::vector<std::string>{"standards/a", "standards/b"});
}

std::vector<std::string> Terms(RecordStore& store, const TermQuery& query) {
  std::vector<std::string> out;
  CHECK_THAT(store.EachTerm(
                 query,
                 [&](absl::string_view value, absl::string_view name) {
                   out.push_back(absl::StrCat(value, " ", name));
                   return absl::OkStatus();
                 },
                 Deadline::Infinite()),
             IsOk());
  return out;
}

TEMPLATE_TEST_CASE("Terms of a field are walked in the order of their values",
                   "", Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  const auto in = [](std::string division) {
    return IndexTerm{"division", std::move(division)};
  };
  const IndexTerm level{"level", "653100"};
  REQUIRE_THAT(Append(store, AnyRecord("standards/c"), {in("653101"), level}),
               IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/b"), {in("650102")}), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/a"), {in("653101")}), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("instruments/a"), {in("653101")}),
               IsOk());
  TermQuery query{RecordKind::kStandard, "division", "", {}};
  CHECK(Terms(store, query) == std::vector<std::string>{"650102 standards/b",
                                                        "653101 standards/a",
                                                        "653101 standards/c"});
  query.prefix = "6531";
  CHECK(Terms(store, query) ==
        std::vector<std::string>{"653101 standards/a", "653101 standards/c"});
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 2), {in("650100")}),
               IsOk());
  CHECK(Terms(store, query) == std::vector<std::string>{"653101 standards/c"});
  query.known_at = kNow;
  CHECK(Terms(store, query) ==
        std::vector<std::string>{"653101 standards/a", "653101 standards/c"});
  query.known_at = kNow - absl::Seconds(1);
  CHECK(Terms(store, query).empty());
}

TEMPLATE_TEST_CASE("A walk over terms ends with the caller's error", "", Memory,
                   Sqlite) {
  TestType fixture;
  REQUIRE_THAT(
      Append(fixture.store, AnyRecord("standards/a"), {{"code", "01"}}),
      IsOk());
  CHECK_THAT(fixture.store.EachTerm(
                 {RecordKind::kStandard, "code", "", {}},
                 [](absl::string_view, absl::string_view) {
                   return WithReason(absl::AbortedError("enough"), "ENOUGH");
                 },
                 Deadline::Infinite()),
             HasReason("ENOUGH"));
}

TEMPLATE_TEST_CASE("A scan as of a day leaves out other periods", "", Memory,
                   Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(Append(store, AnyRecord("standards/a")), IsOk());
  Record open = AnyRecord("standards/b");
  open.period = {};
  REQUIRE_THAT(Append(store, open), IsOk());
  ScanQuery query;
  query.kind = RecordKind::kStandard;
  query.as_of = absl::CivilDay(2024, 12, 31);
  CHECK(store.Scan(query, KeepAll, Deadline::Infinite())->records.size() == 2);
  query.as_of = absl::CivilDay(2025, 1, 1);
  CHECK(Names(*store.Scan(query, KeepAll, Deadline::Infinite())) ==
        std::vector<std::string>{"standards/b"});
}

TEMPLATE_TEST_CASE("A scan within its budget may be short and goes on", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  for (int i = 0; i < 20; ++i) {
    REQUIRE_THAT(Append(store, AnyRecord(absl::StrCat("standards/s", 10 + i))),
                 IsOk());
  }
  ScanQuery query;
  query.kind = RecordKind::kStandard;
  query.max_scanned = 5;
  std::vector<std::string> found;
  int pages = 0;
  do {
    const auto page = store.Scan(
        query,
        [](const Record& record) -> absl::StatusOr<bool> {
          return record.name == "standards/s17";
        },
        Deadline::Infinite());
    REQUIRE_THAT(StatusOf(page), IsOk());
    for (const std::string& name : Names(*page)) found.push_back(name);
    query.after_name = page->next_after_name;
    REQUIRE(++pages < 20);
  } while (!query.after_name.empty());
  CHECK(found == std::vector<std::string>{"standards/s17"});
  CHECK(pages > 2);
}

TEMPLATE_TEST_CASE("An error of the caller's test ends a scan", "", Memory,
                   Sqlite) {
  TestType fixture;
  REQUIRE_THAT(Append(fixture.store, AnyRecord("standards/a")), IsOk());
  ScanQuery query;
  query.kind = RecordKind::kStandard;
  CHECK_THAT(
      StatusOf(fixture.store.Scan(
          query,
          [](const Record&) -> absl::StatusOr<bool> { return RecordAbsent(); },
          Deadline::Infinite())),
      HasReason("ABSENT"));
}

absl::Status AppendCalled(RecordStore& store, const Record& record,
                          const std::string& text) {
  return WriteNow(store, [&](RecordTransaction& transaction) {
    return transaction.Append(record, {}, text::SearchTokens({text})).status();
  });
}

using Texts = std::vector<std::string>;

// The names on all pages of a search.
Texts Found(RecordStore& store, SearchQuery query) {
  Texts found;
  int pages = 0;
  do {
    const auto page = store.Search(query, Deadline::Infinite());
    REQUIRE_THAT(StatusOf(page), IsOk());
    CHECK(static_cast<int>(page->records.size()) <= query.page_size);
    for (const std::string& name : Names(*page)) found.push_back(name);
    query.after_name = page->next_after_name;
    REQUIRE(++pages < 50);
  } while (!query.after_name.empty());
  return found;
}

Texts Found(RecordStore& store, const std::string& text) {
  SearchQuery query;
  query.text = text;
  return Found(store, query);
}

TEMPLATE_TEST_CASE("A search finds Latin words by their beginning", "", Memory,
                   Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(AppendCalled(store, AnyRecord("instruments/b"),
                            "Energy meter DDZY-102 SN 2023/0456"),
               IsOk());
  REQUIRE_THAT(AppendCalled(store, AnyRecord("instruments/a"),
                            "Energy analyser DDZY205"),
               IsOk());
  const Texts both = {"instruments/b", "instruments/a"};
  CHECK(Found(store, "energy") == both);
  CHECK(Found(store, "ener") == both);
  CHECK(Found(store, "DDZY") == both);
  CHECK(Found(store, "ｄｄｚｙ") == both);
  CHECK(Found(store, "ana ener") == Texts{"instruments/a"});
  CHECK(Found(store, "ddzy102") == Texts{"instruments/b"});
  CHECK(Found(store, "20230456") == Texts{"instruments/b"});
  CHECK(Found(store, "2023/04") == Texts{"instruments/b"});
  // The end of a word is no word.
  CHECK(Found(store, "nergy").empty());
  CHECK(Found(store, "energy energies").empty());
}

TEMPLATE_TEST_CASE("A search finds any two adjacent Chinese characters", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/a"), "压力表检定装置"),
               IsOk());
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/b"), "二等 压力 标准"),
               IsOk());
  for (const char* pair : {"压力", "力表", "表检", "检定", "定装", "装置"}) {
    CAPTURE(pair);
    const Texts found = Found(store, pair);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0] == "standards/a");
  }
  CHECK(Found(store, "压力") == Texts{"standards/a", "standards/b"});
  CHECK(Found(store, "压力标准") == Texts{"standards/b"});
  CHECK(Found(store, "装置 压力") == Texts{"standards/a"});
  CHECK(Found(store, "力压").empty());
  // One character, first, last and in the middle.
  for (const char* one : {"压", "表", "置"}) {
    CAPTURE(one);
    CHECK_FALSE(Found(store, one).empty());
  }
}

TEMPLATE_TEST_CASE("A search without a word finds nothing", "", Memory,
                   Sqlite) {
  TestType fixture;
  REQUIRE_THAT(AppendCalled(fixture.store, AnyRecord("standards/a"), "a"),
               IsOk());
  for (const char* text : {"", " ", "—", "\"*", "（）"}) {
    CAPTURE(text);
    CHECK(Found(fixture.store, text).empty());
  }
}

TEMPLATE_TEST_CASE("A search gives the kinds asked for as of a day", "", Memory,
                   Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/a"), "kuqa"), IsOk());
  REQUIRE_THAT(AppendCalled(store, AnyRecord("institutions/a"), "kuqa"),
               IsOk());
  Record open = AnyRecord("instruments/a");
  open.period = {};
  REQUIRE_THAT(AppendCalled(store, open, "kuqa"), IsOk());
  SearchQuery query;
  query.text = "kuqa";
  CHECK(Found(store, query) ==
        Texts{"standards/a", "institutions/a", "instruments/a"});
  query.kinds = {RecordKind::kInstrument, RecordKind::kStandard};
  CHECK(Found(store, query) == Texts{"standards/a", "instruments/a"});
  query.as_of = absl::CivilDay(2024, 12, 31);
  CHECK(Found(store, query) == Texts{"standards/a", "instruments/a"});
  query.as_of = absl::CivilDay(2025, 1, 1);
  CHECK(Found(store, query) == Texts{"instruments/a"});
  query.kinds = {RecordKind::kCompetence};
  CHECK(Found(store, query).empty());
  // The name of a kind is no word of its records.
  CHECK(Found(store, "instruments").empty());
}

TEMPLATE_TEST_CASE("A search reads the newest revision in the first order", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/b"), "old shared"),
               IsOk());
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/a"), "shared"), IsOk());
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/b", 2), "new shared"),
               IsOk());
  REQUIRE_THAT(AppendCalled(store, AnyRecord("standards/b", 3), "new shared"),
               IsOk());
  CHECK(Found(store, "old").empty());
  CHECK(Found(store, "new") == Texts{"standards/b"});
  CHECK(Found(store, "shared") == Texts{"standards/b", "standards/a"});
  SearchQuery query;
  query.text = "shared";
  CHECK(store.Search(query, Deadline::Infinite())->records[0].revision == 3);
}

TEMPLATE_TEST_CASE("The pages of a search join without a gap or a repeat", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  Texts expected;
  for (int i = 0; i < 10; ++i) {
    Record record = AnyRecord(absl::StrCat("standards/s", 9 - i));
    if (i % 3 == 0) record.period.to = absl::CivilDay(2020, 12, 31);
    if (i % 3 != 0) expected.push_back(record.name);
    REQUIRE_THAT(AppendCalled(store, record, "shared"), IsOk());
  }
  SearchQuery query;
  query.text = "shared";
  query.as_of = absl::CivilDay(2022, 1, 1);
  for (const int page_size : {1, 2, 3, 6, 7}) {
    for (const int64_t max_scanned : {1, 2, 5, 10000}) {
      CAPTURE(page_size, max_scanned);
      query.page_size = page_size;
      query.max_scanned = max_scanned;
      CHECK(Found(store, query) == expected);
    }
  }
  query.page_size = 7;
  query.max_scanned = 10000;
  CHECK(store.Search(query, Deadline::Infinite())->next_after_name.empty());
  query.after_name = "standards/none";
  CHECK_THAT(StatusOf(store.Search(query, Deadline::Infinite())),
             HasReason("RECORD_NOT_FOUND"));
}

WalkQuery DueWalk(std::vector<WalkQuery::Source> sources) {
  WalkQuery query;
  query.sources = std::move(sources);
  query.field = "due";
  query.after_value = "2025-01-01";
  query.last_value = "2025-12-31";
  return query;
}

std::vector<std::string> Walked(RecordStore& store, const WalkQuery& query) {
  const auto walked = store.Walk(query, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(walked), IsOk());
  std::vector<std::string> out;
  for (const WalkedTerm& term : *walked) {
    out.push_back(absl::StrCat(term.value, " ", term.name));
  }
  return out;
}

TEMPLATE_TEST_CASE("A walk goes by value, then by name across kinds", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  const auto append = [&](absl::string_view name,
                          const std::vector<IndexTerm>& terms) {
    REQUIRE_THAT(Append(store, AnyRecord(name), terms), IsOk());
  };
  append("standards/b", {{"due", "2025-05-01"}});
  append("competences/z", {{"due", "2025-05-01"}, {"due", "2025-12-31"}});
  append("standards/a", {{"due", "2025-05-01"}, {"holder", "h"}});
  append("specifications/a", {{"due", "2025-01-01"}});
  append("instruments/a", {{"due", "2025-05-01"}});
  append("standards/c", {{"due", "2026-01-01"}, {"due", "2024-12-31"}});
  append("standards/d", {{"end", "2025-05-01"}});
  WalkQuery query = DueWalk({{RecordKind::kStandard, {}},
                             {RecordKind::kCompetence, {}},
                             {RecordKind::kSpecification, {}}});
  const Texts all = {"2025-01-01 specifications/a", "2025-05-01 competences/z",
                     "2025-05-01 standards/a", "2025-05-01 standards/b",
                     "2025-12-31 competences/z"};
  CHECK(Walked(store, query) == all);
  // From each term on to the end, and by steps of each size.
  for (size_t i = 0; i < all.size(); ++i) {
    CAPTURE(i);
    query.after_value = all[i].substr(0, 10);
    query.after_name = all[i].substr(11);
    CHECK(Walked(store, query) == Texts(all.begin() + i + 1, all.end()));
    query.limit = static_cast<int>(i) + 1;
    query.after_value = "2025-01-01";
    query.after_name = "";
    CHECK(Walked(store, query) == Texts(all.begin(), all.begin() + i + 1));
    query.limit = 50;
  }
  query.sources[0].terms = {{"holder", "h"}};
  query.after_value = "2025-02-01";
  CHECK(Walked(store, query) == Texts{all[1], all[2], all[4]});
}

TEMPLATE_TEST_CASE("A walk reads the newest revision", "", Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  REQUIRE_THAT(Append(store, AnyRecord("standards/a"), {{"due", "2025-05-01"}}),
               IsOk());
  REQUIRE_THAT(
      Append(store, AnyRecord("standards/a", 2), {{"due", "2025-08-01"}}),
      IsOk());
  CHECK(Walked(store, DueWalk({{RecordKind::kStandard, {}}})) ==
        Texts{"2025-08-01 standards/a"});
}

TEMPLATE_TEST_CASE("The feed has every change in order, without gaps", "",
                   Memory, Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  CHECK(store.last_position() == 0);
  CHECK(*store.LastRecordedAt() == absl::InfinitePast());
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 1), {}), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/a", 2), {}), IsOk());
  REQUIRE_THAT(Append(store, AnyRecord("standards/b", 1), {}), IsOk());
  CHECK(store.last_position() == 3);
  CHECK(*store.LastRecordedAt() >= kNow);
  const auto all = store.Changes(0, 10, 1000);
  REQUIRE_THAT(StatusOf(all), IsOk());
  REQUIRE(all->size() == 3);
  for (int i = 0; i < 3; ++i) CHECK(all->at(i).position == i + 1);
  Record second = AnyRecord("standards/a", 2);
  second.position = 2;
  CHECK(all->at(1) == second);
  CHECK(store.Changes(2, 10, 1000)->at(0).name == "standards/b");
  CHECK(store.Changes(3, 10, 1000)->empty());
  CHECK(store.Changes(0, 2, 1000)->size() == 2);
  CHECK(store.Changes(0, 10, 1)->size() == 1);
}

TEMPLATE_TEST_CASE("A subscriber hears of commits until it leaves", "", Memory,
                   Sqlite) {
  TestType fixture;
  RecordStore& store = fixture.store;
  std::atomic<int64_t> heard = 0;
  const int64_t id = store.Subscribe([&](int64_t last) { heard = last; });
  REQUIRE_THAT(Append(store, AnyRecord("standards/a")), IsOk());
  CHECK(heard == 1);
  store.Unsubscribe(id);
  REQUIRE_THAT(Append(store, AnyRecord("standards/b")), IsOk());
  CHECK(heard == 1);
}

TEST_CASE("Records, secret and positions survive a restart") {
  const std::string path = TemporaryPath("registry.db");
  std::string secret;
  {
    auto database = *sql::Database::Open({.path = path});
    auto store = *SqlRecordStore::Open(*database, kNow);
    secret = store->secret();
    REQUIRE_THAT(Append(*store, AnyRecord("standards/a")), IsOk());
  }
  auto database = *sql::Database::Open({.path = path});
  auto store = *SqlRecordStore::Open(*database, kNow);
  CHECK(secret.size() == 32);
  CHECK(store->secret() == secret);
  CHECK(store->last_position() == 1);
  CHECK(*store->LastRecordedAt() == kNow);
  CHECK(store->Find("standards/a", {}, Deadline::Infinite())->has_value());
}

}  // namespace
}  // namespace suyuan::registry
