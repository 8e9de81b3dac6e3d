#include "services/traceability/transport/feed_check.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "libs/hash/hash.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

constexpr absl::Duration kFirstBackoff = absl::Milliseconds(100);
constexpr absl::Duration kMostBackoff = absl::Seconds(5);

}  // namespace

uint64_t MarkOf(const google::protobuf::Message& change) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    change.SerializePartialToCodedStream(&coded);
  }
  return std::max<uint64_t>(1, hash::Hash64(bytes, 0));
}

FeedCheck::FeedCheck(std::shared_ptr<grpc::Channel> registry,
                     std::shared_ptr<grpc::Channel> certificates)
    : registry_(registry::v1::Registry::NewStub(registry)),
      certificates_(certificates::v1::Certificates::NewStub(certificates)) {}

absl::Status FeedCheck::Run(const Positions& followed) {
  const std::vector<std::function<absl::Status()>> feeds = {
      [&] {
        return Ask<registry::v1::WatchRequest, registry::v1::WatchResponse>(
            *registry_, followed.registry, followed.registry_mark);
      },
      [&] {
        return Ask<certificates::v1::WatchRequest,
                   certificates::v1::WatchResponse>(
            *certificates_, followed.certificates, followed.certificates_mark);
      }};
  absl::Duration backoff = kFirstBackoff;
  for (size_t feed = 0; feed < feeds.size();) {
    const absl::Status asked = feeds[feed]();
    if (absl::IsFailedPrecondition(asked)) return asked;
    if (asked.ok()) ++feed;
    MutexLock lock(mutex_);
    if (stopping_) return absl::CancelledError("stopping");
    if (asked.ok()) continue;
    wake_.WaitFor(mutex_, rpc::Jittered(backoff));
    backoff = std::min(2 * backoff, kMostBackoff);
  }
  return absl::OkStatus();
}

void FeedCheck::Stop() {
  MutexLock lock(mutex_);
  stopping_ = true;
  if (context_ != nullptr) context_->TryCancel();
  wake_.NotifyAll();
}

template <typename Request, typename Response, typename Stub>
absl::Status FeedCheck::Ask(Stub& stub, int64_t position, uint64_t mark) {
  if (position == 0) return absl::OkStatus();
  grpc::ClientContext context;
  rpc::CallOptions call;
  call.principal = "traceability@suyuan";
  rpc::Prepare(context, call);
  if (!Begin(&context)) return absl::CancelledError("stopping");
  Request request;
  request.set_position(position - 1);
  const auto reader = stub.Watch(&context, request);
  Response response;
  const bool answered = reader->Read(&response);
  if (answered) context.TryCancel();
  const absl::Status finished = rpc::FromGrpc(reader->Finish());
  End();
  // A position is confirmed where there is no change after it.
  if (ReasonOf(finished) == "POSITION_UNKNOWN" ||
      (answered && response.changes().empty())) {
    return SnapshotOfOtherFeed("ends before", position);
  }
  if (!answered) return finished;
  return MarkOf(response.changes(0)) == mark
             ? absl::OkStatus()
             : SnapshotOfOtherFeed("tells another change at", position);
}

bool FeedCheck::Begin(grpc::ClientContext* context) {
  MutexLock lock(mutex_);
  if (!stopping_) context_ = context;
  return !stopping_;
}

void FeedCheck::End() {
  MutexLock lock(mutex_);
  context_ = nullptr;
}

}  // namespace suyuan::traceability
