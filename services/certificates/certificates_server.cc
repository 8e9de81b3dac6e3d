#include "services/certificates/certificates_server.h"

#include <grpcpp/channel.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/mutex.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/dcc/schema_folder.h"
#include "libs/redis/open_cache.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "libs/sql/database.h"
#include "libs/tlog/policy.h"
#include "libs/xmldsig/trust_folder.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/institution_keys.h"
#include "services/certificates/lint/embedded_signatures.h"
#include "services/certificates/lint/lint.h"
#include "services/certificates/lint/schema_gate.h"
#include "services/certificates/lint/signature_check.h"
#include "services/certificates/log/log_key.h"
#include "services/certificates/log/transparency_log.h"
#include "services/certificates/log/witness_board.h"
#include "services/certificates/registry/registry_follower.h"
#include "services/certificates/signatures/issuing_keys.h"
#include "services/certificates/store/cache_metrics.h"
#include "services/certificates/store/redis_document_cache.h"
#include "services/certificates/store/sql_certificate_list.h"
#include "services/certificates/store/sql_certificate_store.h"
#include "services/certificates/store/sql_fact_uses.h"
#include "services/certificates/store/sql_finding_store.h"
#include "services/certificates/store/sql_issued_store.h"
#include "services/certificates/store/sql_record_leaves.h"
#include "services/certificates/store/sql_registry_facts.h"
#include "services/certificates/store/sql_registry_log.h"
#include "services/certificates/store/sql_registry_store.h"
#include "services/certificates/store/sql_signing_keys.h"
#include "services/certificates/store/store_upkeep.h"
#include "services/certificates/transport/check_runner.h"
#include "services/certificates/transport/evidence.h"
#include "services/certificates/transport/grpc_certificates_service.h"
#include "services/certificates/transport/grpc_findings_service.h"
#include "services/certificates/transport/grpc_issued_service.h"
#include "services/certificates/transport/grpc_leaves_service.h"
#include "services/certificates/transport/grpc_log_service.h"
#include "services/certificates/transport/signature_desk.h"
#include "services/certificates/transport/signature_reviewer.h"

