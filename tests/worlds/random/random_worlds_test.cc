#include <array>
#include <cstdlib>
#include <iostream>
#include <string>

#include "catch2/catch.hpp"
#include "libs/text/normalise.h"
#include "tests/worlds/oracle/oracle.h"
#include "tests/worlds/random/engine_side.h"
#include "tests/worlds/random/questions.h"
#include "tests/worlds/random/report.h"

// The engine and the oracle read the same random worlds and must say the same.

namespace suyuan::worlds {
namespace {

// SUYUAN_RANDOM_WORLDS and SUYUAN_RANDOM_SEED choose other runs.
uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// clang-format off
constexpr int kBuilt[] = {
    1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,
    17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
    kComparisonFailed, kStaleReference, kLateReference, kLinkGap};
// clang-format on
constexpr int kNumbers = kLastRule + 1;

std::string NameOf(int rule) {
  switch (rule) {
    case kComparisonFailed:
      return "COMPARISON_FAILED";
    case kStaleReference:
      return "STALE_REF_CERT";
    case kLateReference:
      return "REF_CERT_LATE";
    case kLinkGap:
      return "LINK_GAP";
    default:
      return "V" + std::to_string(rule);
  }
}

struct Tally {
  std::array<int, 4> verdicts{};
  std::array<std::array<int, kNumbers>, 2> deciding{};
  int affected = 0;
};

bool RegistryFirst(const Case& c) { return c.world.events.size() % 2 == 0; }

bool TracesDiffer(const Case& c) {
  return EngineSide(c.world, RegistryFirst(c)).Trace(c.trace) !=
         oracle::Trace(c.world, c.trace).answer;
}

bool AffectedDiffer(const Case& c) {
  return EngineSide(c.world, RegistryFirst(c)).ListAffected(c.affected) !=
         oracle::ListAffected(c.world, c.affected);
}

std::string TraceReport(uint64_t seed, const Case& found) {
  const Case c = Shrink(found, TracesDiffer);
  return "seed " + std::to_string(seed) + "\n" + Describe(c) +
         Difference(EngineSide(c.world, RegistryFirst(c)).Trace(c.trace),
                    oracle::Trace(c.world, c.trace).answer);
}

std::string AffectedReport(uint64_t seed, const Case& found) {
  const Case c = Shrink(found, AffectedDiffer);
  return "seed " + std::to_string(seed) + "\n" + Describe(c) +
         Difference(
             EngineSide(c.world, RegistryFirst(c)).ListAffected(c.affected),
             oracle::ListAffected(c.world, c.affected));
}

void Print(const Tally& tally, uint64_t worlds) {
  std::cout << worlds << " worlds; verdicts T/R/I/N:";
  for (const int n : tally.verdicts) std::cout << ' ' << n;
  std::cout << "; with something affected: " << tally.affected << "\n";
  for (const int rule : kBuilt) {
    std::cout << NameOf(rule) << " decides " << tally.deciding[0][rule]
              << " under CN_LEGAL, " << tally.deciding[1][rule]
              << " under CNAS_ILAC\n";
  }
}

}  // namespace

TEST_CASE("Engine and oracle give one answer about each random world") {
  const uint64_t worlds = FromEnvironment("SUYUAN_RANDOM_WORLDS", 100000);
  const uint64_t first = FromEnvironment("SUYUAN_RANDOM_SEED", 1);
  Tally tally;
  int reports = 0;
  for (uint64_t seed = first; seed < first + worlds; ++seed) {
    const Case c = RandomCase(seed);
    const EngineSide engine(c.world, RegistryFirst(c));
    const oracle::Traced traced = oracle::Trace(c.world, c.trace);
    if (engine.Trace(c.trace) != traced.answer) {
      std::cout << TraceReport(seed, c) << std::endl;
      FAIL_CHECK("Trace: engine and oracle disagree, see above");
      ++reports;
    }
    if (engine.TraceVerdict(c.trace) != traced.answer.verdict) {
      FAIL_CHECK("seed " << seed << ": another verdict is settled");
      ++reports;
    }
    const AffectedAnswer affected = oracle::ListAffected(c.world, c.affected);
    if (engine.ListAffected(c.affected) != affected) {
      std::cout << AffectedReport(seed, c) << std::endl;
      FAIL_CHECK("ListAffected: engine and oracle disagree, see above");
      ++reports;
    }
    if (!affected.certificates.empty()) ++tally.affected;
    if (traced.answer.found && traced.answer.result_found) {
      ++tally.verdicts[static_cast<size_t>(traced.answer.verdict)];
      for (const int rule : traced.deciding) {
        ++tally.deciding[static_cast<size_t>(c.trace.profile)][rule];
      }
    }
    REQUIRE(reports < 5);
  }
  Print(tally, worlds);
  for (const int n : tally.verdicts) {
    CHECK(static_cast<uint64_t>(n) * 10 >= worlds);
  }
  CHECK(static_cast<uint64_t>(tally.affected) * 10 >= worlds);
  for (const int rule : kBuilt) {
    CAPTURE(rule);
    const int decides = tally.deciding[0][rule] + tally.deciding[1][rule];
    // 500 of 200,000.
    CHECK(static_cast<uint64_t>(decides) * 400 >= worlds);
    CHECK(tally.deciding[0][rule] > 0);
    CHECK(tally.deciding[1][rule] > 0);
  }
  REQUIRE(reports == 0);
}

TEST_CASE("Without any one rule the engine's verdicts are found to be wrong") {
  constexpr uint64_t kEnough = 5000;
  std::array<bool, kNumbers> noticed{};
  for (uint64_t seed = 1; seed <= kEnough; ++seed) {
    const Case c = RandomCase(seed);
    const oracle::Traced traced = oracle::Trace(c.world, c.trace);
    if (!traced.answer.found || !traced.answer.result_found) continue;
    const EngineSide engine(c.world, RegistryFirst(c));
    for (const int rule : kBuilt) {
      if (noticed[rule]) continue;
      noticed[rule] =
          engine.Trace(c.trace, rule).verdict != traced.answer.verdict;
    }
  }
  for (const int rule : kBuilt) {
    CAPTURE(rule);
    CHECK(noticed[rule]);
  }
}

TEST_CASE("A number that the random worlds print is in its normal form") {
  CHECK(text::NormaliseIdentifier("N12") == "N12");
}

}  // namespace suyuan::worlds
