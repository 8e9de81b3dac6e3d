#include "tests/bench/figures.h"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

namespace suyuan::bench {
namespace {

double CpuOfProcess() {
  rusage usage{};
  SUYUAN_CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) +
           1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Stopwatch::Stopwatch() : start_(absl::Now()), cpu_start_(CpuOfProcess()) {}

double Stopwatch::Seconds() const {
  return absl::ToDoubleSeconds(absl::Now() - start_);
}

double Stopwatch::CpuSeconds() const { return CpuOfProcess() - cpu_start_; }

void PrintRate(absl::string_view name, int64_t count, const Stopwatch& watch,
               absl::string_view unit) {
  const double seconds = watch.Seconds();
  const double cpu = watch.CpuSeconds();
  PrintFigure(name, static_cast<double>(count) / seconds, unit);
  PrintFigure(absl::StrCat(name, "_cpu"),
              1e6 * cpu / static_cast<double>(std::max<int64_t>(count, 1)),
              "µs processor time each");
}

void PrintFigure(absl::string_view name, double value, absl::string_view unit) {
  std::printf("%-36s %14.2f %s\n", std::string(name).c_str(), value,
              std::string(unit).c_str());
  std::fflush(stdout);
}

absl::Duration Percentile(std::vector<absl::Duration>& durations,
                          double share) {
  SUYUAN_CHECK(!durations.empty());
  std::sort(durations.begin(), durations.end());
  const auto at = static_cast<size_t>(share * durations.size());
  return durations[std::min(at, durations.size() - 1)];
}

int64_t ResidentBytes() {
  malloc_trim(0);
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word != "RssAnon:") continue;
    int64_t kibibytes = 0;
    status >> kibibytes;
    return kibibytes * 1024;
  }
  return 0;
}

int64_t BytesOnDisk(absl::string_view folder) {
  int64_t bytes = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(folder))) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace suyuan::bench
