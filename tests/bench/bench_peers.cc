// bench_peers: the same questions asked of our engine, SQLite and PostgreSQL
// about the same region in one run. Answers are compared before anything is
// timed: ends with 1 where any two differ. Asserts no time.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/bench/figures.h"
#include "tests/bench/folder.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/random.h"
#include "tests/bench/region.h"
#include "tests/bench/tell_engine.h"

namespace suyuan::bench {
namespace {

struct Settings {
  RegionOptions region;
  int most_points = 10;
  int64_t traces = 2000;
  int64_t compared = 500;
  int repeated = 3;
  std::string folder = "/tmp";
  std::string postgres;
};

// One certificate in so many of a standard's is void from the middle of its
// validity.
constexpr int64_t kOneInVoid = 499;

struct Peers {
  std::unique_ptr<EnginePeer> engine;
  std::vector<std::unique_ptr<Peer>> databases;

  std::vector<Peer*> all() const {
    std::vector<Peer*> out = {engine.get()};
    for (const auto& one : databases) out.push_back(one.get());
    return out;
  }
};

CertificateOfRegion ToCertificate(const Region& region,
                                  const Calibration& calibration) {
  const Item& item = region.items()[calibration.item];
  CertificateOfRegion out;
  out.calibration = calibration;
  out.tier = item.tier;
  out.valid_to = calibration.day + item.period - 1;
  if (item.tier < kInstruments && calibration.number % kOneInVoid == 0) {
    out.void_from = calibration.day + item.period / 2;
  }
  return out;
}

// Tells everybody everything.
void TellAll(Region& region, const std::vector<Peer*>& peers) {
  std::vector<double> seconds(peers.size(), 0);
  const auto tell = [&](const std::function<void(Peer&)>& what) {
    for (size_t i = 0; i < peers.size(); ++i) {
      const Stopwatch watch;
      what(*peers[i]);
      seconds[i] += watch.Seconds();
    }
  };
  tell([&region](Peer& peer) {
    for (ItemId id = 0; id < region.items().size(); ++id) {
      if (region.items()[id].tier == kInstruments) peer.AddInstrument(id);
    }
  });
  int64_t links = 0;
  int64_t certificates = 0;
  std::vector<CertificateOfRegion> batch;
  Calibration calibration;
  for (bool more = true; more;) {
    batch.clear();
    while (batch.size() < 10'000 && (more = region.Next(calibration))) {
      batch.push_back(ToCertificate(region, calibration));
      links += calibration.use_count;
    }
    certificates += static_cast<int64_t>(batch.size());
    tell([&batch](Peer& peer) {
      for (const CertificateOfRegion& c : batch) peer.AddCertificate(c);
    });
  }
  tell([](Peer& peer) { peer.Finish(); });
  PrintFigure("certificates", static_cast<double>(certificates),
              "certificates");
  PrintFigure("links", static_cast<double>(links), "links");
  for (size_t i = 0; i < peers.size(); ++i) {
    PrintFigure(absl::StrCat("load_", peers[i]->name()),
                static_cast<double>(certificates) / seconds[i],
                "certificates/s, indexes or settling among it");
    PrintFigure(
        absl::StrCat("bytes_", peers[i]->name()),
        static_cast<double>(peers[i]->Bytes()) / static_cast<double>(links),
        "bytes a link, all that is kept");
  }
}

std::vector<int64_t> SomeCertificates(const Settings& settings, uint64_t seed,
                                      int64_t count) {
  Random random(seed);
  std::vector<int64_t> out;
  for (int64_t i = 0; i < count; ++i) {
    out.push_back(
        1 + static_cast<int64_t>(random.Below(settings.region.certificates)));
  }
  return out;
}

ItemId FirstOfTier(const Region& region, int tier) {
  const auto& items = region.items();
  return static_cast<ItemId>(
      std::find_if(items.begin(), items.end(),
                   [tier](const Item& item) { return item.tier == tier; }) -
      items.begin());
}

constexpr int kTiersAffected[] = {4, 2, 0};

int32_t DayAsked() {
  return static_cast<int32_t>(LastDay() - absl::CivilDay(kFirstYear, 1, 1));
}

// How many answers differ from the engine's.
int64_t Compare(const Settings& settings, const Region& region,
                const Peers& peers) {
  int64_t wrong = 0;
  const auto differ = [&wrong](const Peer& peer, const std::string& what) {
    ++wrong;
    std::fprintf(stderr, "%s answers otherwise: %s\n", peer.name().c_str(),
                 what.c_str());
  };
  int64_t sound = 0;
  double certificates = 0;
  for (const int64_t number :
       SomeCertificates(settings, 11, settings.compared)) {
    const ChainAnswer ours = peers.engine->Chain(number);
    sound += ours.sound ? 1 : 0;
    certificates += static_cast<double>(ours.certificates.size());
    if (peers.engine->IsSound(number) != ours.sound) {
      differ(*peers.engine, absl::StrCat("the verdict of ", number));
    }
    for (const auto& peer : peers.databases) {
      if (peer->Chain(number) != ours) {
        differ(*peer, absl::StrCat("the chain of ", number));
      }
    }
  }
  for (const int tier : kTiersAffected) {
    const ItemId standard = FirstOfTier(region, tier);
    const std::vector<int64_t> ours = peers.engine->Affected(standard);
    PrintFigure(absl::StrCat("affected_tier", tier),
                static_cast<double>(ours.size()), "certificates");
    for (const auto& peer : peers.databases) {
      if (peer->Affected(standard) != ours ||
          peer->CountAffected(standard) != static_cast<int64_t>(ours.size())) {
        differ(*peer, absl::StrCat("what standard ", standard, " affects"));
      }
    }
  }
  const CoverageAnswer ours = peers.engine->Coverage(DayAsked());
  for (const auto& peer : peers.databases) {
    if (peer->Coverage(DayAsked()) != ours) differ(*peer, "coverage");
  }
  const auto count = static_cast<double>(settings.compared);
  PrintFigure("chains_compared", count, "chains");
  PrintFigure("chains_certificates", certificates / count,
              "certificates a chain");
  PrintFigure("chains_sound", 100.0 * static_cast<double>(sound) / count, "%");
  PrintFigure("instruments", static_cast<double>(ours.instruments),
              "instruments");
  PrintFigure("covered",
              100.0 * static_cast<double>(ours.sound) /
                  static_cast<double>(ours.instruments),
              "%");
  PrintFigure("wrong", static_cast<double>(wrong), "answers");
  return wrong;
}

std::vector<absl::Duration> Times(int64_t count,
                                  const std::function<void(int64_t)>& ask) {
  std::vector<absl::Duration> out;
  for (int64_t i = 0; i < count; ++i) {
    const absl::Time start = absl::Now();
    ask(i);
    out.push_back(absl::Now() - start);
  }
  return out;
}

// One line for each who is asked, and for each database how many times what
// the engine takes it takes.
class Comparison {
 public:
  Comparison(std::string question, absl::string_view unit,
             absl::Duration one_unit)
      : question_(std::move(question)), unit_(unit), one_unit_(one_unit) {}

