#ifndef SERVICES_TRACEABILITY_LEDGER_LEDGER_RUNNER_H_
#define SERVICES_TRACEABILITY_LEDGER_LEDGER_RUNNER_H_

#include <atomic>
#include <thread>

#include "libs/metrics/metrics.h"
#include "services/traceability/ledger/verdict_ledger.h"

namespace suyuan::traceability {

// Keeps a ledger up to date on a thread of its own. Borrows both.
class LedgerRunner {
 public:
  LedgerRunner(VerdictLedger& ledger, metrics::Registry& metrics);
  ~LedgerRunner() { Stop(); }

  // Once.
  void Start();
  // Prompt: between two instants.
  void Stop();

 private:
  void Run();

  VerdictLedger& ledger_;
  metrics::Gauge position_gauge_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_LEDGER_LEDGER_RUNNER_H_