namespace suyuan::certificates {
namespace {

absl::StatusOr<std::unique_ptr<SqlCertificateStore>> OpenStore(
    const Options& options) {
  sql::Options database;
  database.path = options.database;
  // Room for several batches of imports at once.
  database.max_queued_writes = 16384;
  database.on_error = [logger = options.logger](const sql::ErrorDetail& error) {
    logger->Error("database", {{"service", "certificates"},
                               {"code", error.code},
                               {"error", error.message},
                               {"sql", error.sql}});
  };
  SUYUAN_ASSIGN_OR_RETURN(auto opened, sql::Database::Open(database));
  SUYUAN_ASSIGN_OR_RETURN(
      SqlCertificateStore::Opened store,
      SqlCertificateStore::Open(std::move(opened), options.clock->Now()));
  options.logger->Info("store opened",
                       {{"service", "certificates"},
                        {"schemaFrom", store.migration.from_version},
                        {"schemaTo", store.migration.to_version},
                        {"copy", store.migration.copy},
                        {"position", store.store->last_position()}});
  return std::move(store.store);
}

// Without Redis the same, smaller, in memory.
absl::StatusOr<std::unique_ptr<RedisDocumentCache>> OpenDocumentCache(
    const Options& options) {
  constexpr int64_t kMemoryBytes = 32 << 20;
  redis::CacheOptions cache;
  cache.key_prefix = RedisDocumentCache::kKeyPrefix;
  SUYUAN_ASSIGN_OR_RETURN(
      std::unique_ptr<redis::Cache> opened,
      redis::OpenCache(options.redis, cache, kMemoryBytes, *options.clock));
  return std::make_unique<RedisDocumentCache>(std::move(opened));
}

// Null where none is configured.
absl::StatusOr<std::unique_ptr<dcc::SchemaFolder>> OpenSchemas(
    const Options& options) {
  if (options.dcc_schemas.empty()) {
    if (!options.require_valid_schema) return nullptr;
    return InvalidField("require_valid_schema",
                        "no folder of schemas is named to check with");
  }
  SUYUAN_ASSIGN_OR_RETURN(auto schemas,
                          dcc::SchemaFolder::Open(options.dcc_schemas));
  options.logger->Info(
      "schemas found",
      {{"service", "certificates"},
       {"folder", options.dcc_schemas},
       {"versions",
        absl::StrJoin(schemas->VersionsOf("https://ptb.de/dcc"), " ")}});
  return std::move(schemas);
}

absl::StatusOr<std::string> ReadText(const std::string& path,
                                     absl::string_view option) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (text << file.rdbuf()) return text.str();
  return InvalidField(option, absl::StrCat(path, " cannot be read"));
}

absl::StatusOr<std::optional<tlog::Policy>> ReadPolicy(
    const std::string& path) {
  if (path.empty()) return std::nullopt;
  SUYUAN_ASSIGN_OR_RETURN(const std::string text, ReadText(path, "log_policy"));
  SUYUAN_ASSIGN_OR_RETURN(tlog::Policy policy, tlog::Policy::Parse(text));
  return policy;
}

// None where none is configured. What of it cannot be used is told and left
// out.
absl::StatusOr<std::optional<xmldsig::TrustFolder>> ReadTrust(
    const Options& options) {
  if (options.signature_trust.empty()) return std::nullopt;
  SUYUAN_ASSIGN_OR_RETURN(xmldsig::TrustFolder trust,
                          xmldsig::TrustFolder::Read(options.signature_trust));
  options.logger->Info(
      "trust folder read",
      {{"service", "certificates"},
       {"folder", options.signature_trust},
       {"roots", absl::StrCat(trust.roots())},
       {"intermediates", absl::StrCat(trust.intermediates())},
       {"revocation_lists", absl::StrCat(trust.revocation_lists())}});
  for (const std::string& problem : trust.problems()) {
    options.logger->Warning("not used of the trust folder",
                            {{"service", "certificates"}, {"file", problem}});
  }
  return trust;
}

// None where none are configured.
absl::StatusOr<IssuingKeys> ReadIssuingKeys(const Options& options) {
  if (options.issuing_keys.empty()) return IssuingKeys();
  SUYUAN_ASSIGN_OR_RETURN(IssuingKeys keys,
                          IssuingKeys::Read(options.issuing_keys));
  options.logger->Info("keys to issue with read",
                       {{"service", "certificates"},
                        {"folder", options.issuing_keys},
                        {"keys", absl::StrCat(keys.size())}});
  return keys;
}

std::string KeyPath(const Options& options) {
  if (!options.log_key.empty() || options.database.empty()) {
    return options.log_key;
  }
  return absl::StrCat(options.database, ".key");
}

class Running final : public rpc::RunningService {
 public:
  explicit Running(const Options& options)
      : options_(options),
        dispatcher_(
            {.threads = options.threads, .queue_limit = options.queue_limit},
            *options.clock, *options.logger, *options.metrics) {}

  ~Running() override { Stop(absl::ZeroDuration()); }

