#ifndef TESTS_BENCH_LOAD_H_
#define TESTS_BENCH_LOAD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/base/mutex.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "tests/bench/region.h"

namespace suyuan::bench {

// Certificates of a region that writers share, made as they are asked for.
class CertificateSource {
 public:
  // Borrows the region.
  explicit CertificateSource(Region& region) : region_(region) {}

  // Up to `most` more, and none after the last. Thread-safe.
  std::vector<certificates::v1::Certificate> Take(size_t most);

 private:
  Mutex mutex_;
  Region& region_ ABSL_GUARDED_BY(mutex_);
};

// Names of certificates held, a sample of evenly spread ones.
class NameSample {
 public:
  explicit NameSample(int64_t every) : every_(every) {}
  void Add(const std::string& name);
  // Once all writers are done.
  const std::vector<std::string>& names() const { return names_; }

 private:
  const int64_t every_;
  Mutex mutex_;
  int64_t seen_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::string> names_;
};

// Writes every institution, competence and standard. Prints what a second
// took, `writers` at once.
absl::Status LoadRegistry(const std::string& target, const Region& region,
                          int writers);

// Imports up to `count` certificates, one a call. Prints `figure`.
absl::Status ImportSingly(const std::string& target, CertificateSource& source,
                          int64_t count, int writers, absl::string_view figure,
                          NameSample& sample);

// Imports the rest in batches. Prints "import_batched".
absl::Status ImportRest(const std::string& target, CertificateSource& source,
                        int writers, int batch, NameSample& sample);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_LOAD_H_
