#include "services/traceability/traceability_server.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "libs/base/mutex.h"
#include "libs/base/status.h"
#include "libs/crypto/ed25519.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/server.h"
#include "services/traceability/drift/grpc_diagrams_service.h"
#include "services/traceability/ledger/ledger_runner.h"
#include "services/traceability/outside/grpc_outside_verifications_service.h"
#include "services/traceability/profiles/load.h"
#include "services/traceability/recall/grpc_recalls_service.h"
#include "services/traceability/snapshot/snapshot_keeper.h"
#include "services/traceability/suggest/grpc_suggestions_service.h"
#include "services/traceability/transport/feed_check.h"
#include "services/traceability/transport/grpc_followers.h"
#include "services/traceability/transport/grpc_inventory_service.h"
#include "services/traceability/transport/grpc_proofs_service.h"
#include "services/traceability/transport/grpc_traceability_service.h"
#include "services/traceability/transport/grpc_uncertainty_service.h"
#include "services/traceability/transport/grpc_verdict_feed_service.h"

namespace suyuan::traceability {
namespace {

// How long a feed must have brought nothing new to count as caught up with.
constexpr absl::Duration kQuiet = absl::Milliseconds(200);
constexpr absl::Duration kLook = absl::Milliseconds(25);

absl::StatusOr<std::optional<tlog::NoteSigner>> ReadProofKey(
    const Options& options) {
  if (options.proof_key.empty()) return std::nullopt;
  SUYUAN_ASSIGN_OR_RETURN(
      const crypto::Ed25519PrivateKey key,
      crypto::Ed25519PrivateKey::LoadOrCreate(options.proof_key));
  SUYUAN_ASSIGN_OR_RETURN(tlog::NoteSigner signer,
                          tlog::NoteSigner::From(options.proof_key_name, key));
  return signer;
}

class Running final : public rpc::RunningService {
 public:
  Running(const Options& options, Profiles profiles)
      : options_(options),
        profiles_(std::move(profiles)),
        dispatcher_(
            {.threads = options.threads, .queue_limit = options.queue_limit},
            *options.clock, *options.logger, *options.metrics),
        engine_(*options.clock),
        followers_(
            options.registry, options.certificates, engine_,
            [this](ToldFeed feed, absl::Time before) {
              if (ledger_ != nullptr) ledger_->ToldBefore(feed, before);
            },
            options.memory_limit, *options.logger, *options.metrics),
        feed_check_(options.registry, options.certificates),
        service_(engine_, followers_, dispatcher_, profiles_),
        inventory_(engine_, followers_, dispatcher_, profiles_),
        recalls_(engine_, followers_, dispatcher_),
        suggestions_(engine_, followers_, dispatcher_, profiles_),
        diagrams_(engine_, followers_, dispatcher_, profiles_),
        outside_(engine_, followers_, dispatcher_, profiles_),
        uncertainties_(engine_, followers_, dispatcher_, profiles_),
        certificates_gauge_(options.metrics->gauge(
            "suyuan_traceability_certificates", "Certificates in the graph")),
        bytes_gauge_(options.metrics->gauge(
            "suyuan_traceability_graph_bytes",
            "Bytes of the graph, what is settled of it among them")),
        settled_bytes_gauge_(
            options.metrics->gauge("suyuan_traceability_settled_bytes",
                                   "Bytes of what is settled of the graph")),
        full_gauge_(options.metrics->gauge(
            "suyuan_traceability_graph_full",
            "1 while changes are refused since the graph takes all the memory "
            "that it may")),
        unsettled_gauge_(options.metrics->gauge(
            "suyuan_traceability_unsettled",
            "Certificates that wait to be judged by themselves")) {}

  ~Running() override { Stop(absl::ZeroDuration()); }

