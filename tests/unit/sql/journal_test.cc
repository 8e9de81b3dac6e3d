#include "libs/sql/journal.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/sql/follower_position.h"
#include "libs/sql/idempotency.h"
#include "libs/sql/page_token.h"
#include "tests/support/status_matchers.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

struct Store {
  std::unique_ptr<Database> database;
  std::unique_ptr<Journal> journal;
};

Store AnyStore() {
  Store store;
  store.database = *Database::Open({});
  REQUIRE_THAT(StatusOf(Migrate(*store.database, "test",
                                {Journal::SchemaPhase(), IdempotencyPhase(),
                                 FollowerPositionPhase()},
                                kNow)),
               IsOk());
  store.journal = *Journal::Open(*store.database);
  return store;
}

absl::Status Append(Store& store, absl::string_view name,
                    absl::string_view payload = "p") {
  return store.database->Write([&](Transaction& t) {
    return store.journal->Append(t, "standard", name, kNow, payload).status();
  });
}

TEST_CASE("Changes come back in order, as they were appended") {
  Store store = AnyStore();
  CHECK(store.journal->last_position() == 0);
  const std::string payload("\0x", 2);
  REQUIRE_THAT(Append(store, "standards/a", payload), IsOk());
  REQUIRE_THAT(Append(store, "standards/b"), IsOk());
  CHECK(store.journal->last_position() == 2);
  const auto changes = store.journal->Read(0, 10, 1000);
  REQUIRE_THAT(StatusOf(changes), IsOk());
  REQUIRE(changes->size() == 2);
  CHECK(changes->at(0).position == 1);
  CHECK(changes->at(0).kind == "standard");
  CHECK(changes->at(0).name == "standards/a");
  CHECK(changes->at(0).recorded_at == kNow);
  CHECK(changes->at(0).payload == payload);
  CHECK(changes->at(1).position == 2);
  CHECK(store.journal->Read(1, 10, 1000)->size() == 1);
  CHECK(store.journal->Read(2, 10, 1000)->empty());
}

TEST_CASE("A page of changes ends at its bounds, but is never empty") {
  Store store = AnyStore();
  for (const char* name : {"a", "b", "c"}) {
    REQUIRE_THAT(Append(store, name, std::string(10, 'x')), IsOk());
  }
  CHECK(store.journal->Read(0, 2, 1000)->size() == 2);
  CHECK(store.journal->Read(0, 10, 30)->size() == 3);
  CHECK(store.journal->Read(0, 10, 29)->size() == 2);
  CHECK(store.journal->Read(0, 10, 1)->size() == 1);
}

TEST_CASE("What is rolled back leaves no gap in the positions") {
  Store store = AnyStore();
  REQUIRE_THAT(Append(store, "a"), IsOk());
  CHECK_FALSE(
      store.database
          ->Write([&](Transaction& t) {
            CHECK(store.journal->Append(t, "k", "x", kNow, "").value() == 2);
            return absl::AbortedError("no");
          })
          .ok());
  CHECK(store.journal->last_position() == 1);
  REQUIRE_THAT(Append(store, "b"), IsOk());
  CHECK(store.journal->Read(1, 10, 1000)->at(0).position == 2);
}

TEST_CASE("Readers never see a position before all those under it") {
  Store store = AnyStore();
  constexpr int kWriters = 4;
  constexpr int kEach = 50;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kEach; ++i) {
        (void)Append(store, absl::StrCat(w, "/", i));
      }
    });
  }
  int64_t seen = 0;
  while (seen < kWriters * kEach) {
    CHECK_THAT(store.journal->WaitForChange(seen, Deadline::Infinite()),
               IsOk());
    const auto changes = store.journal->Read(seen, 7, 1000);
    REQUIRE_THAT(StatusOf(changes), IsOk());
    REQUIRE_FALSE(changes->empty());
    for (const Change& change : *changes) CHECK(change.position == ++seen);
  }
  for (std::thread& writer : writers) writer.join();
  CHECK(store.journal->last_position() == kWriters * kEach);
}

TEST_CASE("Waiting for a change ends with it, or with the deadline") {
  Store store = AnyStore();
  FakeClock clock(kNow);
  CHECK_THAT(store.journal->WaitForChange(0, Deadline::At(clock, kNow)),
             HasReason("DEADLINE_EXCEEDED"));
  REQUIRE_THAT(Append(store, "a"), IsOk());
  CHECK_THAT(store.journal->WaitForChange(0, Deadline::At(clock, kNow)),
             IsOk());
}

TEST_CASE("A subscriber is told the position until it unsubscribes") {
  Store store = AnyStore();
  int64_t told = 0;
  const int64_t subscription =
      store.journal->Subscribe([&](int64_t position) { told = position; });
  REQUIRE_THAT(Append(store, "a"), IsOk());
  CHECK(told == 1);
  store.journal->Unsubscribe(subscription);
  REQUIRE_THAT(Append(store, "b"), IsOk());
  CHECK(told == 1);
}

TEST_CASE("A journal that is opened again knows its last position") {
  Store store = AnyStore();
  REQUIRE_THAT(Append(store, "a"), IsOk());
  CHECK((*Journal::Open(*store.database))->last_position() == 1);
}

