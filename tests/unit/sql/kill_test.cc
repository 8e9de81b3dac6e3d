// Kills a process that writes, at random instants, and looks at what is left.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/sql/database.h"
#include "libs/sql/journal.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using ::suyuan::testing::TemporaryFolder;

constexpr int kThreads = 8;
constexpr int kKills = 20;

// One acknowledgement; small enough that a pipe takes it in one piece.
struct Acknowledged {
  int32_t run;
  int32_t thread;
  int32_t number;
};

absl::Status WriteOne(Database& database, Journal& journal,
                      const Acknowledged& a) {
  return database.Write([&](Transaction& t) -> absl::Status {
    const std::string name = absl::StrCat(a.run, "/", a.thread, "/", a.number);
    auto written = t.Execute("INSERT INTO item (id) VALUES ($1)", {name});
    if (!written.ok()) return written.status();
    return journal.Append(t, "item", name, absl::UnixEpoch(), name).status();
  });
}

// Runs until it is killed. Reports each write after it was acknowledged.
[[noreturn]] void WriteForever(const std::string& path, int run, int report) {
  auto database = Database::Open({.path = path});
  if (!database.ok()) _exit(1);
  auto journal = Journal::Open(**database);
  if (!journal.ok()) _exit(1);
  std::vector<std::thread> threads;
  for (int32_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int32_t number = 0;; ++number) {
        const Acknowledged a{run, thread, number};
        if (!WriteOne(**database, **journal, a).ok()) _exit(2);
        if (write(report, &a, sizeof a) != sizeof a) _exit(3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(4);
}

// What a child acknowledged before it was killed, after `delay`.
std::vector<Acknowledged> RunAndKill(const std::string& path, int run,
                                     absl::Duration delay) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    WriteForever(path, run, ends[1]);
  }
  close(ends[1]);
  std::vector<Acknowledged> out;
  // The clock starts with the first acknowledgement: writes are in flight.
  Acknowledged a;
  bool is_killed = false;
  absl::Time kill_at = absl::InfiniteFuture();
  while (read(ends[0], &a, sizeof a) == sizeof a) {
    out.push_back(a);
    if (kill_at == absl::InfiniteFuture()) kill_at = absl::Now() + delay;
    if (!is_killed && absl::Now() >= kill_at) {
      kill(child, SIGKILL);
      is_killed = true;
    }
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  return out;
}

std::map<std::string, int> CountNames(Transaction& t, absl::string_view sql) {
  std::map<std::string, int> names;
  REQUIRE_THAT(t.Query(sql, {},
                       [&](const Row& row) {
                         ++names[std::string(row.Text(0))];
                         return absl::OkStatus();
                       }),
               IsOk());
  return names;
}

// Everything acknowledged is there once, the journal has no gap, and the two
// tables agree.
void CheckWhole(const std::string& path, const std::set<std::string>& wanted) {
  auto database = Database::Open({.path = path});
  REQUIRE_THAT(StatusOf(database), IsOk());
  REQUIRE_THAT((*database)->Read([&](Transaction& t) {
    const auto items = CountNames(t, "SELECT id FROM item");
    const auto changes = CountNames(t, "SELECT name FROM suyuan_change");
    CHECK(items == changes);
    for (const auto& [name, count] : changes) CHECK(count == 1);
    for (const std::string& name : wanted) REQUIRE(items.count(name) == 1);
    CHECK(Journal::LastPosition(t).value() ==
          static_cast<int64_t>(changes.size()));
    const auto sound = CountNames(t, "PRAGMA integrity_check");
    CHECK(sound == std::map<std::string, int>{{"ok", 1}});
    return absl::OkStatus();
  }),
               IsOk());
}

TEST_CASE("A process killed while it writes loses and doubles nothing") {
  const TemporaryFolder folder;
  const std::string path = folder.File("s.db");
  {
    auto database = Database::Open({.path = path});
    REQUIRE_THAT(StatusOf(database), IsOk());
    const Phase items{.name = "items",
                      .script = "CREATE TABLE item (id TEXT NOT NULL)"};
    REQUIRE_THAT(
        StatusOf(Migrate(**database, "test", {Journal::SchemaPhase(), items},
                         absl::UnixEpoch())),
        IsOk());
  }
  std::mt19937 random(20);
  std::set<std::string> acknowledged;
  for (int run = 0; run < kKills; ++run) {
    const absl::Duration delay = absl::Microseconds(random() % 100000);
    const auto reported = RunAndKill(path, run, delay);
    REQUIRE_FALSE(reported.empty());
    for (const Acknowledged& a : reported) {
      acknowledged.insert(absl::StrCat(a.run, "/", a.thread, "/", a.number));
    }
    CheckWhole(path, acknowledged);
  }
  WARN(absl::StrCat(kKills, " kills, ", acknowledged.size(),
                    " acknowledged writes, none lost"));
}

}  // namespace
}  // namespace suyuan::sql
