// bench_trace: what the suite does in a second, on a region of a given size
// that came through import and feed. Prints figures; asserts no time.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "tests/bench/figures.h"
#include "tests/bench/folder.h"
#include "tests/bench/load.h"
#include "tests/bench/questions.h"
#include "tests/bench/region.h"
#include "tests/bench/region_messages.h"
#include "tests/bench/services.h"

namespace suyuan::bench {
namespace {

struct Settings {
  RegionOptions region;
  std::string folder;
  int writers = 4;
  int batch = 500;
  int callers = 8;
  double seconds = 5;
};

absl::Status Import(const Settings& settings, Region& region,
                    const std::string& target, NameSample& sample) {
  CertificateSource source(region);
  const int64_t singly =
      std::min<int64_t>(settings.region.certificates / 10, 10'000);
  SUYUAN_RETURN_IF_ERROR(
      ImportSingly(target, source, singly, 16, "import_single_16", sample));
  SUYUAN_RETURN_IF_ERROR(
      ImportSingly(target, source, singly, 64, "import_single_64", sample));
  return ImportRest(target, source, settings.writers, settings.batch, sample);
}

// The first national primary standard, and one of the middle and of the lower
// tiers that calibrates most.
ItemId FirstOfTier(const Region& region, int tier) {
  const auto& items = region.items();
  return static_cast<ItemId>(
      std::find_if(items.begin(), items.end(),
                   [tier](const Item& item) { return item.tier == tier; }) -
      items.begin());
}

absl::Status Ask(const Settings& settings, const Region& region,
                 const std::string& target,
                 const std::vector<std::string>& names) {
  const absl::Duration spell = absl::Seconds(settings.seconds);
  SUYUAN_RETURN_IF_ERROR(MeasureTrace(target, names, settings.callers, spell));
  SUYUAN_RETURN_IF_ERROR(MeasureBatchTrace(target, names, spell));
  SUYUAN_RETURN_IF_ERROR(MeasureAffected(
      target, StandardName(FirstOfTier(region, 4)), "affected_city"));
  SUYUAN_RETURN_IF_ERROR(MeasureAffected(
      target, StandardName(FirstOfTier(region, 2)), "affected_national"));
  return MeasureAffected(target, StandardName(FirstOfTier(region, 0)),
                         "affected_primary");
}

// The oldest are standards: a spell must not ask of them alone.
std::vector<std::string> Shuffled(std::vector<std::string> names,
                                  uint64_t seed) {
  Random random(seed);
  for (size_t i = names.size(); i > 1; --i) {
    std::swap(names[i - 1], names[random.Below(i)]);
  }
  return names;
}

absl::Status Run(const Settings& settings) {
  const Folder folder(settings.folder);
  if (folder.path().empty()) {
    return absl::InvalidArgumentError("no folder can be made in " +
                                      settings.folder);
  }
  SUYUAN_ASSIGN_OR_RETURN(const auto services, Services::Start(folder.path()));
  Region region(settings.region);
  const int64_t wanted = settings.region.certificates;
  PrintFigure("certificates", static_cast<double>(wanted), "certificates");
  SUYUAN_RETURN_IF_ERROR(LoadRegistry(services->registry(), region, 16));
  NameSample sample(std::max<int64_t>(wanted / 50'000, 1));
  SUYUAN_RETURN_IF_ERROR(
      Import(settings, region, services->certificates(), sample));
  PrintFigure("disk_per_certificate",
              static_cast<double>(BytesOnDisk(folder.path())) / wanted,
              "bytes");
  const int64_t before = ResidentBytes();
  const Stopwatch watch;
  SUYUAN_RETURN_IF_ERROR(services->StartTraceability());
  const auto standards =
      std::count_if(region.items().begin(), region.items().end(),
                    [](const Item& item) { return item.tier != kInstruments; });
  SUYUAN_RETURN_IF_ERROR(AwaitGraph(
      services->traceability(), wanted,
      2 * region.institutions() + region.kinds() + standards, watch, before));
  return Ask(settings, region, services->traceability(),
             Shuffled(sample.names(), settings.region.seed));
}

int Main(int argc, char** argv) {
  Settings settings;
  settings.folder = std::filesystem::temp_directory_path();
  CLI::App app("Measures import, load, Trace and ListAffected on a region.",
               "bench_trace");
  app.add_option("--certificates", settings.region.certificates,
                 "how many to make")
      ->check(CLI::Range(int64_t{100}, int64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--seed", settings.region.seed)->capture_default_str();
  app.add_option("--folder", settings.folder, "where the stores are put")
      ->capture_default_str();
  app.add_option("--writers", settings.writers, "that import batches at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--batch", settings.batch, "certificates a call")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--callers", settings.callers, "that trace at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "a question is asked")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status end = Run(settings);
  if (end.ok()) return 0;
  std::fprintf(stderr, "bench_trace: %s\n", std::string(end.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace suyuan::bench

int main(int argc, char** argv) { return suyuan::bench::Main(argc, argv); }
