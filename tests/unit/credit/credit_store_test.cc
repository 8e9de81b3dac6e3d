// The contract of CreditStore, held against every implementation.

#include "services/credit/credit_store.h"

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "services/credit/memory_credit_store.h"
#include "services/credit/sql_credit_store.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::AnyFact;

const absl::Time kNow = absl::FromUnixSeconds(1782792000);  // 2026-06-30
constexpr char kUuid[] = "6f1c2f3e-6c2a-4a55-9d3b-7f0f3a1b2c4d";

struct Memory {
  MemoryCreditStore store;
};

struct Sqlite {
  std::unique_ptr<sql::Database> database = *sql::Database::Open({});
  std::unique_ptr<SqlCreditStore> owned =
      *SqlCreditStore::Open(*database, kNow);
  SqlCreditStore& store = *owned;
};

absl::Status WriteNow(CreditStore& store, CreditStore::Unit unit) {
  std::promise<absl::Status> done;
  store.Write(std::move(unit),
              [&done](absl::Status status) { done.set_value(status); });
  return done.get_future().get();
}

StoredSubject AnySubject(const std::string& id, int64_t version = 1) {
  StoredSubject stored;
  stored.subject.subject_id = id;
  stored.subject.types = {SubjectType::kPackager, SubjectType::kInstrumentUser};
  stored.subject.name_zh = "绿洲集贸市场（模拟）";
  stored.subject.region_code = "653100";
  stored.subject.institution = "institutions/" + id;
  stored.version = version;
  stored.created_at = kNow;
  stored.recorded_at = kNow + absl::Seconds(version - 1);
  stored.principal = "clerk@amr";
  return stored;
}

Fact WholeFact(const std::string& id) {
  Fact fact = AnyFact(id, "M-101", "2026-06-20");
  fact.values = {{"overdue", 6}, {"total", 400}};
  fact.occurred_on = testing::Day("2026-06-10");
  fact.rectify_due = testing::Day("2026-07-10");
  fact.evidence.push_back({"decision", "", std::string(64, 'a')});
  fact.recorded_at = kNow;
  fact.recorder = "clerk@amr";
  return fact;
}

template <typename Written>
absl::Status Append(CreditStore& store, const Written& written) {
  return WriteNow(store, [written](CreditTransaction& transaction) {
    return transaction.Append(written).status();
  });
}

TEMPLATE_TEST_CASE("A subject comes back as it was written", "", Memory,
                   Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  StoredSubject subject = AnySubject("oasis");
  REQUIRE_THAT(Append(store, subject), IsOk());
  subject.position = 1;
  const auto found = store.FindSubject("oasis", Deadline::Infinite());
  REQUIRE_THAT(found.status(), IsOk());
  REQUIRE(found->has_value());
  CHECK(**found == subject);
  CHECK_FALSE(store.FindSubject("other", Deadline::Infinite())->has_value());
}

TEMPLATE_TEST_CASE("The newest version of a subject is the one that is found",
                   "", Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  REQUIRE_THAT(Append(store, AnySubject("oasis")), IsOk());
  StoredSubject second = AnySubject("oasis", 2);
  second.subject.ended = true;
  REQUIRE_THAT(Append(store, second), IsOk());
  CHECK((*store.FindSubject("oasis", Deadline::Infinite()))->subject.ended);
  REQUIRE_THAT(WriteNow(store,
                        [](CreditTransaction& transaction) -> absl::Status {
                          SUYUAN_ASSIGN_OR_RETURN(const auto by,
                                                  transaction.FindByInstitution(
                                                      "institutions/oasis"));
                          REQUIRE(by.has_value());
                          CHECK(by->version == 2);
                          return absl::OkStatus();
                        }),
               IsOk());
}

