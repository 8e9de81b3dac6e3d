// bench_engine: what the traceability engine does in a second by itself, on a
// region of a given size that is told to it as facts. Prints figures; asserts
// no time. Ends with 1 where what is settled and judging anew disagree.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/base/status.h"
#include "services/traceability/engine.h"
#include "services/traceability/recall/affected.h"
#include "services/traceability/snapshot/snapshot.h"
#include "tests/bench/figures.h"
#include "tests/bench/folder.h"
#include "tests/bench/region.h"
#include "tests/bench/region_facts.h"
#include "tests/bench/tell_engine.h"

namespace suyuan::bench {
namespace {

using traceability::CertificateFacts;
using traceability::Engine;
using traceability::Graph;
using traceability::TraceAnswer;
using traceability::TraceQuestion;

struct Settings {
  RegionOptions region;
  int most_points = 10;
  int64_t traces = 200'000;
  int64_t compared = 10'000;
  std::string folder = "/tmp";
};

constexpr size_t kBatch = 1000;

std::vector<CertificateFacts> NextBatch(Region& region,
                                        const RegionFacts& facts, size_t most) {
  std::vector<CertificateFacts> out;
  Calibration calibration;
  while (out.size() < most && region.Next(calibration)) {
    out.push_back(facts.Certificate(calibration));
  }
  return out;
}

// All but the last thousand; the names of all.
std::vector<std::string> LoadCertificates(Region& region,
                                          const RegionFacts& facts,
                                          int64_t wanted, Engine& engine) {
  std::vector<std::string> names;
  double seconds = 0;
  double cpu = 0;
  for (int64_t left = wanted - static_cast<int64_t>(kBatch); left > 0;) {
    const std::vector<CertificateFacts> batch =
        NextBatch(region, facts, std::min<size_t>(left, kBatch));
    const Stopwatch watch;
    ApplyBatch(batch, engine);
    seconds += watch.Seconds();
    cpu += watch.CpuSeconds();
    left -= static_cast<int64_t>(batch.size());
    for (const CertificateFacts& c : batch) names.push_back(c.name);
  }
  const auto applied = static_cast<double>(names.size());
  PrintFigure("apply", applied / seconds, "certificates/s");
  PrintFigure("apply_cpu", 1e6 * cpu / applied, "µs processor time each");
  return names;
}

void SettleAll(Engine& engine) {
  const Stopwatch watch;
  while (engine.SettlePending(1000) > 0) {
  }
  PrintRate("settle", engine.size().certificates, watch, "certificates/s");
}

void PrintMemory(const Engine& engine) {
  const traceability::GraphSize size = engine.size();
  const auto a_link = [&size](int64_t bytes) {
    return static_cast<double>(bytes) / static_cast<double>(size.references);
  };
  PrintFigure("links", static_cast<double>(size.references), "links");
  PrintFigure("results", static_cast<double>(size.results), "results");
  PrintFigure("settled_certificates", a_link(size.settled.certificates),
              "bytes a link");
  PrintFigure("settled_users", a_link(size.settled.users), "bytes a link");
  PrintFigure("settled_others", a_link(size.settled.others), "bytes a link");
  PrintFigure("settled_results", a_link(size.settled.results), "bytes a link");
  PrintFigure("settled_result_links", a_link(size.settled.links),
              "bytes a link");
  PrintFigure("settled", a_link(size.settled.total()), "bytes a link, all");
  PrintFigure("rows_texts_indexes",
              a_link(size.graph.total() - size.graph.records),
              "bytes a link, records apart");
  for (const auto& [part, bytes] : size.graph.parts) {
    if (bytes > 0) PrintFigure(part, a_link(bytes), "bytes a link");
  }
  PrintFigure("records",
              static_cast<double>(size.graph.records) /
                  static_cast<double>(size.records),
              "bytes a record");
}

TraceQuestion Question(const std::string& target, bool verdict_only) {
  TraceQuestion question;
  question.target = {
      target, {}, traceability::ToDayNumber(LastDay()), absl::InfiniteFuture()};
  question.profile = &traceability::BuiltInProfiles()[0];
  question.verdict_only = verdict_only;
  return question;
}

void PrintTimes(const std::string& figure, std::vector<absl::Duration>& times) {
  for (const auto& [name, share] :
       {std::pair("_p50", 0.5), std::pair("_p99", 0.99)}) {
    PrintFigure(figure + name,
                absl::ToDoubleMicroseconds(Percentile(times, share)), "µs");
  }
}

void MeasureTrace(const Engine& engine, const std::string& figure,
                  const std::vector<std::string>& names, int64_t count,
                  bool verdict_only) {
  Random random(7);
  std::vector<std::string> targets;
  for (int64_t i = 0; i < count; ++i) {
    targets.push_back(names[random.Below(names.size())]);
  }
  int64_t settled = 0;
  int64_t traceable = 0;
  std::vector<absl::Duration> times;
  const Stopwatch watch;
  for (const std::string& target : targets) {
    const absl::Time start = absl::Now();
    const absl::Status asked = engine.Trace(
        Question(target, verdict_only), Deadline::Infinite(),
        [&](const Graph&, const auto&, const TraceAnswer& answer) {
          settled += answer.settled ? 1 : 0;
          traceable +=
              answer.verdict == traceability::Verdict::kTraceable ? 1 : 0;
        });
    SUYUAN_CHECK(asked.ok());
    times.push_back(absl::Now() - start);
  }
  PrintRate(figure, count, watch, "traces/s");
  PrintTimes(figure, times);
  PrintFigure(figure + "_settled", 100.0 * settled / count, "%");
  PrintFigure(figure + "_traceable", 100.0 * traceable / count, "%");
}

std::string Told(const Engine& engine, const TraceQuestion& question) {
  std::string out;
  const absl::Status asked = engine.Trace(
      question, Deadline::Infinite(),
      [&out](const Graph&, const auto&, const TraceAnswer& answer) {
        absl::StrAppend(&out, static_cast<int>(answer.verdict));
        for (const auto& reason : ReasonsOf(answer)) {
          absl::StrAppend(&out, " ", TextOf(reason.first.rule).code, " x",
                          reason.count, " #", reason.certificate);
        }
      });
  return asked.ok() ? out : std::string(asked.message());
}

// How many of a sample are told otherwise by what is settled.
int64_t CompareTraces(const Engine& engine,
                      const std::vector<std::string>& names, int64_t count) {
  Random random(11);
  int64_t wrong = 0;
  double links = 0;
  double certificates = 0;
  for (int64_t i = 0; i < count; ++i) {
    const std::string& target = names[random.Below(names.size())];
    if (Told(engine, Question(target, true)) !=
        Told(engine, Question(target, false))) {
      ++wrong;
    }
    const absl::Status asked = engine.Trace(
        Question(target, false), Deadline::Infinite(),
        [&](const Graph&, const auto&, const TraceAnswer& answer) {
          certificates += static_cast<double>(answer.chain.certificates.size());
          for (const auto& node : answer.chain.nodes) {
            links += static_cast<double>(node.supports.size());
          }
        });
    SUYUAN_CHECK(asked.ok());
  }
  PrintFigure("trace_certificates", certificates / static_cast<double>(count),
              "certificates a trace");
  PrintFigure("trace_links", links / static_cast<double>(count),
              "links of results a trace");
  PrintFigure("traces_compared", static_cast<double>(count), "traces");
  PrintFigure("traces_wrong", static_cast<double>(wrong), "traces");
  return wrong;
}

// Each of the last certificates by itself: applied, then asked for.
void MeasureVisible(Region& region, const RegionFacts& facts, Engine& engine) {
  std::vector<absl::Duration> times;
  for (const CertificateFacts& c : NextBatch(region, facts, kBatch)) {
    const absl::Time start = absl::Now();
    ApplyBatch({c}, engine);
    SUYUAN_CHECK(!Told(engine, Question(c.name, true)).empty());
    times.push_back(absl::Now() - start);
  }
  PrintTimes("apply_and_trace", times);
}

int64_t MeasureAffected(const Engine& engine, const Region& region, int tier,
                        bool compare) {
  const auto& items = region.items();
  const auto first =
      std::find_if(items.begin(), items.end(),
                   [tier](const Item& item) { return item.tier == tier; }) -
      items.begin();
  traceability::AffectedQuestion question;
  question.target = absl::StrCat("standards/s", first);
  question.as_of = traceability::ToDayNumber(LastDay());
  question.known_at = absl::InfiniteFuture();
  const std::string figure = absl::StrCat("affected_tier", tier);
  const Stopwatch watch;
  const auto answer = engine.ListAffected(question, Deadline::Infinite());
  const double seconds = watch.Seconds();
  const double cpu = watch.CpuSeconds();
  SUYUAN_CHECK(answer.ok());
  PrintFigure(figure, static_cast<double>(answer->certificates.size()),
              "certificates");
  PrintFigure(figure + "_time", 1e3 * seconds, "ms");
  PrintFigure(figure + "_cpu", 1e3 * cpu, "ms processor time");
  if (!compare) return 0;
  int64_t wrong = 0;
  engine.Read([&](const Graph& graph) {
    const Stopwatch slow_watch;
    const auto slow = FindAffected(graph, question, Deadline::Infinite());
    PrintFigure(figure + "_anew_cpu", 1e3 * slow_watch.CpuSeconds(),
                "ms processor time");
    SUYUAN_CHECK(slow.ok());
    wrong = slow->certificates.size() == answer->certificates.size() &&
                    slow->items == answer->items
                ? 0
                : 1;
    for (size_t i = 0; wrong == 0 && i < slow->certificates.size(); ++i) {
      const auto& a = slow->certificates[i];
      const auto& b = answer->certificates[i];
      if (a.certificate != b.certificate || a.results != b.results ||
          a.depth != b.depth || a.current != b.current) {
        wrong = 1;
      }
    }
  });
  PrintFigure(figure + "_wrong", static_cast<double>(wrong), "answers");
  return wrong;
}

// Writes a snapshot and starts another engine from it. How many of a sample of
// answers it gives otherwise.
int64_t MeasureSnapshot(const Settings& settings, const Engine& engine,
                        const std::vector<std::string>& names) {
  const Folder folder(settings.folder);
  SUYUAN_CHECK(!folder.path().empty());
  const std::string path = folder.path() + "/graph.snapshot";
  const Stopwatch write_watch;
  const auto written = traceability::WriteSnapshot(engine, nullptr, path);
  SUYUAN_CHECK(written.ok());
  PrintFigure("snapshot_write", write_watch.Seconds(), "s");
  PrintFigure("snapshot_held", absl::ToDoubleSeconds(written->held), "s");
  PrintFigure("snapshot", static_cast<double>(written->bytes) / 1e6, "MB");
  Engine other(engine.clock());
  const Stopwatch read_watch;
  auto restored = traceability::ReadSnapshot(path, nullptr);
  SUYUAN_CHECK(restored.ok());
  other.Restore(std::move((*restored)->graph), std::move((*restored)->settled),
                (*restored)->positions);
  PrintFigure("snapshot_read", read_watch.Seconds(), "s");
  PrintFigure("snapshot_read_cpu", read_watch.CpuSeconds(), "s processor time");
  Random random(13);
  int64_t wrong = 0;
  for (int64_t i = 0; i < settings.compared; ++i) {
    const TraceQuestion question =
        Question(names[random.Below(names.size())], true);
    if (Told(other, question) != Told(engine, question)) ++wrong;
  }
  PrintFigure("snapshot_wrong", static_cast<double>(wrong), "traces");
  return wrong;
}

int64_t Run(const Settings& settings) {
  Region region(settings.region);
  const RegionFacts facts(region, settings.most_points);
  const FakeClock clock(
      absl::FromCivil(LastDay(), absl::FixedTimeZone(8 * 60 * 60)));
  Engine engine(clock);
  const int64_t wanted = settings.region.certificates;
  PrintFigure("certificates", static_cast<double>(wanted), "certificates");
  ApplyRegistry(region, facts, engine);
  const std::vector<std::string> names =
      LoadCertificates(region, facts, wanted, engine);
  SettleAll(engine);
  MeasureVisible(region, facts, engine);
  PrintMemory(engine);
  PrintFigure("resident", static_cast<double>(ResidentBytes()) / 1e6, "MB");
  MeasureTrace(engine, "trace", names, settings.traces, true);
  MeasureTrace(engine, "trace_anew", names, settings.traces / 20, false);
  int64_t wrong = CompareTraces(engine, names, settings.compared);
  for (const int tier : {4, 2, 0}) {
    wrong += MeasureAffected(engine, region, tier, settings.compared > 0);
  }
  if (!settings.folder.empty()) {
    wrong += MeasureSnapshot(settings, engine, names);
  }
  return wrong;
}

int Main(int argc, char** argv) {
  Settings settings;
  CLI::App app("Measures the traceability engine by itself on a region.",
               "bench_engine");
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
  app.add_option("--compared", settings.compared,
                 "traces that are judged anew, too; 0 also leaves out the "
                 "lists of what is affected")
      ->capture_default_str();
  app.add_option("--folder", settings.folder,
                 "where the snapshot is written; empty: none is")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return Run(settings) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace suyuan::bench

int main(int argc, char** argv) { return suyuan::bench::Main(argc, argv); }
