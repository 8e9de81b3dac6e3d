#include "libs/rpc/client.h"

#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <future>
#include <random>
#include <utility>

#include "absl/time/clock.h"
#include "libs/rpc/status.h"

namespace suyuan::rpc {
namespace {

constexpr int kMaxMetadataBytes = 16 * 1024;

// Zero or less where no time is left for another attempt after the pause.
absl::Duration PauseBefore(const absl::Status& failed, absl::Duration backoff) {
  return std::max(Jittered(backoff), RetryDelayOf(failed));
}

void Sleep(const CallOptions& options, absl::Duration pause) {
  if (options.sleep) {
    options.sleep(pause);
  } else {
    absl::SleepFor(pause);
  }
}

}  // namespace

std::shared_ptr<grpc::Channel> MakeChannel(absl::string_view target,
                                           int max_message_bytes) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(max_message_bytes);
  arguments.SetMaxSendMessageSize(max_message_bytes);
  // Else all channels to one address share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  // How long an attempt to connect may take, whatever the back-off says: a busy
  // server accepts late. A refused connection is told at once.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 60 * 1000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20 * 1000);
  return grpc::CreateCustomChannel(
      std::string(target), grpc::InsecureChannelCredentials(), arguments);
}

ChannelPair::ChannelPair(absl::string_view target)
    : channels_{MakeChannel(target), MakeChannel(target)} {}

ChannelPair::ChannelPair(std::shared_ptr<grpc::Channel> channel)
    : channels_{channel, channel} {}

CallOptions OnBehalfOf(const Call& parent, absl::Duration timeout) {
  CallOptions options;
  options.principal = parent.principal();
  options.trace = parent.trace();
  options.timeout = std::min(timeout, parent.deadline().Left());
  return options;
}

void Prepare(grpc::ClientContext& context, const CallOptions& options) {
  context.AddMetadata(std::string(kPrincipalKey), options.principal);
  context.AddMetadata(std::string(kTraceparentKey),
                      options.trace.Child().ToHeader());
  if (options.timeout != absl::InfiniteDuration()) {
    context.set_deadline(absl::ToChronoTime(absl::Now() + options.timeout));
  }
}

absl::Status Invoke(
    const CallOptions& options,
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt) {
  const absl::Time deadline = absl::Now() + options.timeout;
  absl::Duration backoff = options.first_backoff;
  for (int made = 1;; ++made) {
    CallOptions rest = options;
    rest.timeout = deadline - absl::Now();
    grpc::ClientContext context;
    Prepare(context, rest);
    const absl::Status status = FromGrpc(attempt(context));
    if (!absl::IsUnavailable(status) || made >= options.attempts) return status;
    const absl::Duration pause = PauseBefore(status, backoff);
    if (absl::Now() + pause >= deadline) return status;
    Sleep(options, pause);
    backoff = std::min(2 * backoff, options.max_backoff);
  }
}

absl::Duration Jittered(absl::Duration mean) {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return mean * std::uniform_real_distribution<double>(0.5, 1.5)(engine);
}

absl::StatusOr<bool> IsServing(const std::shared_ptr<grpc::Channel>& channel,
                               absl::string_view service,
                               absl::Duration timeout) {
  // On the wire HealthCheckRequest is {1: service} and HealthCheckResponse
  // {1: status}, as these two are; SERVING is 1.
  using google::protobuf::Int32Value;
  using google::protobuf::StringValue;
  grpc::TemplatedGenericStub<StringValue, Int32Value> stub(channel);
  StringValue request;
  request.set_value(std::string(service));
  Int32Value response;
  CallOptions options;
  options.timeout = timeout;
  const absl::Status status = Invoke(options, [&](grpc::ClientContext& c) {
    std::promise<grpc::Status> done;
    stub.UnaryCall(&c, "/grpc.health.v1.Health/Check", grpc::StubOptions(),
                   &request, &response, [&done](grpc::Status result) {
                     done.set_value(std::move(result));
                   });
    return done.get_future().get();
  });
  if (!status.ok()) return status;
  return response.value() == 1;
}

}  // namespace suyuan::rpc
