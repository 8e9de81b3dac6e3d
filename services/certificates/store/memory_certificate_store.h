#ifndef SERVICES_CERTIFICATES_STORE_MEMORY_CERTIFICATE_STORE_H_
#define SERVICES_CERTIFICATES_STORE_MEMORY_CERTIFICATE_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/mutex.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// Keeps everything in memory until it is destroyed: for tests. One unit of
// work at a time, on the caller's thread, `done` included.
class MemoryCertificateStore : public CertificateStore {
 public:
  MemoryCertificateStore();
  ~MemoryCertificateStore() override;

  absl::Status Read(ReadWork work, const Deadline& deadline) override;
  void WriteAsync(WriteWork work, Done done) override;
  // Nothing waits here.
  void WriteNextAsync(WriteWork work, Done done) override {
    WriteAsync(std::move(work), std::move(done));
  }
  absl::Status Write(WriteWork work, const Deadline& deadline) override;
  int64_t last_position() const override;
  int64_t Subscribe(std::function<void(int64_t)> moved) override;
  void Unsubscribe(int64_t subscription) override;
  absl::Status WaitFor(int64_t position, const Deadline& deadline) override;
  absl::Status Health() const override { return absl::OkStatus(); }

 private:
  struct State;
  class Unit;

  absl::Status Run(WriteWork& work);

  mutable Mutex mutex_;
  CondVar moved_;
  std::unique_ptr<State> state_ ABSL_GUARDED_BY(mutex_);
  // Its own lock: who is told may read.
  Mutex subscribers_mutex_;
  int64_t next_subscription_ ABSL_GUARDED_BY(subscribers_mutex_) = 1;
  std::map<int64_t, std::function<void(int64_t)>> subscribers_
      ABSL_GUARDED_BY(subscribers_mutex_);
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_MEMORY_CERTIFICATE_STORE_H_