  absl::Status Start() {
    SUYUAN_RETURN_IF_ERROR(PrepareLedger());
    SUYUAN_RETURN_IF_ERROR(PrepareSnapshots());
    rpc::Server::Options server;
    server.address = options_.listen;
    server.address_flag = options_.listen_flag;
    server.insecure_listen = options_.insecure_listen;
    server.dispatcher = &dispatcher_;
    SUYUAN_ASSIGN_OR_RETURN(std::optional<tlog::NoteSigner> signer,
                            ReadProofKey(options_));
    proofs_ = std::make_unique<GrpcProofsService>(
        engine_, followers_, profiles_, options_.registry,
        options_.certificates, std::move(signer), dispatcher_);
    std::vector<grpc::Service*> services{
        &service_,  &inventory_, &recalls_,       &suggestions_,
        &diagrams_, &outside_,   &uncertainties_, proofs_.get()};
    if (verdicts_ != nullptr) services.push_back(verdicts_.get());
    SUYUAN_ASSIGN_OR_RETURN(server_, rpc::Server::Start(server, services));
    starter_ = std::thread([this] { StartFollowing(); });
    watcher_ = std::thread([this] { WatchProgress(); });
    settler_ = std::thread([this] { Settle(); });
    return absl::OkStatus();
  }

  std::shared_ptr<grpc::Channel> InProcessChannel() override {
    return server_->InProcessChannel();
  }
  std::string target() const override { return server_->target(); }
  int port() const override { return server_->port(); }

  void Stop(absl::Duration grace) override {
    {
      MutexLock lock(mutex_);
      if (stopping_) return;
      stopping_ = true;
      wake_.NotifyAll();
    }
    feed_check_.Stop();
    if (starter_.joinable()) starter_.join();
    if (watcher_.joinable()) watcher_.join();
    if (settler_.joinable()) settler_.join();
    if (server_ != nullptr) server_->Stop(grace);
    followers_.Stop();
    if (runner_ != nullptr) runner_->Stop();
    if (snapshots_ != nullptr) snapshots_->Stop();
  }

 private:
  // Before the engine hears of anything.
  absl::Status PrepareLedger() {
    if (options_.verdict_feed_profile.empty()) return absl::OkStatus();
    SUYUAN_ASSIGN_OR_RETURN(const Profile* profile,
                            profiles_.Find(options_.verdict_feed_profile));
    ledger_ = std::make_unique<VerdictLedger>(engine_, *profile);
    engine_.Observe([this](std::vector<Change> changes) {
      ledger_->Note(std::move(changes));
    });
    runner_ = std::make_unique<LedgerRunner>(*ledger_, *options_.metrics);
    verdicts_ = std::make_unique<GrpcVerdictFeedService>(engine_, *ledger_,
                                                         dispatcher_);
    return absl::OkStatus();
  }

  absl::Status PrepareSnapshots() {
    if (options_.data_dir.empty()) return absl::OkStatus();
    SUYUAN_RETURN_IF_ERROR(rpc::MakeDataDir(options_.data_dir));
    snapshots_ = std::make_unique<SnapshotKeeper>(
        SnapshotOptions{options_.data_dir + "/graph.snapshot",
                        options_.snapshot_every},
        engine_, ledger_.get(), *options_.clock, *options_.logger,
        *options_.metrics);
    return absl::OkStatus();
  }

  // From the snapshot, if there is one that belongs to these feeds; else from
  // their beginning.
  void StartFollowing() {
    if (snapshots_ != nullptr && !TakeSnapshot()) return;
    followers_.Start();
    if (runner_ != nullptr) runner_->Start();
    if (snapshots_ != nullptr) snapshots_->Start();
  }

