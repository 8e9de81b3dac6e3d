#include "libs/sql/database.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::HasCode;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using ::suyuan::testing::TemporaryFolder;

std::unique_ptr<Database> OpenWithTable(Options options = {}) {
  auto database = Database::Open(std::move(options));
  REQUIRE_THAT(StatusOf(database), IsOk());
  REQUIRE_THAT((*database)->Write([](Transaction& t) {
    return t.ExecuteScript(
        "CREATE TABLE IF NOT EXISTS item (id TEXT PRIMARY KEY, n INTEGER);"
        "CREATE TABLE IF NOT EXISTS part (id TEXT PRIMARY KEY, item TEXT "
        "REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED)");
  }),
               IsOk());
  return *std::move(database);
}

absl::Status Insert(Transaction& t, absl::string_view id, int64_t n) {
  return t.Execute("INSERT INTO item (id, n) VALUES ($1, $2)", {id, n})
      .status();
}

int64_t Count(Database& database) {
  int64_t count = -1;
  REQUIRE_THAT(database.Read([&](Transaction& t) -> absl::Status {
    const auto counted = QueryInteger(t, "SELECT COUNT(*) FROM item", {});
    if (!counted.ok()) return counted.status();
    count = counted->value_or(-1);
    return absl::OkStatus();
  }),
               IsOk());
  return count;
}

TEST_CASE("What a Write stored, the next Read sees") {
  const auto database = OpenWithTable();
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "a", 1); }),
             IsOk());
  CHECK(Count(*database) == 1);
}

TEST_CASE("Every kind of value comes back as it went in") {
  const auto database = OpenWithTable();
  const std::string bytes("\0\xff\x01", 3);
  REQUIRE_THAT(database->Write([&](Transaction& t) -> absl::Status {
    absl::Status created =
        t.ExecuteScript("CREATE TABLE v (a INTEGER, b REAL, c TEXT, d BLOB)");
    if (!created.ok()) return created;
    return t
        .Execute("INSERT INTO v VALUES ($1, $2, $3, $4), ($5, $5, $5, $5)",
                 {std::numeric_limits<int64_t>::min(), 0.1, "溯源",
                  Value::Bytes(bytes), nullptr})
        .status();
  }),
               IsOk());
  int rows = 0;
  CHECK_THAT(database->Read([&](Transaction& t) {
    return t.Query(
        "SELECT a, b, c, d FROM v ORDER BY a IS NULL", {}, [&](const Row& row) {
          if (rows++ == 0) {
            CHECK(row.Integer(0) == std::numeric_limits<int64_t>::min());
            CHECK(row.Real(1) == 0.1);
            CHECK(row.Text(2) == "溯源");
            CHECK(row.Bytes(3) == bytes);
            CHECK_FALSE(row.IsNull(3));
          } else {
            for (int i = 0; i < 4; ++i) CHECK(row.IsNull(i));
          }
          return absl::OkStatus();
        });
  }),
             IsOk());
  CHECK(rows == 2);
}

TEST_CASE("A day and an instant come back as they went in") {
  const auto database = OpenWithTable();
  const absl::CivilDay day(1875, 5, 20);
  const absl::Time time = absl::FromUnixMicros(1700000000123456);
  CHECK_THAT(database->Read([&](Transaction& t) {
    return t.Query("SELECT $1, $2", {day, time}, [&](const Row& row) {
      CHECK(row.Day(0) == day);
      CHECK(row.Time(1) == time);
      return absl::OkStatus();
    });
  }),
             IsOk());
}

TEST_CASE("Parameters go by their number, in any order and repeated") {
  const auto database = OpenWithTable();
  CHECK_THAT(database->Read([](Transaction& t) {
    return t.Query("SELECT $2, $1, $2", {1, 2}, [](const Row& row) {
      CHECK(row.Integer(0) == 2);
      CHECK(row.Integer(1) == 1);
      CHECK(row.Integer(2) == 2);
      return absl::OkStatus();
    });
  }),
             IsOk());
}

TEST_CASE("A statement with too few or too many parameters is refused") {
  const auto database = OpenWithTable();
  const auto given = GENERATE(1, 3);
  const std::vector<Value> values(given, Value(7));
  CHECK_THAT(database->Read([&](Transaction& t) {
    return t.Query("SELECT $1, $2", values,
                   [](const Row&) { return absl::OkStatus(); });
  }),
             HasReason("STORE_INTERNAL"));
}

