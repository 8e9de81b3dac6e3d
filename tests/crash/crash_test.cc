// kill -9 of each service in turn, again and again, while a client imports
// certificates and keeps records. A process that dies so leaves what it gave
// to the system and nothing else: what was acknowledged must be all there.

#include <algorithm>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "tests/crash/audit.h"
#include "tests/crash/journal.h"
#include "tests/crash/suite.h"
#include "tests/crash/writers.h"

namespace suyuan::crash {
namespace {

constexpr int kKills = 51;  // that hit writes in flight; 17 of each service
constexpr int64_t kCertificates = 2000;
// A kill that happens to hit no write is one more round.
constexpr int kMostRounds = 2 * kKills;

void Audit(const Suite& suite, Journal& journal) {
  AuditCertificates(suite, journal);
  AuditRegistry(suite, journal);
  AuditLog(suite, journal);
  AuditGraph(suite, journal);
  CHECK(journal.wrongs() == std::vector<std::string>());
}

// Until `count` more certificates were acknowledged.
void AwaitCertificates(const Journal& journal, int64_t count) {
  const int64_t wanted = journal.certificate_count() + count;
  const absl::Time until = absl::Now() + absl::Seconds(60);
  while (journal.certificate_count() < wanted) {
    REQUIRE(journal.wrongs() == std::vector<std::string>());
    REQUIRE(absl::Now() < until);
    absl::SleepFor(absl::Microseconds(200));
  }
}

struct Tally {
  int kills = 0;           // that hit writes in flight
  int kills_at_start = 0;  // of a service that was just starting
  int64_t cut_off = 0;     // calls that a kill left without an answer
};

// Kills the service at some moment of the import, and every third time once
// more while it starts. Whether the kill hit writes in flight: of the service
// itself, or those that the graph was to follow.
bool KillOnce(Suite& suite, Writers& writers, const Journal& journal,
              Service victim, std::mt19937& random, Tally& tally) {
  const Service written =
      victim == Service::kTraceability ? Service::kCertificates : victim;
  const int64_t cut_off_before = writers.cut_off(victim);
  writers.Begin();
  AwaitCertificates(journal, random() % 50);
  absl::SleepFor(absl::Microseconds(random() % 3000));
  const bool is_written = writers.in_flight(written) > 0;
  writers.ExpectKill(victim);
  suite.Kill(victim);
  suite.Start(victim);
  if (random() % 3 == 0) {
    absl::SleepFor(absl::Milliseconds(random() % 60));
    suite.Kill(victim);
    suite.Start(victim);
    ++tally.kills_at_start;
  }
  suite.AwaitServing(victim);
  writers.Finish(10);
  const int64_t cut_off = writers.cut_off(victim) - cut_off_before;
  tally.cut_off += cut_off;
  return victim == Service::kTraceability ? is_written : cut_off > 0;
}

TEST_CASE("Killed at any moment, no service loses or doubles anything") {
  Suite suite;
  for (const Service service : kServices) suite.Start(service);
  for (const Service service : kServices) suite.AwaitServing(service);
  Journal journal;
  Writers writers(suite, journal);
  const unsigned seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937 random(seed);

  Tally tally;
  const absl::Time begin = absl::Now();
  for (int round = 0; tally.kills < kKills; ++round) {
    REQUIRE(round < kMostRounds);
    const Service victim = kServices[tally.kills % kServices.size()];
    INFO("round " << round << ", killed: " << NameOf(victim));
    if (KillOnce(suite, writers, journal, victim, random, tally)) {
      ++tally.kills;
    }
    Audit(suite, journal);
  }
  if (journal.certificate_count() < kCertificates) {
    writers.Begin();
    AwaitCertificates(journal, kCertificates - journal.certificate_count());
    writers.Finish(0);
    Audit(suite, journal);
  }
  CHECK(journal.certificate_count() >= kCertificates);
  WARN(absl::StrCat(
      tally.kills, " kills with writes in flight, ", tally.kills_at_start,
      " of a starting service; ", tally.cut_off,
      " calls cut off and sent again; ", journal.certificate_count(),
      " certificates, ", journal.voids().size(), " voids, ",
      journal.records().size(), " records, ", journal.heads().size(),
      " signed heads, none lost; ", absl::FormatDuration(absl::Now() - begin)));
}

// The first start makes the schema, what seals page tokens and the key that
// signs the log: all of it or nothing.
TEST_CASE("Killed while it starts for the first time, a service starts again") {
  const Service service = GENERATE(Service::kRegistry, Service::kCertificates);
  const unsigned seed = std::random_device()();
  INFO(NameOf(service) << ", seed " << seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 12; ++i) {
    Suite suite;
    suite.Start(service);
    absl::SleepFor(absl::Milliseconds(random() % 120));
    suite.Kill(service);
    suite.Start(service);
    suite.AwaitServing(service);
  }
}

}  // namespace
}  // namespace suyuan::crash
