#include "services/traceability/transport/grpc_followers.h"

#include <grpcpp/channel.h>

#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "services/traceability/convert/record.h"
#include "services/traceability/errors.h"
#include "services/traceability/transport/feed_check.h"

namespace suyuan::traceability {

GrpcFollowers::GrpcFollowers(std::shared_ptr<grpc::Channel> registry,
                             std::shared_ptr<grpc::Channel> certificates,
                             Engine& engine, Told told, int64_t memory_limit,
                             log::Logger& logger, metrics::Registry& metrics)
    : engine_(engine),
      told_(std::move(told)),
      memory_limit_(memory_limit),
      registry_(registry::v1::Registry::NewStub(registry)),
      certificates_(certificates::v1::Certificates::NewStub(certificates)) {
  registry_feed_ = std::make_unique<RegistryFeed>(
      feed::FollowerOptions{.feed = "registry",
                            .principal = "traceability@suyuan"},
      RegistryFeed::Callbacks{
          .open =
              [this](grpc::ClientContext* context, int64_t after) {
                registry::v1::WatchRequest request;
                request.set_position(after);
                return registry_->Watch(context, request);
              },
          .load_position = [this] { return engine_.positions().registry; },
          .apply = [this](const auto& batch) { return Apply(batch); },
          .heartbeat =
              [this](const auto& message) {
                Tell(ToldFeed::kRegistry, message, registry_told_);
              }},
      logger, metrics);
  certificates_feed_ = std::make_unique<CertificateFeed>(
      feed::FollowerOptions{.feed = "certificates",
                            .principal = "traceability@suyuan"},
      CertificateFeed::Callbacks{
          .open =
              [this](grpc::ClientContext* context, int64_t after) {
                certificates::v1::WatchRequest request;
                request.set_position(after);
                return certificates_->Watch(context, request);
              },
          .load_position = [this] { return engine_.positions().certificates; },
          .apply = [this](const auto& batch) { return Apply(batch); },
          .heartbeat =
              [this](const auto& message) {
                Tell(ToldFeed::kCertificates, message, certificates_told_);
              }},
      logger, metrics);
}

void GrpcFollowers::Start() {
  registry_feed_->Start();
  certificates_feed_->Start();
}

void GrpcFollowers::Stop() {
  registry_feed_->Stop();
  certificates_feed_->Stop();
}

bool GrpcFollowers::ToldUpTo(absl::Time instant) const {
  const int64_t micros = absl::ToUnixMicros(instant);
  return registry_told_.load() >= micros && certificates_told_.load() >= micros;
}

bool GrpcFollowers::connected() const {
  return registry_feed_->connected() && certificates_feed_->connected();
}

absl::Status GrpcFollowers::WaitFor(const feed::ReadToken& token,
                                    const Deadline& deadline) {
  const Positions now = engine_.positions();
  if (full_ && (now.registry < token.PositionOf("registry") ||
                now.certificates < token.PositionOf("certificates"))) {
    return GraphFull(engine_.size().bytes, memory_limit_);
  }
  SUYUAN_RETURN_IF_ERROR(
      registry_feed_->WaitForPosition(token.PositionOf("registry"), deadline));
  return certificates_feed_->WaitForPosition(token.PositionOf("certificates"),
                                             deadline);
}

// A feed tells its changes in the order of their instants, so that all from
// before the last one have come.
template <typename Message>
void GrpcFollowers::Tell(ToldFeed feed, const Message& message,
                         std::atomic<int64_t>& micros) {
  if (message.changes().empty() && !message.has_told_before()) return;
  const absl::Time before =
      message.changes().empty()
          ? InstantOf(message.told_before())
          : InstantOf(
                message.changes(message.changes_size() - 1).recorded_at());
  micros = absl::ToUnixMicros(before);
  told_(feed, before);
}

absl::Status GrpcFollowers::CheckRoom() {
  if (memory_limit_ == 0) return absl::OkStatus();
  const int64_t bytes = engine_.size().bytes;
  full_ = bytes >= memory_limit_;
  return full_ ? GraphFull(bytes, memory_limit_) : absl::OkStatus();
}

absl::Status GrpcFollowers::Apply(const registry::v1::WatchResponse& batch) {
  SUYUAN_RETURN_IF_ERROR(CheckRoom());
  const uint64_t mark = MarkOf(batch.changes(batch.changes_size() - 1));
  SUYUAN_RETURN_IF_ERROR(engine_.Apply([&](Graph& graph, Positions& positions) {
    for (const registry::v1::Change& change : batch.changes()) {
      ApplyRecord(change.record(), InstantOf(change.recorded_at()),
                  registry_units_, graph);
    }
    positions.registry = batch.position();
    positions.registry_mark = mark;
    return absl::OkStatus();
  }));
  Tell(ToldFeed::kRegistry, batch, registry_told_);
  return absl::OkStatus();
}

// Messages become facts before the lock is taken: readers wait only while rows
// are added.
absl::Status GrpcFollowers::Apply(
    const certificates::v1::WatchResponse& batch) {
  SUYUAN_RETURN_IF_ERROR(CheckRoom());
  const uint64_t mark = MarkOf(batch.changes(batch.changes_size() - 1));
  struct Entry {
    bool imported;
    CertificateFacts certificate;
    StatusFacts status;
  };
  std::vector<Entry> told;
  for (const certificates::v1::Change& change : batch.changes()) {
    const absl::Time at = InstantOf(change.recorded_at());
    if (change.has_imported()) {
      told.push_back(
          {true, ToFacts(change.imported(), at, certificates_units_), {}});
    } else if (change.has_status()) {
      told.push_back({false, {}, ToFacts(change.status(), at)});
    }
  }
  SUYUAN_RETURN_IF_ERROR(
      engine_.Apply([&](Graph& graph, Positions& positions) -> absl::Status {
        for (const Entry& t : told) {
          SUYUAN_RETURN_IF_ERROR(t.imported ? graph.Apply(t.certificate)
                                            : graph.Apply(t.status));
        }
        positions.certificates = batch.position();
        positions.certificates_mark = mark;
        return absl::OkStatus();
      }));
  Tell(ToldFeed::kCertificates, batch, certificates_told_);
  return absl::OkStatus();
}

}  // namespace suyuan::traceability
