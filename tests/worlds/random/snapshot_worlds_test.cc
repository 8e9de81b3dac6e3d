#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "services/traceability/engine.h"
#include "services/traceability/ledger/verdict_ledger.h"
#include "services/traceability/snapshot/snapshot.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/worlds/random/arrivals.h"
#include "tests/worlds/random/questions.h"

// Random worlds arrive event by event; on the way a snapshot is written, and
// another engine goes on from it. It must answer as the one that never stopped
// and as one that was told everything from the beginning.

namespace suyuan::worlds {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::TemporaryFolder;
using traceability::AffectedCertificate;
using traceability::BuiltInProfiles;
using traceability::Graph;
using traceability::Positions;
using traceability::ReadSnapshot;
using traceability::Reason;
using traceability::Restored;
using traceability::ToldFeed;
using traceability::WriteSnapshot;

// SUYUAN_RANDOM_WORLDS and SUYUAN_RANDOM_SEED choose other runs.
uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// An engine with its ledger, told of one event after the other.
class Service {
 public:
  explicit Service(const Case& c, size_t profile)
      : clock_(c.trace.now),
        engine_(clock_),
        ledger_(engine_, BuiltInProfiles()[profile]) {
    engine_.Observe([this](std::vector<traceability::Change> changes) {
      ledger_.Note(std::move(changes));
    });
  }

  void Hear(const Event& event) {
    Tell(event, engine_);
    REQUIRE(engine_
                .Apply([&](Graph&, Positions& positions) {
                  ++(FromCertificates(event) ? positions.certificates
                                             : positions.registry);
                  return absl::OkStatus();
                })
                .ok());
    ledger_.ToldBefore(
        FromCertificates(event) ? ToldFeed::kCertificates : ToldFeed::kRegistry,
        event.recorded_at);
  }
  void End() {
    ledger_.ToldBefore(ToldFeed::kRegistry, absl::InfiniteFuture());
    ledger_.ToldBefore(ToldFeed::kCertificates, absl::InfiniteFuture());
    while (ledger_.Advance()) {
    }
  }
  void Take(std::unique_ptr<Restored> restored) {
    engine_.Restore(std::move(restored->graph), std::move(restored->settled),
                    restored->positions);
    ledger_.Restore(std::move(restored->ledger));
  }

  traceability::Engine& engine() { return engine_; }
  traceability::VerdictLedger& ledger() { return ledger_; }

