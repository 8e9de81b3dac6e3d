#ifndef LIBS_RPC_CLIENT_H_
#define LIBS_RPC_CLIENT_H_

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/rpc/call.h"
#include "libs/rpc/trace_context.h"

namespace grpc {
class Channel;
class ClientContext;
class Status;
}  // namespace grpc

namespace suyuan::rpc {

// A channel of its own, hence a connection of its own. `target` is host:port or
// any gRPC name. Connects with the first call, and again with a back-off of
// 0.1 to 5 s. Messages up to `max_message_bytes`, trailers up to 16 KiB.
std::shared_ptr<grpc::Channel> MakeChannel(absl::string_view target,
                                           int max_message_bytes = 64 << 20);

// The channels to one service: two connections carry 29 k calls a second where
// one carries 22 k; more bring nothing. Thread-safe.
class ChannelPair {
 public:
  explicit ChannelPair(absl::string_view target);
  // The same channel twice: for Server::InProcessChannel().
  explicit ChannelPair(std::shared_ptr<grpc::Channel> channel);

  // One stub per channel: Stub(i) for i in 0, 1.
  const std::shared_ptr<grpc::Channel>& at(int i) const { return channels_[i]; }
  // Their indices in turn.
  int Next() { return static_cast<int>(next_.fetch_add(1) & 1); }

 private:
  std::array<std::shared_ptr<grpc::Channel>, 2> channels_;
  std::atomic<unsigned> next_{0};
};

// What goes with an outgoing call.
struct CallOptions {
  std::string principal = std::string(kAnonymous);
  TraceContext trace = TraceContext::New();
  // All attempts together.
  absl::Duration timeout = absl::Seconds(10);
  // Idempotent calls only (reads, and writes with a request_id): UNAVAILABLE is
  // tried again up to `attempts` times in all, as long as `timeout` lasts.
  int attempts = 1;
  absl::Duration first_backoff = absl::Milliseconds(50);
  absl::Duration max_backoff = absl::Seconds(2);
  // How a pause is made; tests pass their own.
  std::function<void(absl::Duration)> sleep;
};

// The options of a call made on behalf of `parent`: its principal, its trace
// under a new span, and no more time than it has left.
CallOptions OnBehalfOf(const Call& parent,
                       absl::Duration timeout = absl::Seconds(10));

// Sets metadata and deadline.
void Prepare(grpc::ClientContext& context, const CallOptions& options);

// Runs `attempt` (a stub's method on the context it is given) until it
// succeeds, fails for good, or attempts or time run out. Blocks. Back-off
// doubles from first_backoff, jittered by half, and is never shorter than the
// server's RetryInfo.
//   const absl::Status status = Invoke(options, [&](grpc::ClientContext& c) {
//     return stub.GetStandard(&c, request, &response);
//   });
absl::Status Invoke(
    const CallOptions& options,
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt);

// `mean` times 0.5 to 1.5, at random: for back-offs.
absl::Duration Jittered(absl::Duration mean);

// grpc.health.v1.Health/Check: true for SERVING. "" asks for the server as a
// whole. NotFound for a service that it does not have.
absl::StatusOr<bool> IsServing(const std::shared_ptr<grpc::Channel>& channel,
                               absl::string_view service,
                               absl::Duration timeout);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_CLIENT_H_
