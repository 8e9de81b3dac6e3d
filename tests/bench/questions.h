#ifndef TESTS_BENCH_QUESTIONS_H_
#define TESTS_BENCH_QUESTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/bench/figures.h"

namespace suyuan::bench {

// Waits until the service holds `certificates` and all of the registry's
// records; prints the size of its graph. `before` is ResidentBytes() before it
// was started, `watch` began then.
absl::Status AwaitGraph(const std::string& target, int64_t certificates,
                        int64_t records, const Stopwatch& watch,
                        int64_t before);

// Trace with one call in flight for `spell`, in two views; then as many as
// `callers` bring through. Prints percentiles, rates and mean sizes. `names`
// must not be empty.
absl::Status MeasureTrace(const std::string& target,
                          const std::vector<std::string>& names, int callers,
                          absl::Duration spell);

// BatchTrace with a thousand targets, or all there are.
absl::Status MeasureBatchTrace(const std::string& target,
                               const std::vector<std::string>& names,
                               absl::Duration spell);

// ListAffected of one target to its summary; prints under `figure`.
absl::Status MeasureAffected(const std::string& target,
                             const std::string& standard,
                             const std::string& figure);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_QUESTIONS_H_
