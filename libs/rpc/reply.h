#ifndef LIBS_RPC_REPLY_H_
#define LIBS_RPC_REPLY_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "libs/rpc/call_record.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/reactors.h"

// How a service answers: gRPC's callback API takes the call off the wire, the
// handler runs on the dispatcher's executor. Each call is one log line and one
// observation of latency. A full executor answers RESOURCE_EXHAUSTED, reason
// SERVER_BUSY; an exception INTERNAL. One call costs two allocations here and
// one hop between threads (the floor: 68 µs p50 over loopback).
//
//   grpc::ServerUnaryReactor* GetStandard(
//       grpc::CallbackServerContext* context, const GetStandardRequest*
//       request, MeasurementStandard* response) override {
//     return rpc::Unary(endpoint_, context, request, response,
//         [this](const GetStandardRequest& request, rpc::Call& call)
//             -> absl::StatusOr<MeasurementStandard> { ... });
//   }
//
// The method's name for log and metrics is that of the calling function.

namespace suyuan::rpc {

// Handlers of Unary are one of
//   absl::StatusOr<Response>(const Request&, Call&)
//   absl::Status(const Request&, Response&, Call&)
// and may block as long as the executor has threads to spare; never on a sync
// of the disk that other calls could share: that is UnaryAsync.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* Unary(Endpoint& endpoint,
                                grpc::CallbackServerContext* context,
                                const Request* request, Response* response,
                                Handler handler,
                                const char* method = __builtin_FUNCTION()) {
  auto run = [request, response, handler = std::move(handler)](
                 Call& call) mutable -> absl::Status {
    if constexpr (std::is_invocable_v<Handler&, const Request&, Response&,
                                      Call&>) {
      return handler(*request, *response, call);
    } else {
      absl::StatusOr<Response> result = handler(*request, call);
      if (!result.ok()) return std::move(result).status();
      *response = *std::move(result);
      return absl::OkStatus();
    }
  };
  auto* reactor = new UnaryReactor<decltype(run)>(endpoint, *context, method,
                                                  std::move(run));
  reactor->NoteRequestId(*request);
  reactor->Start();
  return reactor;
}

// The handler is void(const Request&, Response&, Call&, Done). It runs on the
// executor, hands its work on and returns; whoever finishes it fills the
// response and calls Done with a status, from any thread. Request, response and
// call live until then.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* UnaryAsync(
    Endpoint& endpoint, grpc::CallbackServerContext* context,
    const Request* request, Response* response, Handler handler,
    const char* method = __builtin_FUNCTION()) {
  auto run = [request, response, handler = std::move(handler)](
                 Call& call, Done done) mutable {
    handler(*request, *response, call, std::move(done));
  };
  auto* reactor = new AsyncUnaryReactor<decltype(run)>(endpoint, *context,
                                                       method, std::move(run));
  reactor->NoteRequestId(*request);
  reactor->Start();
  return reactor;
}

// `open` is absl::StatusOr<Generator>(const Request&, StreamCall&) and runs on
// the executor, as does each call of the generator it returns, which is one of
//   absl::StatusOr<bool>(Response&)  false: that was all, nothing filled
//   absl::StatusOr<Next>(Response&)
// The response is cleared before each call. One message is in flight at a time:
// the generator is asked for the next when gRPC has taken the last, so a slow
// reader slows it down. Fill messages of 4 to 64 KiB; one item a message costs
// as much as a call. Streams without the client's deadline have none.
template <typename Response, typename Request, typename Open>
grpc::ServerWriteReactor<Response>* Stream(
    Endpoint& endpoint, grpc::CallbackServerContext* context,
    const Request* request, Open open,
    const char* method = __builtin_FUNCTION()) {
  auto bound = [request, open = std::move(open)](StreamCall& call) mutable {
    return open(*request, call);
  };
  auto* reactor = new StreamReactor<Response, decltype(bound)>(
      endpoint, *context, method, std::move(bound));
  reactor->NoteRequestId(*request);
  reactor->Start();
  return reactor;
}

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_REPLY_H_