 private:
  const FakeClock clock_;
  traceability::Engine engine_;
  traceability::VerdictLedger ledger_;
};

std::string Text(const Graph& graph, const Reason& reason) {
  return std::string(TextOf(reason.first.rule).code) + " " +
         std::to_string(static_cast<int>(reason.first.outcome)) +
         std::to_string(static_cast<int>(reason.first.severity)) + " x" +
         std::to_string(reason.count) + " " +
         (reason.certificate == traceability::kNone
              ? "-"
              : std::string(
                    graph.text(graph.certificate(reason.certificate).name)));
}

std::string Trace(const traceability::Engine& engine,
                  const traceability::TraceQuestion& asked) {
  std::string out;
  const absl::Status status = engine.Trace(
      asked, Deadline::Infinite(),
      [&](const Graph& graph, const auto&,
          const traceability::TraceAnswer& answer) {
        out = std::to_string(static_cast<int>(answer.verdict)) + " " +
              std::to_string(static_cast<int>(answer.currency));
        for (const Reason& reason : ReasonsOf(answer)) {
          out += "; " + Text(graph, reason);
        }
        for (const auto& link : answer.chain.nodes) {
          out += " " + std::to_string(link.supports.size());
        }
      });
  return status.ok() ? out : std::string(status.message());
}

std::string List(const traceability::Engine& engine, const std::string& target,
                 traceability::DayNumber day, absl::Time known_at) {
  traceability::AffectedQuestion asked;
  asked.target = target;
  asked.as_of = day;
  asked.known_at = known_at;
  const auto answer = engine.ListAffected(asked, Deadline::Infinite());
  if (!answer.ok()) return std::string(answer.status().message());
  std::string out = std::to_string(answer->items);
  engine.Read([&](const Graph& graph) {
    for (const AffectedCertificate& a : answer->certificates) {
      out += "; " +
             std::string(graph.text(graph.certificate(a.certificate).name)) +
             " " + std::to_string(a.depth) + (a.current ? " current" : "");
      for (const uint32_t r : a.results) out += " r" + std::to_string(r);
    }
  });
  return out;
}

// The instants of knowledge that are asked about: some, and all.
std::vector<absl::Time> KnownAt(const Case& c) {
  const auto& events = c.world.events;
  return {events[events.size() / 2].recorded_at, absl::InfiniteFuture()};
}

// All that the service says about the world, a line an answer.
std::string AllAnswers(Service& service, const Case& c) {
  std::string out;
  std::vector<std::string> targets{c.trace.target, c.affected.target};
  for (const Event& event : c.world.events) {
    const auto* told =
        std::get_if<traceability::CertificateFacts>(&event.facts);
    if (told != nullptr) targets.push_back(told->name);
  }
  const auto day = traceability::ToDayNumber(absl::CivilDay(2024, 1, 1));
  for (const std::string& target : targets) {
    for (const absl::Time known_at : KnownAt(c)) {
      for (const auto& profile : BuiltInProfiles()) {
        for (const bool verdict_only : {false, true}) {
          traceability::TraceQuestion asked;
          asked.target = {target, {}, day, known_at};
          asked.profile = &profile;
          asked.verdict_only = verdict_only;
          out += target + ": " + Trace(service.engine(), asked) + "\n";
        }
      }
      out += "affected by " + target + ": " +
             List(service.engine(), target, day, known_at) + "\n";
    }
  }
  return out;
}

std::string Told(Service& service) {
  std::string out;
  service.engine().Read([&](const Graph& graph) {
    const auto changes =
        service.ledger().Read(0, service.ledger().last_position());
    for (const auto& change : changes) {
      out +=
          absl::FormatTime(change.known_at, absl::UTCTimeZone()) + " " +
          std::string(graph.text(graph.certificate(change.certificate).name)) +
          " " +
          std::to_string(change.before ? static_cast<int>(*change.before)
                                       : -1) +
          " " + std::to_string(static_cast<int>(change.after)) + "\n";
    }
  });
  return out;
}

// Hears the first events, asking and settling now and then.
void HearSome(Service& service, const std::vector<Event>& arrivals,
              size_t count, const Case& c, Dice& dice) {
  for (size_t i = 0; i < count; ++i) {
    service.Hear(arrivals[i]);
    if (dice.Chance(20)) (void)AllAnswers(service, c);
    if (dice.Chance(20)) service.engine().SettlePending(dice.Below(5));
    while (dice.Chance(60) && service.ledger().Advance()) {
    }
  }
}

// A service that heard half of a world, in a file.
struct Half {
  Case c = RandomCase(7);
  Dice dice{7};
  Service service{c, 0};
  TemporaryFolder folder;
  std::string path = folder.File("graph.snapshot");

