#ifndef TESTS_BENCH_FIGURES_H_
#define TESTS_BENCH_FIGURES_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace suyuan::bench {

// Prints "name value unit" on a line of stdout, at once.
void PrintFigure(absl::string_view name, double value, absl::string_view unit);

// The value that `share` (0 to 1) of the durations do not exceed; durations
// must not be empty. Sorts them.
absl::Duration Percentile(std::vector<absl::Duration>& durations, double share);

// What a spell took, by the wall's clock and by the process's processor time.
// The second one hardly depends on who else uses the machine.
class Stopwatch {
 public:
  Stopwatch();
  double Seconds() const;
  double CpuSeconds() const;

 private:
  absl::Time start_;
  double cpu_start_;
};

// `count` things in the time since `watch` was made: "name count/s unit" and
// "name_cpu µs processor time each".
void PrintRate(absl::string_view name, int64_t count, const Stopwatch& watch,
               absl::string_view unit);

// Bytes of memory that the process holds now, without the files that it maps,
// after giving back what its allocator keeps for later.
int64_t ResidentBytes();

// Bytes of the files in a folder.
int64_t BytesOnDisk(absl::string_view folder);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_FIGURES_H_
