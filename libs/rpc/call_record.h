#ifndef LIBS_RPC_CALL_RECORD_H_
#define LIBS_RPC_CALL_RECORD_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/rpc/dispatcher.h"

namespace grpc {
class Status;
}  // namespace grpc

namespace suyuan::rpc {

// One incoming call from its first byte to its status: reads the metadata,
// writes the log line and the latency. For the reactors of reply.h.
class CallRecord {
 public:
  enum class Kind { kUnary, kStream };

  // `context` and `endpoint` outlive it.
  CallRecord(Endpoint& endpoint, grpc::CallbackServerContext& context,
             const char* method, Kind kind);

  ~CallRecord() { dispatcher().CallEnds(); }
  CallRecord(const CallRecord&) = delete;
  CallRecord& operator=(const CallRecord&) = delete;

  Endpoint& endpoint() { return endpoint_; }
  Dispatcher& dispatcher() { return endpoint_.dispatcher(); }
  Call& call() { return call_; }
  void set_request_id(const std::string& id) { call_.request_id_ = id; }

  // Not OK if the call may not run: a bad principal, a deadline passed while it
  // waited, a client that has gone.
  absl::Status Admit() const;

  // Once, when nothing else of the call will run: what the client is told.
  grpc::Status Close(const absl::Status& status, int64_t messages);

 private:
  Endpoint& endpoint_;
  const char* method_;
  absl::Status principal_status_;
  Call call_;
};

// RESOURCE_EXHAUSTED with reason SERVER_BUSY.
absl::Status ServerBusy();
// UNAVAILABLE with reason SERVER_DRAINING.
absl::Status ServerDraining();
// INTERNAL with reason HANDLER_FAILED: for the log.
absl::Status HandlerFailed(absl::string_view what);

// What `run` returns, or HandlerFailed for what it throws.
template <typename Result, typename Run>
Result Guarded(Run&& run) {
  try {
    return run();
  } catch (const std::exception& failure) {
    return HandlerFailed(failure.what());
  } catch (...) {
    return HandlerFailed("something that is no std::exception");
  }
}

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_CALL_RECORD_H_