  Half() {
    const std::vector<Event> arrivals = Arrivals(c.world, dice);
    HearSome(service, arrivals, arrivals.size() / 2, c, dice);
    REQUIRE_THAT(
        WriteSnapshot(service.engine(), &service.ledger(), path).status(),
        IsOk());
  }
};

std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void SetBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("Going on from a snapshot is as never having stopped") {
  const uint64_t worlds = FromEnvironment("SUYUAN_RANDOM_WORLDS", 2000);
  const uint64_t first = FromEnvironment("SUYUAN_RANDOM_SEED", 1);
  const TemporaryFolder folder;
  const std::string path = folder.File("graph.snapshot");
  int64_t changes = 0;
  for (uint64_t seed = first; seed < first + worlds; ++seed) {
    INFO("seed " << seed);
    const Case c = RandomCase(seed);
    Dice dice(seed ^ 0x5a9d);
    const std::vector<Event> arrivals = Arrivals(c.world, dice);
    const size_t stop = dice.Below(static_cast<int>(arrivals.size()) + 1);

    Service unbroken(c, seed % 2);
    HearSome(unbroken, arrivals, stop, c, dice);
    const auto written =
        WriteSnapshot(unbroken.engine(), &unbroken.ledger(), path);
    REQUIRE_THAT(written.status(), IsOk());
    Service later(c, seed % 2);
    auto restored = ReadSnapshot(path, &later.ledger());
    REQUIRE_THAT(restored.status(), IsOk());
    later.Take(*std::move(restored));
    REQUIRE(later.engine().positions() == written->positions);
    REQUIRE(later.ledger().last_position() == written->ledger_position);
    REQUIRE(AllAnswers(later, c) == AllAnswers(unbroken, c));

    Service from_zero(c, seed % 2);
    for (size_t i = 0; i < arrivals.size(); ++i) {
      from_zero.Hear(arrivals[i]);
      if (i < stop) continue;
      for (Service* service : {&unbroken, &later}) {
        service->Hear(arrivals[i]);
        if (dice.Chance(50)) service->engine().SettlePending(1000);
        if (dice.Chance(50)) service->ledger().Advance();
      }
    }
    for (Service* service : {&unbroken, &later, &from_zero}) service->End();
    const std::string answers = AllAnswers(from_zero, c);
    REQUIRE(AllAnswers(unbroken, c) == answers);
    REQUIRE(AllAnswers(later, c) == answers);
    REQUIRE(Told(unbroken) == Told(from_zero));
    REQUIRE(Told(later) == Told(from_zero));
    changes += later.ledger().last_position();
  }
  std::cout << worlds << " worlds, " << changes << " changes of verdicts\n";
  CHECK(changes > static_cast<int64_t>(worlds) * 3);
}

TEST_CASE("A snapshot of nothing is a start from nothing") {
  const Case c = RandomCase(3);
  const TemporaryFolder folder;
  const std::string path = folder.File("graph.snapshot");
  Service empty(c, 0);
  REQUIRE_THAT(WriteSnapshot(empty.engine(), nullptr, path).status(), IsOk());
  Service later(c, 0);
  auto restored = ReadSnapshot(path, nullptr);
  REQUIRE_THAT(restored.status(), IsOk());
  later.Take(*std::move(restored));
  for (const Event& event : c.world.events) {
    empty.Hear(event);
    later.Hear(event);
  }
  CHECK(AllAnswers(later, c) == AllAnswers(empty, c));
}

TEST_CASE("A ledger under another profile, or none, does not read it") {
  Half half;
  Service other(half.c, 1);
  CHECK_THAT(ReadSnapshot(half.path, &other.ledger()).status(),
             HasReason("BLOCK_FILE_FOREIGN"));
  CHECK_THAT(ReadSnapshot(half.path, nullptr).status(),
             HasReason("BLOCK_FILE_FOREIGN"));
}

TEST_CASE("A snapshot of another build is not read") {
  Half half;
  std::string bytes = Bytes(half.path);
  const size_t at = bytes.find("build ");
  REQUIRE(at != std::string::npos);
  bytes[at + 6] = bytes[at + 6] == '0' ? '1' : '0';
  SetBytes(half.path, bytes);
  CHECK_FALSE(ReadSnapshot(half.path, &half.service.ledger()).ok());
}

TEST_CASE("Whatever is damaged or missing, a snapshot is refused whole") {
  Half half;
  const std::string sound = Bytes(half.path);
  const std::string before = AllAnswers(half.service, half.c);
  Dice dice(11);
  for (int i = 0; i < 1500; ++i) {
    const auto at =
        static_cast<size_t>(dice.Below(static_cast<int>(sound.size())));
    INFO("byte " << at << " of " << sound.size());
    std::string changed = sound;
    if (dice.Chance(20)) {
      changed.resize(at);
    } else {
      changed[at] = static_cast<char>(changed[at] ^ (1 << dice.Below(8)));
    }
    SetBytes(half.path, changed);
    REQUIRE_FALSE(ReadSnapshot(half.path, &half.service.ledger()).ok());
  }
  CHECK(AllAnswers(half.service, half.c) == before);
  SetBytes(half.path, sound);
  CHECK_THAT(ReadSnapshot(half.path, &half.service.ledger()).status(), IsOk());
}

TEST_CASE("Killed while it writes, a service leaves the last whole snapshot") {
  Half half;
  for (int round = 0; round < 20; ++round) {
    const pid_t writer = fork();
    REQUIRE(writer >= 0);
    if (writer == 0) {
      for (;;) {
        (void)WriteSnapshot(half.service.engine(), &half.service.ledger(),
                            half.path);
      }
    }
    usleep(static_cast<useconds_t>(1000 + half.dice.Below(20'000)));
    REQUIRE(kill(writer, SIGKILL) == 0);
    REQUIRE(waitpid(writer, nullptr, 0) == writer);
    auto restored = ReadSnapshot(half.path, &half.service.ledger());
    REQUIRE_THAT(restored.status(), IsOk());
    CHECK((*restored)->positions == half.service.engine().positions());
  }
  CHECK_THAT(
      WriteSnapshot(half.service.engine(), &half.service.ledger(), half.path)
          .status(),
      IsOk());
}

}  // namespace suyuan::worlds