TEST_CASE("Rows changed are counted, none where none matched") {
  const auto database = OpenWithTable();
  CHECK_THAT(database->Write([](Transaction& t) {
    CHECK(Insert(t, "a", 1).ok());
    CHECK(Insert(t, "b", 1).ok());
    CHECK(t.Execute("UPDATE item SET n = 2", {}).value() == 2);
    CHECK(t.Execute("UPDATE item SET n = 2 WHERE id = 'c'", {}).value() == 0);
    return absl::OkStatus();
  }),
             IsOk());
}

TEST_CASE("A unit that fails leaves nothing") {
  const auto database = OpenWithTable();
  CHECK_THAT(database->Write([](Transaction& t) {
    CHECK(Insert(t, "a", 1).ok());
    return absl::AbortedError("changed my mind");
  }),
             HasCode(absl::StatusCode::kAborted));
  CHECK(Count(*database) == 0);
}

TEST_CASE("A key that is taken is AlreadyExists and says nothing of SQL") {
  std::string logged;
  const auto database = OpenWithTable(
      {.on_error = [&](const ErrorDetail& d) { logged = d.message; }});
  const absl::Status status = database->Write([](Transaction& t) {
    CHECK(Insert(t, "secret-id", 1).ok());
    return Insert(t, "secret-id", 2);
  });
  CHECK_THAT(status, HasCode(absl::StatusCode::kAlreadyExists));
  CHECK_THAT(status, HasReason("STORE_DUPLICATE"));
  CHECK_FALSE(absl::StrContains(status.message(), "item"));
  CHECK_FALSE(absl::StrContains(status.message(), "secret"));
  CHECK(absl::StrContains(logged, "item.id"));
}

TEST_CASE("A foreign key left open until the commit fails its unit alone") {
  const auto database = OpenWithTable();
  Mutex mutex;
  std::vector<absl::Status> told;
  // The first unit holds the group open until the others wait.
  std::atomic<bool> go{false};
  const auto tell = [&](absl::Status status) {
    const MutexLock lock(mutex);
    told.push_back(std::move(status));
  };
  database->WriteAsync(
      [&](Transaction& t) {
        while (!go) std::this_thread::yield();
        return Insert(t, "a", 1);
      },
      tell);
  database->WriteAsync(
      [](Transaction& t) {
        return t.Execute("INSERT INTO part VALUES ('p', 'nothing')", {})
            .status();
      },
      tell);
  database->WriteAsync([](Transaction& t) { return Insert(t, "b", 1); }, tell);
  go = true;
  CHECK_THAT(database->Write([](Transaction&) { return absl::OkStatus(); }),
             IsOk());
  const MutexLock lock(mutex);
  REQUIRE(told.size() == 3);
  CHECK_THAT(told[0], IsOk());
  CHECK_THAT(told[1], HasReason("STORE_CONSTRAINT"));
  CHECK_THAT(told[2], IsOk());
  CHECK(Count(*database) == 2);
}

TEST_CASE("Concurrent writes share commits, and each fails alone") {
  const TemporaryFolder folder;
  const auto database = OpenWithTable({.path = folder.File("s.db")});
  constexpr int kThreads = 16;
  constexpr int kEach = 50;
  std::atomic<int> stored{0};
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i) {
        const absl::Status status = database->Write([&](Transaction& t) {
          absl::Status inserted = Insert(t, absl::StrCat(thread, "/", i), i);
          return i % 5 == 0 ? absl::AbortedError("no") : inserted;
        });
        ++(status.ok() ? stored : failed);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(stored == kThreads * kEach * 4 / 5);
  CHECK(failed == kThreads * kEach / 5);
  CHECK(Count(*database) == stored);
  const DatabaseStats stats = database->stats();
  CHECK(stats.units_committed == stored + 1);
  CHECK(stats.units_failed == failed);
  CHECK(stats.groups_committed < stats.units_committed);
  CHECK(stats.queued_writes == 0);
}

TEST_CASE("What waits for the commit runs once its unit has run") {
  const auto database = OpenWithTable();
  REQUIRE_THAT(database->Write([&](Transaction& t) {
    t.BeforeCommit([](Transaction& last) {
      // It sees what the unit did after asking for it.
      CHECK(QueryInteger(last, "SELECT COUNT(*) FROM item", {}).value() == 1);
      return Insert(last, "later", 2);
    });
    return Insert(t, "first", 1);
  }),
               IsOk());
  CHECK(Count(*database) == 2);
  // Not for a unit that fails.
  CHECK_FALSE(database
                  ->Write([&](Transaction& t) {
                    t.BeforeCommit(
                        [](Transaction& last) { return Insert(last, "x", 3); });
                    return absl::CancelledError("");
                  })
                  .ok());
  CHECK(Count(*database) == 2);
  // Its failure is the unit's.
  CHECK_THAT(database->Write([&](Transaction& t) {
    t.BeforeCommit(
        [](Transaction&) { return absl::CancelledError("too late"); });
    return Insert(t, "y", 4);
  }),
             HasCode(absl::StatusCode::kCancelled));
  CHECK(Count(*database) == 2);
  REQUIRE_THAT(
      database->Write([&](Transaction& t) { return Insert(t, "z", 5); }),
      IsOk());
  CHECK(Count(*database) == 3);
}