TEMPLATE_TEST_CASE("All versions of a fact come back, in the order known", "",
                   Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  REQUIRE_THAT(Append(store, AnySubject("xj-0001")), IsOk());
  const Fact first = WholeFact("a");
  Fact second = first;
  second.version = 2;
  second.status = FactStatus::kDisputed;
  second.status_reason = "异议";
  second.values = {{"overdue", 5}, {"total", 400}};
  second.evidence.pop_back();
  second.recorded_at = kNow + absl::Microseconds(1);
  REQUIRE_THAT(Append(store, first), IsOk());
  REQUIRE_THAT(Append(store, WholeFact("b")), IsOk());
  REQUIRE_THAT(Append(store, second), IsOk());
  const auto facts = store.FactsOf("xj-0001", Deadline::Infinite());
  REQUIRE_THAT(facts.status(), IsOk());
  REQUIRE(facts->size() == 3);
  CHECK((*facts)[0] == StoredFact{first, 2});
  CHECK((*facts)[1].fact.fact_id == "b");
  CHECK((*facts)[2] == StoredFact{second, 4});
  CHECK(store.FactsOf("nobody", Deadline::Infinite())->empty());
}

TEMPLATE_TEST_CASE("A unit finds a fact by id and its first telling by key", "",
                   Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  const Fact first = WholeFact("a");
  Fact second = first;
  second.version = 2;
  REQUIRE_THAT(Append(store, first), IsOk());
  REQUIRE_THAT(Append(store, second), IsOk());
  const auto unit = [&](CreditTransaction& transaction) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(const auto by_id, transaction.FindFact("a"));
    SUYUAN_ASSIGN_OR_RETURN(const auto by_key,
                            transaction.FindByKey(KeyOf(first)));
    SUYUAN_ASSIGN_OR_RETURN(const auto none, transaction.FindFact("b"));
    CHECK(by_id->fact.version == 2);
    CHECK(by_key->fact.version == 1);
    CHECK_FALSE(none.has_value());
    SUYUAN_ASSIGN_OR_RETURN(const ChangeEntry at, transaction.ChangeAt(2));
    CHECK(at.fact->fact == second);
    return absl::OkStatus();
  };
  CHECK_THAT(WriteNow(store, unit), IsOk());
}

TEMPLATE_TEST_CASE("Of a unit that fails nothing is kept", "", Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  const absl::Status failed =
      WriteNow(store, [](CreditTransaction& transaction) -> absl::Status {
        SUYUAN_RETURN_IF_ERROR(
            transaction.Append(AnySubject("oasis")).status());
        return absl::AbortedError("no");
      });
  CHECK(failed.code() == absl::StatusCode::kAborted);
  CHECK_FALSE(store.FindSubject("oasis", Deadline::Infinite())->has_value());
  CHECK(store.last_position() == 0);
  REQUIRE_THAT(Append(store, AnySubject("oasis")), IsOk());
  CHECK(store.last_position() == 1);
}

TEMPLATE_TEST_CASE("The answer to a request is kept for that request alone", "",
                   Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  const RequestKey key = {kUuid, "Credit/RecordFact", "digest"};
  REQUIRE_THAT(WriteNow(store,
                        [&](CreditTransaction& transaction) {
                          return transaction.KeepAnswer(key, 7, kNow);
                        }),
               IsOk());
  const auto ask = [&](const RequestKey& asked) {
    return WriteNow(store, [&](CreditTransaction& transaction) -> absl::Status {
      SUYUAN_ASSIGN_OR_RETURN(const auto answer, transaction.FindAnswer(asked));
      CHECK(answer == 7);
      return absl::OkStatus();
    });
  };
  CHECK_THAT(ask(key), IsOk());
  CHECK_THAT(ask({kUuid, "Credit/RecordFact", "another"}),
             HasReason("REQUEST_ID_REUSED"));
  CHECK_THAT(ask({kUuid, "Credit/EndFact", "digest"}),
             HasReason("REQUEST_ID_REUSED"));
}

