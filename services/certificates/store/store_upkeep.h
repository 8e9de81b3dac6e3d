#ifndef SERVICES_CERTIFICATES_STORE_STORE_UPKEEP_H_
#define SERVICES_CERTIFICATES_STORE_STORE_UPKEEP_H_

#include <functional>
#include <thread>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/store/sql_certificate_store.h"

namespace suyuan::certificates {

// How long a repeated request gets the first answer.
inline constexpr absl::Duration kRememberRequests = absl::Hours(24 * 7);

// Looks after a store while it lives: forgets old answers, publishes counters,
// tells once when writing has failed for good. A thread of its own that wakes
// each second. Borrows all.
class StoreUpkeep {
 public:
  // Called on that thread.
  struct Hooks {
    std::function<void(bool healthy)> tell;
    // Each second: what else is to be published.
    std::function<void()> publish;
  };
  StoreUpkeep(SqlCertificateStore& store, const Clock& clock,
              log::Logger& logger, metrics::Registry& metrics, Hooks hooks);
  ~StoreUpkeep();

 private:
  void Run();
  void Forget();
  void Publish();
  // False: we are to stop.
  bool Sleep();

  SqlCertificateStore& store_;
  const Clock& clock_;
  log::Logger& logger_;
  const Hooks hooks_;
  metrics::Gauge position_;
  metrics::Gauge queued_;
  metrics::Counter groups_;
  metrics::Counter units_;
  sql::DatabaseStats published_;
  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_STORE_UPKEEP_H_