  absl::Status Start() {
    SUYUAN_ASSIGN_OR_RETURN(store_, OpenStore(options_));
    SUYUAN_ASSIGN_OR_RETURN(const crypto::Ed25519PrivateKey key,
                            LogKey(*store_, KeyPath(options_)));
    SUYUAN_ASSIGN_OR_RETURN(tlog::NoteSigner signer,
                            tlog::NoteSigner::From(options_.log_origin, key));
    SUYUAN_ASSIGN_OR_RETURN(log_,
                            TransparencyLog::Open(*store_, std::move(signer)));
    const sql::KeyedHash seal = crypto::HmacSha256With(SecretFrom(key));
    list_ = std::make_unique<SqlCertificateList>(*store_, seal);
    SUYUAN_ASSIGN_OR_RETURN(trust_, ReadTrust(options_));
    SUYUAN_RETURN_IF_ERROR(PrepareRegistry());
    SUYUAN_RETURN_IF_ERROR(PrepareSignatures());
    SUYUAN_ASSIGN_OR_RETURN(cache_, OpenDocumentCache(options_));
    cache_metrics_ = std::make_unique<CacheMetrics>(*options_.metrics);
    archive_ = std::make_unique<Archive>(*store_, encoder_, *options_.clock);
    SUYUAN_ASSIGN_OR_RETURN(schemas_, OpenSchemas(options_));
    gate_ = std::make_unique<SchemaGate>(
        options_.require_valid_schema ? schemas_.get() : nullptr);
    signatures_ = std::make_unique<XmlSignatureChecker>(
        trust_.has_value() ? &*trust_ : nullptr, *options_.clock, DccLimits());
    linter_ = std::make_unique<DocumentLinter>(schemas_.get(), *signatures_);
    SUYUAN_RETURN_IF_ERROR(PrepareKeys());
    SUYUAN_ASSIGN_OR_RETURN(issuing_, ReadIssuingKeys(options_));
    desk_ = std::make_unique<SignatureDesk>(
        has_keys() ? &keys_ : nullptr, *signatures_, issuing_, *options_.clock);
    reviewer_ = std::make_unique<SignatureReviewer>(*archive_, keys_, *desk_);
    SUYUAN_RETURN_IF_ERROR(PrepareChecks(seal));
    certificates_ = std::make_unique<GrpcCertificatesService>(
        *archive_, *list_, *cache_, *log_, *linter_, *gate_, *desk_,
        dispatcher_, options_.public_url);
    SUYUAN_ASSIGN_OR_RETURN(std::optional<tlog::Policy> policy,
                            ReadPolicy(options_.log_policy));
    board_ = std::make_unique<WitnessBoard>(*store_, *log_, std::move(policy),
                                            *options_.clock);
    transparency_ =
        std::make_unique<GrpcLogService>(*log_, *board_, dispatcher_);
    record_leaves_ = std::make_unique<SqlRecordLeaves>(store_->database());
    leaves_service_ = std::make_unique<GrpcLeavesService>(
        *store_, *record_leaves_, *log_, dispatcher_);
    findings_service_ = std::make_unique<GrpcFindingsService>(
        *findings_, *checks_, AwaitRegistry(), *options_.clock, dispatcher_);
    issued_service_ = std::make_unique<GrpcIssuedService>(
        *issued_, *checks_, *options_.clock, dispatcher_);
    SUYUAN_RETURN_IF_ERROR(Listen());
    checks_->Start();
    if (follower_ != nullptr) follower_->Start();
    upkeep_ = std::make_unique<StoreUpkeep>(
        *store_, *options_.clock, *options_.logger, *options_.metrics,
        StoreUpkeep::Hooks{
            .tell = [this](bool healthy) { server_->SetReady(healthy); },
            .publish =
                [this] { cache_metrics_->Publish(cache_->counters()); }});
    server_->SetReady(true);
    return absl::OkStatus();
  }

  std::shared_ptr<grpc::Channel> InProcessChannel() override {
    return server_->InProcessChannel();
  }
  std::string target() const override { return server_->target(); }
  int port() const override { return server_->port(); }

  void Stop(absl::Duration grace) override {
    upkeep_.reset();
    if (server_ != nullptr) server_->Stop(grace);
    if (follower_ != nullptr) follower_->Stop();
    if (checks_ != nullptr) checks_->Stop();
  }

 private:
  // Ready at once where no registry is followed.
  absl::Status PrepareKeys() {
    if (!options_.institution_keys.empty()) {
      SUYUAN_ASSIGN_OR_RETURN(
          const std::string lines,
          ReadText(options_.institution_keys, "institution_keys"));
      SUYUAN_ASSIGN_OR_RETURN(std::vector<SigningInstitution> institutions,
                              ParseInstitutions(lines));
      SUYUAN_RETURN_IF_ERROR(
          signing_keys_.Take(std::move(institutions), store_->database()));
    }
    if (options_.registry == nullptr) keys_.SetReady();
    return absl::OkStatus();
  }

  bool has_keys() const {
    return options_.registry != nullptr || !options_.institution_keys.empty();
  }

  absl::Status Listen() {
    rpc::Server::Options server;
    server.address = options_.listen;
    server.address_flag = options_.listen_flag;
    server.insecure_listen = options_.insecure_listen;
    server.dispatcher = &dispatcher_;
    SUYUAN_ASSIGN_OR_RETURN(
        server_, rpc::Server::Start(
                     server, {certificates_.get(), transparency_.get(),
                              findings_service_.get(), issued_service_.get(),
                              leaves_service_.get()}));
    return absl::OkStatus();
  }

