#include "services/traceability/ledger/verdict_ledger.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/metrology/calendar.h"
#include "tests/worlds/random/arrivals.h"
#include "tests/worlds/random/questions.h"

// Random worlds arrive event by event, each time in another order: the ledger
// must tell the changes that judging every certificate at every instant finds,
// and in one order.

namespace suyuan::worlds {
namespace {

using traceability::BuiltInProfiles;
using traceability::Engine;
using traceability::Graph;
using traceability::Profile;
using traceability::ToldFeed;
using traceability::VerdictLedger;
using EngineVerdict = traceability::Verdict;

// SUYUAN_RANDOM_WORLDS and SUYUAN_RANDOM_SEED choose other runs.
uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::string Line(absl::Time at, absl::string_view certificate,
                 std::optional<EngineVerdict> before, EngineVerdict after) {
  return absl::FormatTime(at, absl::UTCTimeZone()) + " " +
         std::string(certificate) + " " +
         (before ? std::to_string(static_cast<int>(*before)) : "-") + " to " +
         std::to_string(static_cast<int>(after)) + "\n";
}

EngineVerdict VerdictAt(const Engine& engine, const Profile& profile,
                        const std::string& certificate, absl::Time at) {
  traceability::TraceQuestion question;
  question.profile = &profile;
  question.target = {certificate, {}, traceability::ShanghaiDay(at), at};
  EngineVerdict verdict = EngineVerdict::kIndeterminate;
  const absl::Status judged = engine.Trace(
      question, Deadline::Infinite(),
      [&](const Graph&, const auto&, const traceability::TraceAnswer& answer) {
        verdict = answer.verdict;
      });
  REQUIRE(judged.ok());
  return verdict;
}

std::set<std::string> CertificatesAt(const Engine& engine, absl::Time at) {
  std::set<std::string> out;
  engine.Read([&](const Graph& graph) {
    for (uint32_t i = 0; i < graph.certificates(); ++i) {
      if (!graph.Known(i, at)) continue;
      out.emplace(graph.text(graph.certificate(i).name));
    }
  });
  return out;
}

// Those of the events, and of the days of decisions.
std::set<absl::Time> InstantsOf(const World& world) {
  std::set<absl::Time> out;
  for (const Event& event : world.events) {
    out.insert(event.recorded_at);
    const auto* standard =
        std::get_if<traceability::StandardFacts>(&event.facts);
    if (standard == nullptr) continue;
    for (const auto& decision : standard->comparisons) {
      if (!decision.day) continue;
      const absl::Time since = metrology::BeginOf(*decision.day);
      if (since > event.recorded_at) out.insert(since);
    }
  }
  return out;
}

std::string JudgedAtEveryInstant(const Engine& engine, const Profile& profile,
                                 const World& world) {
  std::map<std::string, EngineVerdict> told;
  std::string out;
  for (const absl::Time at : InstantsOf(world)) {
    for (const std::string& name : CertificatesAt(engine, at)) {
      const EngineVerdict now = VerdictAt(engine, profile, name, at);
      const auto before = told.find(name);
      if (before == told.end()) {
        out += Line(at, name, std::nullopt, now);
      } else if (before->second != now) {
        out += Line(at, name, before->second, now);
      }
      told[name] = now;
    }
  }
  return out;
}

std::string TextOf(const Engine& engine, const VerdictLedger& ledger) {
  std::string out;
  engine.Read([&](const Graph& graph) {
    for (const auto& change : ledger.Read(0, ledger.last_position())) {
      out += Line(change.known_at,
                  graph.text(graph.certificate(change.certificate).name),
                  change.before, change.after);
    }
  });
  return out;
}

// The world comes event by event, and the ledger follows now and then.
void Follow(const World& world, Dice& dice, Engine& engine,
            VerdictLedger& ledger) {
  engine.Observe([&ledger](std::vector<traceability::Change> changes) {
    ledger.Note(std::move(changes));
  });
  for (const Event& event : Arrivals(world, dice)) {
    Tell(event, engine);
    ledger.ToldBefore(
        FromCertificates(event) ? ToldFeed::kCertificates : ToldFeed::kRegistry,
        event.recorded_at);
    while (dice.Chance(60) && ledger.Advance()) {
    }
  }
  ledger.ToldBefore(ToldFeed::kRegistry, absl::InfiniteFuture());
  ledger.ToldBefore(ToldFeed::kCertificates, absl::InfiniteFuture());
  while (ledger.Advance()) {
  }
}

}  // namespace

TEST_CASE("The ledger tells every change of a verdict, in one order") {
  const uint64_t worlds = FromEnvironment("SUYUAN_RANDOM_WORLDS", 5000);
  const uint64_t first = FromEnvironment("SUYUAN_RANDOM_SEED", 1);
  int64_t changes = 0;
  for (uint64_t seed = first; seed < first + worlds; ++seed) {
    INFO("seed " << seed);
    const Case c = RandomCase(seed);
    const FakeClock clock(c.trace.now);
    const Profile& profile = BuiltInProfiles()[seed % 2];
    std::string told[2];
    for (int way = 0; way < 2; ++way) {
      Dice dice(seed * 2 + way);
      Engine engine(clock);
      VerdictLedger ledger(engine, profile);
      Follow(c.world, dice, engine, ledger);
      told[way] = TextOf(engine, ledger);
      changes += ledger.last_position();
      if (way == 0) {
        REQUIRE(told[0] == JudgedAtEveryInstant(engine, profile, c.world));
      }
    }
    REQUIRE(told[0] == told[1]);
  }
  std::cout << worlds << " worlds, " << changes << " changes\n";
  CHECK(changes > static_cast<int64_t>(worlds) * 5);
}

}  // namespace suyuan::worlds
