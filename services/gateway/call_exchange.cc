#include "services/gateway/call_exchange.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"
#include "libs/base/status.h"
#include "libs/rpc/status.h"
#include "services/gateway/stream_exchange.h"
#include "services/gateway/unary_exchange.h"

namespace suyuan::gateway {

using google::protobuf::Message;

std::shared_ptr<CallExchange> CallExchange::Make(
    GatewayCore* core, CallPlan plan, std::shared_ptr<ResponseWriter> writer) {
  if (plan.route->method->server_streaming()) {
    return std::make_shared<StreamExchange>(core, std::move(plan),
                                            std::move(writer));
  }
  return std::make_shared<UnaryExchange>(core, std::move(plan),
                                         std::move(writer));
}

CallExchange::CallExchange(GatewayCore* core, CallPlan plan,
                           std::shared_ptr<ResponseWriter> writer)
    : core_(*core),
      plan_(std::move(plan)),
      writer_(std::move(writer)),
      start_(core_.clock.Now()) {}

CallExchange::~CallExchange() {
  core_.buffered.fetch_sub(reserved_);
  Record(499, static_cast<int>(grpc::StatusCode::CANCELLED), 0);
}

bool CallExchange::ReserveBody(size_t bytes) {
  reserved_ += bytes;
  return core_.buffered.fetch_add(bytes) + bytes <=
         core_.limits.buffered_bodies;
}

BodyFlow CallExchange::OnBody(absl::string_view bytes) {
  if (refused_ || plan_.route->body == Route::Body::kNone) {
    return BodyFlow::kMore;  // a GET may carry one; it means nothing
  }
  if (!ReserveBody(bytes.size())) {
    refused_ = true;
    plan_.parts.body = std::string();
    AnswerOwnError(StatusOfHttp(503, "too many large bodies at once"));
    return BodyFlow::kMore;
  }
  absl::StrAppend(&plan_.parts.body, bytes);
  return BodyFlow::kMore;
}

void CallExchange::OnBodyEnd() {
  if (refused_) return;
  if (plan_.parts.body.size() <= core_.limits.inline_body) return Begin();
  auto self = shared_from_this();
  if (!core_.workers.TrySubmit([self] { self->Begin(); })) {
    AnswerOwnError(StatusOfHttp(503, "too many large bodies at once"));
  }
}

void CallExchange::Begin() {
  if (gone_) return;
  const auto message = MakeRequest(*plan_.route, std::move(plan_.parts));
  if (!message.ok()) return AnswerOwnError(message.status());
  bool own = false;
  const grpc::Status serialized =
      grpc::SerializationTraits<Message>::Serialize(**message, &request_, &own);
  if (!serialized.ok()) {
    return AnswerOwnError(absl::InternalError(serialized.error_message()));
  }
  rpc::CallOptions options;
  options.principal = plan_.principal;
  options.trace = plan_.trace;
  options.timeout = plan_.timeout;
  rpc::Prepare(context_, options);
  StartCall();
}

void CallExchange::OnGone() {
  gone_ = true;
  context_.TryCancel();
}

void CallExchange::OnRefused(int status) {
  Record(status, static_cast<int>(StatusOfHttp(status, "").code()), 0);
  OnGone();
}

absl::string_view CallExchange::backend_name() const {
  return core_.backends[plan_.route->backend].name;
}

std::unique_ptr<Message> CallExchange::Parse(grpc::ByteBuffer* buffer) {
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(plan_.route->method->output_type())
          ->New());
  const grpc::Status parsed =
      grpc::SerializationTraits<Message>::Deserialize(buffer, message.get());
  return parsed.ok() ? std::move(message) : nullptr;
}

ResponseHead CallExchange::Head(absl::string_view content_type) const {
  ResponseHead head;
  head.Set("Content-Type", content_type);
  head.Set("Traceparent", plan_.trace.ToHeader());
  return head;
}

void CallExchange::AnswerError(ErrorAnswer answer, int grpc_code) {
  answer.head.Set("Traceparent", plan_.trace.ToHeader());
  Record(answer.head.status, grpc_code, answer.body.size());
  writer_->Send(std::move(answer.head), std::move(answer.body));
}

void CallExchange::AnswerCallError(const grpc::Status& status) {
  AnswerError(MakeErrorAnswer(
                  StatusOfCall(status, backend_name(), plan_.trace.trace_id())),
              status.error_code());
}

void CallExchange::AnswerOwnError(const absl::Status& status) {
  AnswerError(MakeErrorAnswer(status, plan_.trace.trace_id()),
              static_cast<int>(status.code()));
}

void CallExchange::Record(int http_status, int grpc_code, size_t bytes) {
  if (recorded_.exchange(true)) return;
  const absl::Duration took = core_.clock.Now() - start_;
  RouteMetrics& metrics = core_.route_metrics[plan_.route->index];
  metrics.latency.Observe(took);
  metrics.answers[static_cast<size_t>(std::clamp(http_status / 100, 2, 5) - 2)]
      .Increment();
  core_.log.Info(
      "request",
      {{"method", plan_.http_method},
       {"path", plan_.path},
       {"rpc", plan_.route->rpc},
       {"principal", plan_.principal},
       {"status", http_status},
       {"code", rpc::CodeName(static_cast<absl::StatusCode>(grpc_code))},
       {"duration_us", absl::ToInt64Microseconds(took)},
       {"bytes", bytes},
       {"trace_id", plan_.trace.trace_id()}});
}

absl::StatusOr<std::string> ResponseJson(const Route& route,
                                         const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  // A field that is asked for by name is there even if it holds its default.
  options.always_print_primitive_fields = route.response_field != nullptr;
  std::string json;
  const auto done =
      google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!done.ok()) {
    return absl::InternalError("the answer cannot be written as JSON");
  }
  if (route.response_field == nullptr) return json;
  const nlohmann::json whole = nlohmann::json::parse(json);
  const auto field = whole.find(route.response_field->json_name());
  return field == whole.end() ? std::string("null") : field->dump();
}

}  // namespace suyuan::gateway
