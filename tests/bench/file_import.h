#ifndef TESTS_BENCH_FILE_IMPORT_H_
#define TESTS_BENCH_FILE_IMPORT_H_

#include <cstdint>

#include "absl/status/status.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/bench/instruments.h"

namespace suyuan::bench {

// Imports instruments `first` to `end` - 1 as files through the service, first
// half as CSV and the rest as JSON lines, one part after the other as suyuanctl
// does, then exports all that is there as both. Prints "import_csv",
// "import_jsonl", "export_csv" and "export_jsonl". The files are made before
// the clock starts.
absl::Status MeasureFiles(registry::v1::Registry::StubInterface& stub,
                          const RegisterShape& shape, int64_t first,
                          int64_t end);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_FILE_IMPORT_H_