absl::StatusOr<std::optional<std::string>> Find(Store& store,
                                                const RequestKey& key) {
  absl::StatusOr<std::optional<std::string>> out;
  (void)store.database->Read([&](Transaction& t) {
    out = FindResponse(t, key);
    return absl::OkStatus();
  });
  return out;
}

TEST_CASE("A repeated request finds its first response, another is refused") {
  Store store = AnyStore();
  const RequestKey key{"id-1", "Create", "digest"};
  CHECK(Find(store, key).value() == std::nullopt);
  REQUIRE_THAT(store.database->Write([&](Transaction& t) {
    return StoreResponse(t, key, "answer", kNow);
  }),
               IsOk());
  CHECK(Find(store, key).value() == "answer");
  CHECK_THAT(StatusOf(Find(store, {"id-1", "Create", "other"})),
             HasReason("REQUEST_ID_REUSED"));
  CHECK_THAT(StatusOf(Find(store, {"id-1", "Update", "digest"})),
             HasReason("REQUEST_ID_REUSED"));
  CHECK(Find(store, {"id-2", "Create", "digest"}).value() == std::nullopt);
}

TEST_CASE("Responses expire by age, oldest first, a bounded number a call") {
  Store store = AnyStore();
  for (int i = 0; i < 3; ++i) {
    REQUIRE_THAT(store.database->Write([&](Transaction& t) {
      return StoreResponse(t, {absl::StrCat("id-", i), "m", "d"}, "r",
                           kNow + absl::Seconds(i));
    }),
                 IsOk());
  }
  const auto expire = [&](absl::Time before, int64_t count) {
    int64_t expired = -1;
    CHECK(store.database
              ->Write([&](Transaction& t) {
                expired = ExpireResponses(t, before, count).value();
                return absl::OkStatus();
              })
              .ok());
    return expired;
  };
  CHECK(expire(kNow, 10) == 0);
  CHECK(expire(kNow + absl::Seconds(2), 1) == 1);
  CHECK(Find(store, {"id-0", "m", "d"}).value() == std::nullopt);
  CHECK(Find(store, {"id-1", "m", "d"}).value() == "r");
  CHECK(expire(kNow + absl::Seconds(2), 10) == 1);
  CHECK(Find(store, {"id-2", "m", "d"}).value() == "r");
}

TEST_CASE("A follower's position begins at 0 and never goes backwards") {
  Store store = AnyStore();
  CHECK_THAT(store.database->Write([](Transaction& t) {
    CHECK(LoadPosition(t, "registry").value() == 0);
    CHECK(StorePosition(t, "registry", 5).ok());
    CHECK(StorePosition(t, "registry", 5).ok());
    CHECK_THAT(StorePosition(t, "registry", 4),
               HasReason("POSITION_BACKWARDS"));
    CHECK(LoadPosition(t, "registry").value() == 5);
    CHECK(LoadPosition(t, "certificates").value() == 0);
    return absl::OkStatus();
  }),
             IsOk());
}

// Stands for HMAC in this test alone: the token must hang on every byte.
std::string TestHash(absl::string_view message) {
  uint64_t a = 1469598103934665603u;
  uint64_t b = 88172645463325252u;
  for (const char c : message) {
    a = (a ^ static_cast<unsigned char>(c)) * 1099511628211u;
    b = (b + static_cast<unsigned char>(c)) * 6364136223846793005u + 1;
  }
  return absl::StrCat(absl::Hex(a, absl::kZeroPad16),
                      absl::Hex(b, absl::kZeroPad16))
      .substr(8, 16);
}

TEST_CASE("A page token gives its cursor back to its own query alone") {
  const PageTokens tokens(TestHash);
  const std::vector<Value> cursor = {"a", -7, 0.5, nullptr,
                                     Value::Bytes(absl::string_view("\0", 1))};
  const std::string token = tokens.Make("standards|x=1|id", cursor);
  CHECK(tokens.Read("standards|x=1|id", token).value() == cursor);
  CHECK(tokens.Read("anything", "").value().empty());
  CHECK_THAT(StatusOf(tokens.Read("standards|x=2|id", token)),
             HasReason("INVALID_PAGE_TOKEN"));
  const PageTokens others([](absl::string_view m) {
    return TestHash(absl::StrCat("other key", m));
  });
  CHECK_THAT(StatusOf(others.Read("standards|x=1|id", token)),
             HasReason("INVALID_PAGE_TOKEN"));
}

TEST_CASE("A page token that was touched anywhere is refused") {
  const PageTokens tokens(TestHash);
  const std::string token = tokens.Make("q", {Value("some-id")});
  for (size_t i = 0; i < token.size(); ++i) {
    std::string touched = token;
    touched[i] = touched[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(tokens.Read("q", touched).ok());
  }
  for (size_t length = 1; length < token.size(); ++length) {
    CHECK_FALSE(tokens.Read("q", token.substr(0, length)).ok());
  }
  CHECK_FALSE(tokens.Read("q", "!!!").ok());
  CHECK_FALSE(tokens.Read("q", std::string(100000, 'A')).ok());
}

}  // namespace
}  // namespace suyuan::sql