  void Ours(std::vector<absl::Duration> times) {
    ours_ = Print("engine", std::move(times));
  }
  void Theirs(const Peer& peer, std::vector<absl::Duration> times) {
    const double theirs = Print(peer.name(), std::move(times));
    PrintFigure(absl::StrCat(question_, "_", peer.name(), "_ratio"),
                theirs / ours_, "times the engine's");
  }

 private:
  double Print(const std::string& who, std::vector<absl::Duration> times) {
    const double median = absl::FDivDuration(Percentile(times, 0.5), one_unit_);
    PrintFigure(absl::StrCat(question_, "_", who), median, unit_);
    return median;
  }

  const std::string question_;
  const std::string unit_;
  const absl::Duration one_unit_;
  double ours_ = 0;
};

void TimeChains(const Settings& settings, const Peers& peers) {
  const std::vector<int64_t> targets =
      SomeCertificates(settings, 7, settings.traces);
  const auto times = [&targets](const std::function<void(int64_t)>& ask) {
    return Times(static_cast<int64_t>(targets.size()),
                 [&](int64_t i) { ask(targets[i]); });
  };
  Comparison verdict("verdict", "µs, p50", absl::Microseconds(1));
  Comparison chain("chain", "µs, p50", absl::Microseconds(1));
  verdict.Ours(times([&](int64_t c) { peers.engine->IsSound(c); }));
  chain.Ours(times([&](int64_t c) { peers.engine->Chain(c); }));
  for (const auto& peer : peers.databases) {
    const auto theirs = times([&](int64_t c) { peer->Chain(c); });
    verdict.Theirs(*peer, theirs);
    chain.Theirs(*peer, theirs);
  }
}

void TimeAffected(const Settings& settings, const Region& region,
                  const Peers& peers, int tier) {
  const ItemId standard = FirstOfTier(region, tier);
  Comparison list(absl::StrCat("affected_tier", tier, "_list"), "ms",
                  absl::Milliseconds(1));
  Comparison count(absl::StrCat("affected_tier", tier, "_count"), "ms",
                   absl::Milliseconds(1));
  list.Ours(Times(settings.repeated,
                  [&](int64_t) { peers.engine->Affected(standard); }));
  count.Ours(Times(settings.repeated,
                   [&](int64_t) { peers.engine->CountAffected(standard); }));
  for (const auto& peer : peers.databases) {
    list.Theirs(*peer, Times(settings.repeated,
                             [&](int64_t) { peer->Affected(standard); }));
    count.Theirs(*peer, Times(settings.repeated,
                              [&](int64_t) { peer->CountAffected(standard); }));
  }
}

void TimeCoverage(const Settings& settings, const Peers& peers) {
  Comparison coverage("coverage", "ms", absl::Milliseconds(1));
  const auto times = [&settings](Peer& peer) {
    return Times(settings.repeated,
                 [&peer](int64_t) { peer.Coverage(DayAsked()); });
  };
  coverage.Ours(times(*peers.engine));
  for (const auto& peer : peers.databases) coverage.Theirs(*peer, times(*peer));
}

int64_t Run(const Settings& settings) {
  const Folder folder(settings.folder);
  Region region(settings.region);
  Peers peers;
  peers.engine = MakeEnginePeer(region, settings.most_points);
  peers.databases.push_back(MakeSqlitePeer(folder.path()));
  if (!settings.postgres.empty()) {
    auto postgres = MakePostgresPeer(settings.postgres);
    if (postgres == nullptr) {
      std::fprintf(stderr, "PostgreSQL is left out: built without libpq.\n");
    } else {
      peers.databases.push_back(std::move(postgres));
    }
  }
  TellAll(region, peers.all());
  if (const int64_t wrong = Compare(settings, region, peers); wrong > 0) {
    return wrong;
  }
  TimeChains(settings, peers);
  for (const int tier : kTiersAffected) {
    TimeAffected(settings, region, peers, tier);
  }
  TimeCoverage(settings, peers);
  return 0;
}

int Main(int argc, char** argv) {
  Settings settings;
  CLI::App app(
      "Asks our engine, SQLite and PostgreSQL the same about one region.",
      "bench_peers");
  app.add_option("--certificates", settings.region.certificates,
                 "how many to make")
      ->check(CLI::Range(int64_t{2000}, int64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--seed", settings.region.seed)->capture_default_str();
  app.add_option("--points", settings.most_points, "most on a certificate")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--traces", settings.traces, "how many are measured")
      ->capture_default_str();
  app.add_option("--compared", settings.compared, "chains compared first")
      ->capture_default_str();
  app.add_option("--repeated", settings.repeated,
                 "times that a list is asked for")
      ->capture_default_str();
  app.add_option("--folder", settings.folder,
                 "where SQLite's file goes for a while")
      ->capture_default_str();
  app.add_option("--postgres", settings.postgres,
                 "connection string of a database whose tables certificates, "
                 "links and instruments are made anew; else it is not asked");
  CLI11_PARSE(app, argc, argv);
  return Run(settings) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace suyuan::bench

int main(int argc, char** argv) { return suyuan::bench::Main(argc, argv); }
