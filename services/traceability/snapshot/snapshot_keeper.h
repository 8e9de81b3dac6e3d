#ifndef SERVICES_TRACEABILITY_SNAPSHOT_SNAPSHOT_KEEPER_H_
#define SERVICES_TRACEABILITY_SNAPSHOT_SNAPSHOT_KEEPER_H_

#include <memory>
#include <string>
#include <thread>

#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/traceability/snapshot/snapshot.h"

namespace suyuan::traceability {

struct SnapshotOptions {
  std::string path;
  // How often one is written where something has changed; 0: at the end only.
  absl::Duration every;
};

// Keeps the file of snapshots: reads it at the start, writes it on a thread of
// its own and once more at the end. Says in log and metrics what it does; what
// cannot be read or written is never more than a slower start.
class SnapshotKeeper {
 public:
  // Borrows all; `ledger` may be null.
  SnapshotKeeper(SnapshotOptions options, const Engine& engine,
                 const VerdictLedger* ledger, const Clock& clock,
                 log::Logger& logger, metrics::Registry& metrics);
  ~SnapshotKeeper() { Stop(); }

  // What is to be taken over; null where the feeds are to be replayed.
  std::unique_ptr<Restored> Read();
  // The first after Read(): that was taken over, or was not for this reason.
  void Taken(const Positions& positions, int64_t ledger_position);
  void Refused(const absl::Status& why);

  void Start();
  // Writes what has changed since the last one, if Start() was called, and
  // returns once that is on the disk. Nobody applies changes any more.
  void Stop();

 private:
  void Run();
  void WriteIfChanged();
  void Began(absl::string_view from, absl::string_view reason);

  const SnapshotOptions options_;
  const Engine& engine_;
  const VerdictLedger* const ledger_;
  const Clock& clock_;
  log::Logger& logger_;
  metrics::Registry& metrics_;
  metrics::Gauge written_at_;
  metrics::Gauge bytes_;
  metrics::Gauge seconds_;
  metrics::Gauge held_seconds_;
  metrics::Counter failures_;
  // What the file holds. Of one thread at a time: the starter's, then ours.
  Positions kept_;
  int64_t kept_ledger_ = 0;

  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SNAPSHOT_SNAPSHOT_KEEPER_H_
