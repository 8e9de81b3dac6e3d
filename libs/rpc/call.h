#ifndef LIBS_RPC_CALL_H_
#define LIBS_RPC_CALL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/rpc/trace_context.h"

namespace grpc {
class CallbackServerContext;
}  // namespace grpc

namespace suyuan::rpc {

class Dispatcher;

// Metadata keys, on incoming and outgoing calls.
inline constexpr absl::string_view kPrincipalKey = "suyuan-principal";
inline constexpr absl::string_view kTraceparentKey = "traceparent";

// Who calls while nobody has said so.
inline constexpr absl::string_view kAnonymous = "anonymous@local";

// "name@realm": 1 to 128 characters of A-Z a-z 0-9 . _ : + - on each side.
// UNAUTHENTICATED with reason PRINCIPAL_INVALID otherwise.
absl::Status CheckPrincipal(absl::string_view principal);

// What a handler knows about the call that it answers. Lives until the call is
// answered; const methods are thread-safe.
class Call {
 public:
  // A call that did not come over gRPC: a job of our own, or a test.
  static Call Local(absl::string_view method, absl::string_view principal,
                    Deadline deadline);

  // "suyuan.registry.v1.Registry/GetStandard".
  const std::string& method() const { return method_; }
  // Passed or cancelled as soon as the client has gone.
  const Deadline& deadline() const { return deadline_; }
  // The caller, in the form of CheckPrincipal.
  const std::string& principal() const { return principal_; }
  const TraceContext& trace() const { return trace_; }
  // The request's `request_id`, "" where it has no such field or it is empty.
  // Not validated: rpc::CheckRequestId.
  const std::string& request_id() const { return request_id_; }
  // When the call arrived, by the dispatcher's clock.
  absl::Time start() const { return start_; }
  // True once the server drains: endless streams end with ServerStopping().
  bool stopping() const;

 private:
  friend class CallRecord;
  Call(std::string method, std::string principal, TraceContext trace,
       Deadline deadline);

  std::string method_;
  std::string principal_;
  TraceContext trace_;
  Deadline deadline_;
  std::string request_id_;
  absl::Time start_;
  const Dispatcher* dispatcher_ = nullptr;
};

// UNAVAILABLE with reason SERVER_STOPPING: another replica may answer.
absl::Status ServerStopping();

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_CALL_H_
