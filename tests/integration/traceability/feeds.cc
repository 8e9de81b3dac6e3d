#include "tests/integration/traceability/feeds.h"

#include <string>

#include "libs/base/check.h"
#include "libs/rpc/fields.h"

namespace suyuan::testing {
namespace {

// Of one feed: entries hold the Change messages whole.
template <typename Response, typename Request>
grpc::ServerWriteReactor<Response>* WatchChanges(
    rpc::Endpoint& endpoint, grpc::CallbackServerContext* context,
    const Request* request, feed::Source& source) {
  return feed::Watch<Response>(
      endpoint, context, request, source,
      [](const feed::Entry& entry, Response& response) {
        auto& change = *response.add_changes();
        SUYUAN_CHECK(change.ParseFromString(entry.payload));
        change.set_position(entry.position);
        return absl::OkStatus();
      },
      {.heartbeat = absl::Milliseconds(20)});
}

}  // namespace

class Feeds::RegistryFeed final
    : public registry::v1::Registry::CallbackService {
 public:
  RegistryFeed(rpc::Dispatcher& dispatcher, feed::Source& source)
      : endpoint_(dispatcher, "suyuan.registry.v1.Registry"), source_(source) {}
  grpc::ServerWriteReactor<registry::v1::WatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const registry::v1::WatchRequest* request) override {
    return WatchChanges<registry::v1::WatchResponse>(endpoint_, context,
                                                     request, source_);
  }

 private:
  rpc::Endpoint endpoint_;
  feed::Source& source_;
};

class Feeds::CertificatesFeed final
    : public certificates::v1::Certificates::CallbackService {
 public:
  CertificatesFeed(rpc::Dispatcher& dispatcher, feed::Source& source)
      : endpoint_(dispatcher, "suyuan.certificates.v1.Certificates"),
        source_(source) {}
  grpc::ServerWriteReactor<certificates::v1::WatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const certificates::v1::WatchRequest* request) override {
    return WatchChanges<certificates::v1::WatchResponse>(endpoint_, context,
                                                         request, source_);
  }

 private:
  rpc::Endpoint endpoint_;
  feed::Source& source_;
};

Feeds::Feeds()
    : dispatcher_({}, clock_, log::Default(), metrics_),
      registry_service_(std::make_unique<RegistryFeed>(dispatcher_, records_)),
      certificates_service_(
          std::make_unique<CertificatesFeed>(dispatcher_, certificates_)) {
  auto started = rpc::Server::Start(
      {.dispatcher = &dispatcher_},
      {registry_service_.get(), certificates_service_.get()});
  SUYUAN_CHECK(started.ok());
  server_ = *std::move(started);
}

Feeds::~Feeds() { server_->Stop(absl::ZeroDuration()); }

int64_t Feeds::Tell(const registry::v1::Record& record, absl::Time at) {
  registry::v1::Change change;
  *change.mutable_record() = record;
  *change.mutable_recorded_at() = rpc::InstantProto(at);
  return records_.Append("record", "", at, change.SerializeAsString());
}

int64_t Feeds::Tell(const certificates::v1::Certificate& certificate,
                    absl::Time at) {
  certificates::v1::Change change;
  *change.mutable_imported() = certificate;
  *change.mutable_recorded_at() = rpc::InstantProto(at);
  return certificates_.Append("certificate", certificate.name(), at,
                              change.SerializeAsString());
}

int64_t Feeds::Tell(const certificates::v1::CertificateStatusChange& status,
                    absl::Time at) {
  certificates::v1::Change change;
  *change.mutable_status() = status;
  *change.mutable_recorded_at() = rpc::InstantProto(at);
  return certificates_.Append("status", status.certificate(), at,
                              change.SerializeAsString());
}

}  // namespace suyuan::testing