TEST_CASE("A hook runs after its commit, and not after a failure") {
  const auto database = OpenWithTable();
  int runs = 0;
  int key = 0;
  CHECK_THAT(database->Write([&](Transaction& t) {
    t.AfterCommit(&key, [&] { runs += 100; });
    t.AfterCommit(&key, [&] { ++runs; });
    CHECK(runs == 0);
    return absl::OkStatus();
  }),
             IsOk());
  CHECK(runs == 1);
  CHECK_FALSE(database
                  ->Write([&](Transaction& t) {
                    t.AfterCommit(&key, [&] { ++runs; });
                    return absl::AbortedError("no");
                  })
                  .ok());
  CHECK(runs == 1);
}

TEST_CASE("A write over the bound of the queue is refused at once") {
  auto database = OpenWithTable({.max_queued_writes = 2});
  std::atomic<bool> go{false};
  std::atomic<bool> started{false};
  std::atomic<int> succeeded{0};
  const auto count = [&](absl::Status s) { succeeded += s.ok() ? 1 : 0; };
  database->WriteAsync(
      [&](Transaction&) {
        started = true;
        while (!go) std::this_thread::yield();
        return absl::OkStatus();
      },
      count);
  while (!started) std::this_thread::yield();
  const auto nothing = [](Transaction&) { return absl::OkStatus(); };
  database->WriteAsync(nothing, count);
  database->WriteAsync(nothing, count);
  absl::Status refused;
  database->WriteAsync(nothing, [&](absl::Status s) { refused = s; });
  CHECK_THAT(refused, HasReason("STORE_OVERLOADED"));
  CHECK_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
  CHECK(database->stats().queued_writes == 2);
  go = true;
  database.reset();  // carries out what waits
  CHECK(succeeded == 3);
}

TEST_CASE("A write that comes next goes before all that waits") {
  auto database = OpenWithTable({.max_group_size = 1});
  std::atomic<bool> go{false};
  std::atomic<bool> started{false};
  database->WriteAsync(
      [&](Transaction&) {
        started = true;
        while (!go) std::this_thread::yield();
        return absl::OkStatus();
      },
      [](absl::Status) {});
  while (!started) std::this_thread::yield();
  std::string order;  // the writer's thread alone
  const auto note = [&order](char name) {
    return [&order, name](Transaction&) {
      order += name;
      return absl::OkStatus();
    };
  };
  const auto ignore = [](absl::Status) {};
  database->WriteAsync(note('a'), ignore);
  database->WriteAsync(note('b'), ignore);
  database->WriteNextAsync(note('n'), ignore);
  go = true;
  database.reset();
  CHECK(order == "nab");
}

TEST_CASE("A write whose deadline passed while it waited is not begun") {
  const auto database = OpenWithTable();
  FakeClock clock(absl::UnixEpoch());
  const Deadline deadline =
      Deadline::At(clock, absl::UnixEpoch() + absl::Seconds(1));
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "a", 1); },
                             deadline),
             IsOk());
  clock.Advance(absl::Seconds(1));
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "b", 1); },
                             deadline),
             HasReason("DEADLINE_EXCEEDED"));
  CHECK(Count(*database) == 1);
}

TEST_CASE("A read is one snapshot, whatever is written meanwhile") {
  const auto database = OpenWithTable();
  CHECK_THAT(database->Read([&](Transaction& t) {
    const auto sum = [&t] {
      return QueryInteger(t, "SELECT COUNT(*) FROM item", {}).value();
    };
    CHECK(sum() == 0);
    CHECK(
        database->Write([](Transaction& w) { return Insert(w, "a", 1); }).ok());
    CHECK(sum() == 0);
    return absl::OkStatus();
  }),
             IsOk());
  CHECK(Count(*database) == 1);
}

TEST_CASE("A read cannot write") {
  const auto database = OpenWithTable();
  CHECK_FALSE(
      database->Read([](Transaction& t) { return Insert(t, "a", 1); }).ok());
  CHECK(Count(*database) == 0);
}

