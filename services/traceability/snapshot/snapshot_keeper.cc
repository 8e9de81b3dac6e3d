#include "services/traceability/snapshot/snapshot_keeper.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/base/status.h"

namespace suyuan::traceability {

SnapshotKeeper::SnapshotKeeper(SnapshotOptions options, const Engine& engine,
                               const VerdictLedger* ledger, const Clock& clock,
                               log::Logger& logger, metrics::Registry& metrics)
    : options_(std::move(options)),
      engine_(engine),
      ledger_(ledger),
      clock_(clock),
      logger_(logger),
      metrics_(metrics),
      written_at_(metrics.gauge(
          "suyuan_traceability_snapshot_timestamp_seconds",
          "When the last snapshot was written, Unix seconds; 0: none was")),
      bytes_(metrics.gauge("suyuan_traceability_snapshot_bytes",
                           "Bytes of the last snapshot")),
      seconds_(metrics.gauge("suyuan_traceability_snapshot_seconds",
                             "How long writing the last snapshot took")),
      held_seconds_(
          metrics.gauge("suyuan_traceability_snapshot_held_seconds",
                        "How long changes waited for the last snapshot")),
      failures_(metrics.counter("suyuan_traceability_snapshot_failures_total",
                                "Snapshots that could not be written")) {}

std::unique_ptr<Restored> SnapshotKeeper::Read() {
  const absl::Time since = absl::Now();
  auto restored = ReadSnapshot(options_.path, ledger_);
  if (!restored.ok()) {
    Refused(restored.status());
    return nullptr;
  }
  logger_.Info("snapshot read",
               {{"file", options_.path},
                {"bytes", (*restored)->bytes},
                {"seconds", absl::ToDoubleSeconds(absl::Now() - since)}});
  return *std::move(restored);
}

void SnapshotKeeper::Taken(const Positions& positions,
                           int64_t ledger_position) {
  kept_ = positions;
  kept_ledger_ = ledger_position;
  logger_.Info("the feeds are followed from the snapshot",
               {{"registry", positions.registry},
                {"certificates", positions.certificates}});
  Began("snapshot", "");
}

void SnapshotKeeper::Refused(const absl::Status& why) {
  const std::string reason = ReasonOf(why);
  if (absl::IsNotFound(why)) {
    logger_.Info("there is no snapshot: the feeds are replayed",
                 {{"file", options_.path}});
  } else {
    logger_.Warning("the snapshot is not used: the feeds are replayed",
                    {{"file", options_.path},
                     {"reason", reason},
                     {"error", why.message()}});
  }
  Began("feeds", reason);
}

void SnapshotKeeper::Began(absl::string_view from, absl::string_view reason) {
  metrics_
      .gauge("suyuan_traceability_started",
             "1 for what the service began from, a snapshot or the feeds, and "
             "for the reason why a snapshot was not used",
             {{"from", std::string(from)}, {"reason", std::string(reason)}})
      .Set(1);
}

void SnapshotKeeper::Start() {
  thread_ = std::thread([this] { Run(); });
}

void SnapshotKeeper::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_.NotifyAll();
  }
  if (!thread_.joinable()) return;
  thread_.join();
  WriteIfChanged();
}

void SnapshotKeeper::Run() {
  const bool at_the_end_only = options_.every <= absl::ZeroDuration();
  absl::Time next = absl::Now() + options_.every;
  MutexLock lock(mutex_);
  while (!stopping_) {
    if (at_the_end_only) {
      wake_.Wait(mutex_);
      continue;
    }
    const absl::Duration left = next - absl::Now();
    if (left > absl::ZeroDuration()) {
      wake_.WaitFor(mutex_, left);
      continue;
    }
    mutex_.Unlock();
    WriteIfChanged();
    next = absl::Now() + options_.every;
    mutex_.Lock();
  }
}

void SnapshotKeeper::WriteIfChanged() {
  if (engine_.positions() == kept_ &&
      (ledger_ == nullptr || ledger_->last_position() == kept_ledger_)) {
    return;
  }
  const absl::Time since = absl::Now();
  const auto written = WriteSnapshot(engine_, ledger_, options_.path);
  if (!written.ok()) {
    failures_.Increment();
    logger_.Warning("no snapshot was written",
                    {{"file", options_.path},
                     {"reason", ReasonOf(written.status())},
                     {"error", written.status().message()}});
    return;
  }
  kept_ = written->positions;
  kept_ledger_ = written->ledger_position;
  const double seconds = absl::ToDoubleSeconds(absl::Now() - since);
  written_at_.Set(absl::ToDoubleSeconds(clock_.Now() - absl::UnixEpoch()));
  bytes_.Set(static_cast<double>(written->bytes));
  seconds_.Set(seconds);
  held_seconds_.Set(absl::ToDoubleSeconds(written->held));
  logger_.Info("snapshot written", {{"file", options_.path},
                                    {"bytes", written->bytes},
                                    {"seconds", seconds}});
}

}  // namespace suyuan::traceability
