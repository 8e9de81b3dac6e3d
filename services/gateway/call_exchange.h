#ifndef SERVICES_GATEWAY_CALL_EXCHANGE_H_
#define SERVICES_GATEWAY_CALL_EXCHANGE_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/rpc/trace_context.h"
#include "services/gateway/gateway_core.h"
#include "services/gateway/http_handler.h"
#include "services/gateway/request_message.h"
#include "services/gateway/status_json.h"

namespace google::protobuf {
class Message;
}  // namespace google::protobuf

namespace suyuan::gateway {

// What the head of a request said, for the call that answers it.
struct CallPlan {
  GatewayCore::Place place;
  const Route* route = nullptr;
  RequestParts parts;  // all but the body
  std::string http_method;
  // For the log; the query may hold what is nobody's business.
  std::string path;
  std::string principal;
  std::string if_none_match;
  bool endless = false;  // a stream that a stop tells to end
  bool server_sent_events = false;
  absl::Duration timeout;
  rpc::TraceContext trace;
};

// Turns one HTTP request into one gRPC call and its answer into JSON. The body
// is collected, then converted: on the loop where it is small, on a worker
// where it is large. The answer is converted on gRPC's thread.
class CallExchange : public Exchange,
                     public std::enable_shared_from_this<CallExchange> {
 public:
  // Of the kind that the route's method needs.
  static std::shared_ptr<CallExchange> Make(
      GatewayCore* core, CallPlan plan, std::shared_ptr<ResponseWriter> writer);
  ~CallExchange() override;

  BodyFlow OnBody(absl::string_view bytes) override;
  void OnBodyEnd() override;
  void OnGone() override;
  void OnRefused(int status) override;

 protected:
  CallExchange(GatewayCore* core, CallPlan plan,
               std::shared_ptr<ResponseWriter> writer);

  // Sends request(). The call keeps the exchange alive until it is over.
  virtual void StartCall() = 0;

  // The answer's end as far as log and metrics go; once.
  void Record(int http_status, int grpc_code, size_t bytes);
  void AnswerError(ErrorAnswer answer, int grpc_code);
  void AnswerCallError(const grpc::Status& status);
  void AnswerOwnError(const absl::Status& status);
  // The head of a good answer.
  ResponseHead Head(absl::string_view content_type) const;
  // The message in `buffer`, null if it cannot be read.
  std::unique_ptr<google::protobuf::Message> Parse(grpc::ByteBuffer* buffer);
  absl::string_view backend_name() const;

  GatewayCore& core_;
  CallPlan plan_;
  const std::shared_ptr<ResponseWriter> writer_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  std::atomic<bool> gone_{false};

 private:
  void Begin();
  bool ReserveBody(size_t bytes);

  const absl::Time start_;
  uint64_t reserved_ = 0;
  bool refused_ = false;
  std::atomic<bool> recorded_{false};
};

// The answer's JSON: the whole message or its response_body field.
absl::StatusOr<std::string> ResponseJson(
    const Route& route, const google::protobuf::Message& message);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_CALL_EXCHANGE_H_