TEMPLATE_TEST_CASE(
    "A scan goes by id, in pages, and leaves out what it is told", "", Memory,
    Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  for (const std::string id : {"d", "a", "c", "b"}) {
    REQUIRE_THAT(Append(store, AnySubject(id)), IsOk());
  }
  const auto keep = [](const StoredSubject& subject) -> absl::StatusOr<bool> {
    return subject.subject.subject_id != "b";
  };
  SubjectScan scan;
  scan.page_size = 2;
  const auto first = store.Scan(scan, keep, Deadline::Infinite());
  REQUIRE_THAT(first.status(), IsOk());
  REQUIRE(first->subjects.size() == 2);
  CHECK(first->subjects[0].subject.subject_id == "a");
  CHECK(first->subjects[1].subject.subject_id == "c");
  REQUIRE_FALSE(first->next_after_id.empty());
  scan.after_id = first->next_after_id;
  const auto second = store.Scan(scan, keep, Deadline::Infinite());
  REQUIRE_THAT(second.status(), IsOk());
  REQUIRE(second->subjects.size() == 1);
  CHECK(second->subjects[0].subject.subject_id == "d");
  CHECK(second->next_after_id.empty());
}

TEMPLATE_TEST_CASE("A scan within its budget may be short and goes on", "",
                   Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  for (const std::string id : {"a", "b", "c"}) {
    REQUIRE_THAT(Append(store, AnySubject(id)), IsOk());
  }
  const auto only_c = [](const StoredSubject& subject) -> absl::StatusOr<bool> {
    return subject.subject.subject_id == "c";
  };
  SubjectScan scan;
  scan.max_scanned = 2;
  const auto first = store.Scan(scan, only_c, Deadline::Infinite());
  REQUIRE_THAT(first.status(), IsOk());
  CHECK(first->subjects.empty());
  CHECK(first->next_after_id == "b");
  scan.after_id = first->next_after_id;
  CHECK(store.Scan(scan, only_c, Deadline::Infinite())->subjects.size() == 1);
}

TEMPLATE_TEST_CASE("The feed has every change in order, without gaps", "",
                   Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  CHECK(*store.LastRecordedAt() == absl::InfinitePast());
  REQUIRE_THAT(Append(store, AnySubject("xj-0001")), IsOk());
  REQUIRE_THAT(Append(store, WholeFact("a")), IsOk());
  REQUIRE_THAT(Append(store, AnySubject("oasis")), IsOk());
  CHECK(store.last_position() == 3);
  CHECK(*store.LastRecordedAt() == kNow);
  const auto changes = store.Changes(1, 10);
  REQUIRE_THAT(changes.status(), IsOk());
  REQUIRE(changes->size() == 2);
  CHECK((*changes)[0].position == 2);
  CHECK((*changes)[0].fact->fact == WholeFact("a"));
  CHECK_FALSE((*changes)[0].subject.has_value());
  CHECK((*changes)[1].subject->subject.subject_id == "oasis");
  CHECK(store.Changes(0, 1)->size() == 1);
  CHECK(store.Changes(3, 10)->empty());
}

TEMPLATE_TEST_CASE("The position of a followed feed does not go back", "",
                   Memory, Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  const auto keep = [&store](int64_t position) {
    return WriteNow(store, [position](CreditTransaction& transaction) {
      return transaction.KeepFollowedPosition("registry", position);
    });
  };
  CHECK(*store.FollowedPosition("registry") == 0);
  REQUIRE_THAT(keep(5), IsOk());
  CHECK_THAT(keep(5), IsOk());
  CHECK_THAT(keep(4), HasReason("POSITION_BACKWARDS"));
  CHECK(*store.FollowedPosition("registry") == 5);
}

TEMPLATE_TEST_CASE("A subscriber hears of commits until it leaves", "", Memory,
                   Sqlite) {
  TestType fixture;
  CreditStore& store = fixture.store;
  std::vector<int64_t> heard;
  const int64_t subscription = store.Subscribe(
      [&heard](int64_t position) { heard.push_back(position); });
  REQUIRE_THAT(Append(store, AnySubject("a")), IsOk());
  REQUIRE_THAT(Append(store, AnySubject("b")), IsOk());
  store.Unsubscribe(subscription);
  REQUIRE_THAT(Append(store, AnySubject("c")), IsOk());
  REQUIRE_FALSE(heard.empty());
  CHECK(heard.back() == 2);
}

}  // namespace
}  // namespace suyuan::credit