  // False: we are to stop.
  bool TakeSnapshot() {
    std::unique_ptr<Restored> kept = snapshots_->Read();
    if (kept == nullptr) return true;
    const absl::Status same = feed_check_.Run(kept->positions);
    if (absl::IsCancelled(same)) return false;
    if (!same.ok()) {
      snapshots_->Refused(same);
      return true;
    }
    const Positions positions = kept->positions;
    engine_.Restore(std::move(kept->graph), std::move(kept->settled),
                    positions);
    if (ledger_ != nullptr) ledger_->Restore(std::move(kept->ledger));
    snapshots_->Taken(positions,
                      ledger_ == nullptr ? 0 : ledger_->last_position());
    return true;
  }

  // Turns ready once the graph holds what was recorded before the start, and
  // back while it may not grow; keeps the gauges.
  void WatchProgress() {
    const absl::Time start = options_.clock->Now();  // of the records
    Positions seen;
    absl::Time quiet_since = absl::Now();
    bool ready = false;
    while (Sleep(ready ? absl::Seconds(1) : kLook)) {
      ShowSize();
      const bool full = followers_.full();
      full_gauge_.Set(full ? 1 : 0);
      const Positions now = engine_.positions();
      const absl::Time instant = absl::Now();
      if (!followers_.connected() || now != seen) quiet_since = instant;
      seen = now;
      if (full == ready) {
        ready = !full &&
                (instant - quiet_since >= kQuiet || followers_.ToldUpTo(start));
        server_->SetReady(ready);
      }
      if (ready) caught_up_ = true;
    }
  }

  void ShowSize() {
    const GraphSize size = engine_.size();
    certificates_gauge_.Set(static_cast<double>(size.certificates));
    bytes_gauge_.Set(static_cast<double>(size.bytes));
    settled_bytes_gauge_.Set(static_cast<double>(size.settled.total()));
  }

  // Once ready, so that nothing is settled that is still being told. Questions
  // settle what they need themselves; this spares them that. The pause between
  // two slices lets a follower have the graph.
  void Settle() {
    constexpr size_t kSlice = 256;
    size_t unsettled = 0;
    while (Sleep(unsettled > 0 ? absl::Milliseconds(1) : kLook)) {
      if (!caught_up_) continue;
      unsettled = engine_.SettlePending(kSlice);
      unsettled_gauge_.Set(static_cast<double>(unsettled));
    }
  }

  bool Sleep(absl::Duration pause) {
    MutexLock lock(mutex_);
    if (!stopping_) wake_.WaitFor(mutex_, pause);
    return !stopping_;
  }

  const Options options_;
  const Profiles profiles_;
  rpc::Dispatcher dispatcher_;
  Engine engine_;
  std::unique_ptr<VerdictLedger> ledger_;  // null where there is no such feed
  GrpcFollowers followers_;
  FeedCheck feed_check_;
  std::unique_ptr<SnapshotKeeper> snapshots_;  // null where none are kept
  GrpcTraceabilityService service_;
  GrpcInventoryService inventory_;
  std::unique_ptr<GrpcVerdictFeedService> verdicts_;
  std::unique_ptr<LedgerRunner> runner_;
  GrpcRecallsService recalls_;
  GrpcSuggestionsService suggestions_;
  GrpcDiagramsService diagrams_;
  GrpcOutsideVerificationsService outside_;
  GrpcUncertaintyService uncertainties_;
  std::unique_ptr<GrpcProofsService> proofs_;
  metrics::Gauge certificates_gauge_;
  metrics::Gauge bytes_gauge_;
  metrics::Gauge settled_bytes_gauge_;
  metrics::Gauge full_gauge_;
  metrics::Gauge unsettled_gauge_;
  std::unique_ptr<rpc::Server> server_;
  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::atomic<bool> caught_up_ = false;
  std::thread starter_;
  std::thread watcher_;
  std::thread settler_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartTraceability(
    const Options& options) {
  Profiles profiles;
  SUYUAN_RETURN_IF_ERROR(LoadProfiles(options.profiles, profiles));
  auto running = std::make_unique<Running>(options, std::move(profiles));
  SUYUAN_RETURN_IF_ERROR(running->Start());
  return running;
}

}  // namespace suyuan::traceability
