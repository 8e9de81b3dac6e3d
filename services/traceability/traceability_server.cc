#include "services/traceability/traceability_server.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "libs/base/mutex.h"
#include "libs/base/status.h"
#include "libs/crypto/ed25519.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "services/traceability/drift/grpc_diagrams_service.h"
#include "services/traceability/ledger/ledger_runner.h"
#include "services/traceability/outside/grpc_outside_verifications_service.h"
#include "services/traceability/profiles/load.h"
#include "services/traceability/recall/grpc_recalls_service.h"
#include "services/traceability/suggest/grpc_suggestions_service.h"
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
            *options.logger, *options.metrics),
        service_(engine_, followers_, dispatcher_, profiles_),
        inventory_(engine_, followers_, dispatcher_, profiles_),
        recalls_(engine_, followers_, dispatcher_),
        suggestions_(engine_, followers_, dispatcher_, profiles_),
        diagrams_(engine_, followers_, dispatcher_, profiles_),
        outside_(engine_, followers_, dispatcher_, profiles_),
        uncertainties_(engine_, followers_, dispatcher_, profiles_),
        certificates_gauge_(options.metrics->gauge(
            "suyuan_traceability_certificates", "Certificates in the graph")),
        bytes_gauge_(options.metrics->gauge("suyuan_traceability_graph_bytes",
                                            "Bytes of the graph")),
        unsettled_gauge_(options.metrics->gauge(
            "suyuan_traceability_unsettled",
            "Certificates that wait to be judged by themselves")) {}

  ~Running() override { Stop(absl::ZeroDuration()); }

  absl::Status Start() {
    SUYUAN_RETURN_IF_ERROR(PrepareLedger());
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
    followers_.Start();
    if (runner_ != nullptr) runner_->Start();
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
    if (watcher_.joinable()) watcher_.join();
    if (settler_.joinable()) settler_.join();
    if (server_ != nullptr) server_->Stop(grace);
    followers_.Stop();
    if (runner_ != nullptr) runner_->Stop();
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

  // Turns ready once the graph holds what was recorded before the start, then
  // keeps the gauges.
  void WatchProgress() {
    const absl::Time start = options_.clock->Now();  // of the records
    Positions seen;
    absl::Time quiet_since = absl::Now();
    bool ready = false;
    while (Sleep(ready ? absl::Seconds(1) : kLook)) {
      const GraphSize size = engine_.size();
      certificates_gauge_.Set(static_cast<double>(size.certificates));
      bytes_gauge_.Set(static_cast<double>(size.bytes));
      if (ready) continue;
      const Positions now = engine_.positions();
      const absl::Time instant = absl::Now();
      if (!followers_.connected() || now.registry != seen.registry ||
          now.certificates != seen.certificates) {
        quiet_since = instant;
      }
      seen = now;
      ready = instant - quiet_since >= kQuiet || followers_.ToldUpTo(start);
      if (ready) {
        caught_up_ = true;
        server_->SetReady(true);
      }
    }
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
  metrics::Gauge unsettled_gauge_;
  std::unique_ptr<rpc::Server> server_;
  Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::atomic<bool> caught_up_ = false;
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
