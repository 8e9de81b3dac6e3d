#include "services/certificates/store/store_upkeep.h"

#include <utility>

namespace suyuan::certificates {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);
constexpr int kPausesPerForget = 60;
constexpr int64_t kForgetAtOnce = 1000;

}  // namespace

StoreUpkeep::StoreUpkeep(SqlCertificateStore& store, const Clock& clock,
                         log::Logger& logger, metrics::Registry& metrics,
                         Hooks hooks)
    : store_(store),
      clock_(clock),
      logger_(logger),
      hooks_(std::move(hooks)),
      position_(metrics.gauge("suyuan_certificates_feed_position",
                              "Last position of the change feed")),
      queued_(metrics.gauge("suyuan_certificates_queued_writes",
                            "Writes that wait for the store")),
      groups_(metrics.counter("suyuan_certificates_commits_total",
                              "Commits of the store; each is one sync")),
      units_(metrics.counter("suyuan_certificates_writes_total",
                             "Writes that were committed")),
      thread_([this] { Run(); }) {}

StoreUpkeep::~StoreUpkeep() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_.NotifyAll();
  }
  thread_.join();
}

void StoreUpkeep::Run() {
  bool was_healthy = true;
  for (int pauses = 1; Sleep(); ++pauses) {
    Publish();
    hooks_.publish();
    if (pauses % kPausesPerForget == 0) Forget();
    const absl::Status health = store_.Health();
    if (health.ok() == was_healthy) continue;
    was_healthy = health.ok();
    logger_.Error("store cannot be written",
                  {{"service", "certificates"}, {"error", health.message()}});
    hooks_.tell(was_healthy);
  }
}

void StoreUpkeep::Forget() {
  const absl::StatusOr<int64_t> forgotten =
      store_.ForgetAnswers(clock_.Now() - kRememberRequests, kForgetAtOnce);
  if (forgotten.ok()) return;
  logger_.Warning(
      "cannot forget old answers",
      {{"service", "certificates"}, {"error", forgotten.status().message()}});
}

void StoreUpkeep::Publish() {
  const sql::DatabaseStats now = store_.stats();
  position_.Set(static_cast<double>(store_.last_position()));
  queued_.Set(static_cast<double>(now.queued_writes));
  groups_.Increment(
      static_cast<double>(now.groups_committed - published_.groups_committed));
  units_.Increment(
      static_cast<double>(now.units_committed - published_.units_committed));
  published_ = now;
}

bool StoreUpkeep::Sleep() {
  MutexLock lock(mutex_);
  if (!stopping_) wake_.WaitFor(mutex_, kPause);
  return !stopping_;
}

}  // namespace suyuan::certificates