  absl::Status PrepareRegistry() {
    registry_log_ = std::make_unique<SqlRegistryLog>(*store_);
    SUYUAN_ASSIGN_OR_RETURN(
        records_, SqlRegistryStore::Open(
                      store_->database(),
                      {&signing_keys_, &registry_facts_, registry_log_.get()},
                      [this] { checks_->LookAgain(); }));
    if (options_.registry != nullptr) {
      follower_ = std::make_unique<RegistryFollower>(
          options_.registry, *records_, [this] { keys_.SetReady(); },
          *options_.logger, *options_.metrics);
    }
    return absl::OkStatus();
  }

  FindingMethods::AwaitRegistry AwaitRegistry() {
    if (follower_ == nullptr) return nullptr;
    return [this](int64_t position, const Deadline& deadline) {
      return follower_->WaitForPosition(position, deadline);
    };
  }

  // Certificates are held again to a folder that is another than last time.
  absl::Status PrepareSignatures() {
    if (!trust_.has_value()) return absl::OkStatus();
    embedded_ = std::make_unique<EmbeddedSignatures>(*trust_, *options_.clock,
                                                     DccLimits());
    return store_->database().Write([this](sql::Transaction& transaction) {
      return FactIsOfVersion(transaction, checks::kTrustFactKey,
                             trust_->fingerprint());
    });
  }

  absl::Status PrepareChecks(const sql::KeyedHash& seal) {
    SUYUAN_ASSIGN_OR_RETURN(findings_,
                            SqlFindingStore::Open(store_->database(), seal));
    issued_ = std::make_unique<SqlIssuedStore>(store_->database(), seal);
    evidence_ = std::make_unique<Evidence>(*store_, *issued_, embedded_.get());
    CheckRunner::Options options;
    options.evidence = evidence_.get();
    options.reviewer = reviewer_.get();
    options.is_busy = [this] { return store_->stats().queued_writes > 0; };
    checks_ = std::make_unique<CheckRunner>(
        *store_, *findings_, checker_, *options_.clock, *options_.logger,
        *options_.metrics, std::move(options));
    return absl::OkStatus();
  }

  const Options options_;
  const ProtoFeedEncoder encoder_;
  rpc::Dispatcher dispatcher_;
  std::unique_ptr<SqlCertificateStore> store_;
  std::unique_ptr<SqlFindingStore> findings_;
  InstitutionKeys keys_;
  SqlSigningKeys signing_keys_{keys_};
  checks::RegistryBook registry_book_;
  SqlRegistryFacts registry_facts_{registry_book_};
  const checks::Checker checker_{registry_book_};
  std::unique_ptr<SqlRegistryLog> registry_log_;
  std::unique_ptr<SqlRegistryStore> records_;
  std::unique_ptr<RegistryFollower> follower_;
  std::optional<xmldsig::TrustFolder> trust_;
  std::unique_ptr<EmbeddedSignatures> embedded_;
  std::unique_ptr<SqlIssuedStore> issued_;
  std::unique_ptr<Evidence> evidence_;
  std::unique_ptr<CheckRunner> checks_;
  std::unique_ptr<TransparencyLog> log_;
  std::unique_ptr<WitnessBoard> board_;
  std::unique_ptr<CertificateList> list_;
  std::unique_ptr<RedisDocumentCache> cache_;
  std::unique_ptr<CacheMetrics> cache_metrics_;
  std::unique_ptr<Archive> archive_;
  std::unique_ptr<XmlSignatureChecker> signatures_;
  std::unique_ptr<dcc::SchemaFolder> schemas_;
  std::unique_ptr<DocumentLinter> linter_;
  std::unique_ptr<SchemaGate> gate_;
  IssuingKeys issuing_;
  std::unique_ptr<SignatureDesk> desk_;
  std::unique_ptr<SignatureReviewer> reviewer_;
  std::unique_ptr<GrpcCertificatesService> certificates_;
  std::unique_ptr<GrpcLogService> transparency_;
  std::unique_ptr<SqlRecordLeaves> record_leaves_;
  std::unique_ptr<GrpcLeavesService> leaves_service_;
  std::unique_ptr<GrpcFindingsService> findings_service_;
  std::unique_ptr<GrpcIssuedService> issued_service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<StoreUpkeep> upkeep_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartCertificates(
    const Options& options) {
  auto running = std::make_unique<Running>(options);
  SUYUAN_RETURN_IF_ERROR(running->Start());
  return running;
}

}  // namespace suyuan::certificates
