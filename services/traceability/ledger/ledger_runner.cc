#include "services/traceability/ledger/ledger_runner.h"

namespace suyuan::traceability {
namespace {

// How often a stop is looked for.
constexpr absl::Duration kLook = absl::Milliseconds(100);

}  // namespace

LedgerRunner::LedgerRunner(VerdictLedger& ledger, metrics::Registry& metrics)
    : ledger_(ledger),
      position_gauge_(metrics.gauge("suyuan_traceability_verdict_changes",
                                    "Changes of verdicts in the feed")) {}

void LedgerRunner::Start() {
  thread_ = std::thread([this] { Run(); });
}

void LedgerRunner::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void LedgerRunner::Run() {
  while (!stopping_) {
    if (ledger_.Advance()) continue;
    position_gauge_.Set(static_cast<double>(ledger_.last_position()));
    ledger_.WaitForMore(kLook);
  }
}

}  // namespace suyuan::traceability
