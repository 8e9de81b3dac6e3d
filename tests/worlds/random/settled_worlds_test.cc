#include <atomic>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "services/traceability/engine.h"
#include "services/traceability/recall/affected.h"
#include "tests/worlds/random/arrivals.h"
#include "tests/worlds/random/questions.h"

// Random worlds arrive event by event, with questions in between: what is
// settled then must say what judging anew says, of every certificate.

namespace suyuan::worlds {
namespace {

using traceability::AffectedCertificate;
using traceability::DayNumber;
using traceability::Engine;
using traceability::Graph;
using traceability::Reason;

// SUYUAN_RANDOM_WORLDS and SUYUAN_RANDOM_SEED choose other runs.
uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

struct Tally {
  int64_t verdicts = 0;
  int64_t settled = 0;
  int64_t affected = 0;
};

std::string Text(const Reason& reason) {
  return std::string(TextOf(reason.first.rule).code) + " " +
         std::to_string(static_cast<int>(reason.first.outcome)) +
         std::to_string(static_cast<int>(reason.first.severity)) + " x" +
         std::to_string(reason.count) + " #" +
         std::to_string(reason.certificate);
}

// What an answer without its chain says.
std::string Told(const Engine& engine, const traceability::TraceQuestion& asked,
                 Tally& tally) {
  std::string out;
  const absl::Status status = engine.Trace(
      asked, Deadline::Infinite(),
      [&](const Graph&, const auto&, const traceability::TraceAnswer& answer) {
        out = "verdict " + std::to_string(static_cast<int>(answer.verdict)) +
              " currency " + std::to_string(static_cast<int>(answer.currency));
        for (const Reason& reason : ReasonsOf(answer)) {
          out += "; " + Text(reason);
        }
        if (answer.settled) ++tally.settled;
      });
  return status.ok() ? out : std::string(status.message());
}

DayNumber AnyDay(Dice& dice) {
  return traceability::ToDayNumber(absl::CivilDay(2022, 1, 1)) +
         dice.Below(3 * 365);
}

std::vector<std::string> Targets(const Engine& engine, const Case& c) {
  std::vector<std::string> out{c.trace.target, c.affected.target};
  engine.Read([&out](const Graph& graph) {
    for (uint32_t i = 0; i < graph.certificates(); ++i) {
      out.emplace_back(graph.text(graph.certificate(i).name));
    }
  });
  return out;
}

// Both ways to a verdict for every target, under both profiles.
std::string TraceBothWays(const Engine& engine, const Case& c, Dice& dice,
                          Tally& tally) {
  for (const std::string& target : Targets(engine, c)) {
    for (const traceability::Profile& profile :
         traceability::BuiltInProfiles()) {
      traceability::TraceQuestion asked;
      asked.target = {target, {}, AnyDay(dice), absl::InfiniteFuture()};
      asked.profile = &profile;
      if (dice.Chance(5)) asked.result_id = "r1";
      const std::string slow = Told(engine, asked, tally);
      asked.verdict_only = true;
      const std::string fast = Told(engine, asked, tally);
      ++tally.verdicts;
      if (slow != fast) {
        return target + " under " + profile.id + "\n judged anew: " + slow +
               "\n settled:     " + fast + "\n";
      }
    }
  }
  return "";
}

std::string Text(const absl::StatusOr<traceability::AffectedAnswer>& answer) {
  if (!answer.ok()) return std::string(answer.status().message());
  std::string out = std::to_string(answer->items) + " items";
  for (const AffectedCertificate& a : answer->certificates) {
    out += "; #" + std::to_string(a.certificate) + " depth " +
           std::to_string(a.depth) + (a.current ? " current" : "");
    for (const uint32_t r : a.results) out += " r" + std::to_string(r);
  }
  return out;
}

std::string ListBothWays(const Engine& engine, const Case& c, Dice& dice,
                         Tally& tally) {
  const std::vector<std::string> targets = Targets(engine, c);
  for (int i = 0; i < 3; ++i) {
    traceability::AffectedQuestion asked;
    asked.target = i == 0 ? c.affected.target : dice.PickFrom(targets);
    if (dice.Chance(25)) asked.from = AnyDay(dice);
    if (dice.Chance(25)) asked.to = AnyDay(dice);
    asked.as_of = AnyDay(dice);
    asked.known_at = absl::InfiniteFuture();
    asked.current_only = dice.Chance(20);
    std::string slow;
    engine.Read([&](const Graph& graph) {
      slow = Text(FindAffected(graph, asked, Deadline::Infinite()));
    });
    const auto answer = engine.ListAffected(asked, Deadline::Infinite());
    if (answer.ok() && !answer->certificates.empty()) ++tally.affected;
    if (Text(answer) != slow) {
      return "affected by " + asked.target + "\n resolved anew: " + slow +
             "\n settled:       " + Text(answer) + "\n";
    }
  }
  return "";
}

// What is found wrong while the world of the seed arrives; "": nothing.
std::string Disagreement(uint64_t seed, Tally& tally) {
  const Case c = RandomCase(seed);
  Dice dice(seed ^ 0x5e771ed);
  const std::vector<Event> arrivals = Arrivals(c.world, dice);
  const FakeClock clock(c.trace.now);
  Engine engine(clock);
  const int chance_of_stop = dice.Pick({10, 40, 100});
  for (size_t i = 0; i < arrivals.size(); ++i) {
    Tell(arrivals[i], engine);
    if (i + 1 < arrivals.size() && !dice.Chance(chance_of_stop)) continue;
    if (dice.Chance(50)) engine.SettlePending(1000);
    std::string found = TraceBothWays(engine, c, dice, tally);
    if (found.empty()) found = ListBothWays(engine, c, dice, tally);
    if (!found.empty()) {
      return "seed " + std::to_string(seed) + " after " +
             std::to_string(i + 1) + " of " + std::to_string(arrivals.size()) +
             " arrivals, the last " +
             std::to_string(arrivals[i].facts.index()) + ": " + found;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("What is settled says what judging anew says after every arrival") {
  const uint64_t worlds = FromEnvironment("SUYUAN_RANDOM_WORLDS", 5000);
  const uint64_t first = FromEnvironment("SUYUAN_RANDOM_SEED", 1);
  Tally tally;
  int reports = 0;
  for (uint64_t seed = first; seed < first + worlds; ++seed) {
    const std::string found = Disagreement(seed, tally);
    if (found.empty()) continue;
    std::cout << found << std::endl;
    FAIL_CHECK("what is settled is stale or wrong, see above");
    REQUIRE(++reports < 5);
  }
  std::cout << worlds << " worlds; " << tally.verdicts << " verdicts, of which "
            << tally.settled
            << " settled; with something affected: " << tally.affected << "\n";
  CHECK(tally.settled * 10 > tally.verdicts * 7);
  CHECK(static_cast<uint64_t>(tally.affected) > worlds);
}

TEST_CASE("Readers that settle at once and a writer come to one answer") {
  constexpr uint64_t kWorlds = 100;
  for (uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const Case c = RandomCase(seed);
    const FakeClock clock(c.trace.now);
    Engine engine(clock);
    std::vector<std::thread> readers;
    std::atomic<bool> told = false;
    for (int i = 0; i < 3; ++i) {
      readers.emplace_back([&, i] {
        Tally tally;
        Dice dice(seed + i);
        for (bool last = false; !last;) {
          last = told;
          for (const std::string& target : Targets(engine, c)) {
            traceability::TraceQuestion asked;
            asked.target = {target, {}, AnyDay(dice), absl::InfiniteFuture()};
            asked.profile = &traceability::BuiltInProfiles()[i % 2];
            asked.verdict_only = true;
            Told(engine, asked, tally);
          }
          if (i == 2) engine.SettlePending(2);
        }
      });
    }
    for (const Event& event : c.world.events) Tell(event, engine);
    told = true;
    for (std::thread& reader : readers) reader.join();
    Dice dice(seed);
    Tally tally;
    CHECK(TraceBothWays(engine, c, dice, tally).empty());
    CHECK(ListBothWays(engine, c, dice, tally).empty());
  }
}

}  // namespace suyuan::worlds