TEST_CASE("A long query ends when its caller has gone") {
  const auto database = OpenWithTable();
  std::atomic<bool> gone{false};
  std::thread caller([&] { gone = true; });
  const Deadline deadline =
      Deadline::Infinite().WithCancel([&] { return gone.load(); });
  CHECK_THAT(
      database->Read(
          [](Transaction& t) {
            return t.Query(
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c)"
                " SELECT COUNT(*) FROM c",
                {}, [](const Row&) { return absl::OkStatus(); });
          },
          deadline),
      HasCode(absl::StatusCode::kCancelled));
  caller.join();
  CHECK(Count(*database) == 0);
}

TEST_CASE("A read that finds no reader free waits until its deadline") {
  const auto database = OpenWithTable({.readers = 1});
  FakeClock clock(absl::UnixEpoch());
  CHECK_THAT(database->Read([&](Transaction&) {
    CHECK_THAT(database->Read([](Transaction&) { return absl::OkStatus(); },
                              Deadline::At(clock, absl::UnixEpoch())),
               HasReason("DEADLINE_EXCEEDED"));
    return absl::OkStatus();
  }),
             IsOk());
}

TEST_CASE("A row callback may run the same statement again") {
  const auto database = OpenWithTable();
  int inner = 0;
  CHECK_THAT(database->Read([&](Transaction& t) {
    constexpr absl::string_view kSql = "SELECT 1 UNION ALL SELECT 2";
    return t.Query(kSql, {}, [&](const Row&) {
      return t.Query(kSql, {}, [&](const Row&) {
        ++inner;
        return absl::OkStatus();
      });
    });
  }),
             IsOk());
  CHECK(inner == 4);
}

TEST_CASE("A file that is no database is refused as damaged") {
  const TemporaryFolder folder;
  std::ofstream(folder.File("s.db")) << std::string(8192, 'x');
  CHECK_THAT(StatusOf(Database::Open({.path = folder.File("s.db")})),
             HasReason("STORE_CORRUPT"));
}

TEST_CASE("A database that is full says so and keeps what it has") {
  const auto database = OpenWithTable();
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "a", 1); }),
             IsOk());
  CHECK_THAT(database->Write([](Transaction& t) -> absl::Status {
    absl::Status limited = t.ExecuteScript("PRAGMA max_page_count = 8");
    if (!limited.ok()) return limited;
    return Insert(t, std::string(100000, 'x'), 1);
  }),
             HasReason("STORE_FULL"));
  CHECK(Count(*database) == 1);
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "b", 1); }),
             IsOk());
}

TEST_CASE("A second opener of the same file is refused until the first ends") {
  const TemporaryFolder folder;
  const Options options{.path = folder.File("s.db")};
  auto first = OpenWithTable(options);
  CHECK_THAT(StatusOf(Database::Open(options)), HasReason("STORE_LOCKED"));
  first.reset();
  CHECK_THAT(StatusOf(Database::Open(options)), IsOk());
}

TEST_CASE("A writer that another process keeps out is told it is busy") {
  const TemporaryFolder folder;
  const Options options{.path = folder.File("s.db"),
                        .busy_timeout = absl::Milliseconds(10),
                        .exclusive = false};
  const auto one = OpenWithTable(options);
  const auto two = OpenWithTable(options);
  CHECK_THAT(one->Write([&](Transaction&) {
    CHECK_THAT(two->Write([](Transaction& t) { return Insert(t, "b", 1); }),
               HasReason("STORE_BUSY"));
    return absl::OkStatus();
  }),
             IsOk());
  CHECK_THAT(two->Write([](Transaction& t) { return Insert(t, "b", 1); }),
             IsOk());
}

TEST_CASE("A copy holds what the database held, in one file") {
  const TemporaryFolder folder;
  const auto database = OpenWithTable();
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "a", 1); }),
             IsOk());
  REQUIRE_THAT(database->CopyTo(folder.File("copy.db")), IsOk());
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "b", 1); }),
             IsOk());
  CHECK_FALSE(std::filesystem::exists(folder.File("copy.db-wal")));
  const auto copy = OpenWithTable({.path = folder.File("copy.db")});
  CHECK(Count(*copy) == 1);
}

TEST_CASE("What was written is there after the database is opened again") {
  const TemporaryFolder folder;
  const Options options{.path = folder.File("s.db")};
  auto database = OpenWithTable(options);
  CHECK_THAT(database->Write([](Transaction& t) { return Insert(t, "a", 1); }),
             IsOk());
  database.reset();
  CHECK(Count(*OpenWithTable(options)) == 1);
}

}  // namespace
}  // namespace suyuan::sql
