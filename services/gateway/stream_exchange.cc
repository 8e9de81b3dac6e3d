#include "services/gateway/stream_exchange.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/strings/str_cat.h"
#include "google/api/httpbody.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"

namespace suyuan::gateway {

using google::protobuf::Message;

void StreamExchange::StartCall() {
  self_ = shared_from_this();
  core_.NextStub(plan_.route->backend)
      .PrepareBidiStreamingCall(&context_, plan_.route->rpc, {}, this);
  // A read that starts from the client's loop needs the call to be there:
  // the hold keeps it until a read has failed.
  AddHold();
  StartWriteLast(&request_, {});
  StartRead(&response_);
  // Before the start, since OnDone takes it out again.
  const bool draining =
      plan_.endless &&
      !core_.AddEndless(
          std::static_pointer_cast<StreamExchange>(shared_from_this()));
  if (draining) EndSoon();
  grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>::StartCall();
}

void StreamExchange::EndSoon() {
  stopped_ = true;
  context_.TryCancel();
  // The read that collects the failure.
  OnWritable();
}

void StreamExchange::OnReadDone(bool ok) {
  if (!ok) {
    RemoveHold();
    return;
  }
  const std::unique_ptr<Message> message = Parse(&response_);
  response_.Clear();
  if (!broken_ && (message == nullptr || !Pass(message.get()))) {
    broken_ = true;
    context_.TryCancel();
  }
  ReadNext();
}

void StreamExchange::ReadNext() {
  paused_ = true;
  // Looked at after the pause is visible, so that no OnWritable is missed.
  const bool may_read = gone_ || broken_ || stopped_ ||
                        writer_->waiting() < ResponseWriter::kHighWater;
  if (may_read && paused_.exchange(false)) StartRead(&response_);
}

void StreamExchange::OnWritable() {
  if (paused_.exchange(false)) StartRead(&response_);
}

void StreamExchange::OnGone() {
  CallExchange::OnGone();
  // The read that collects the failure.
  OnWritable();
}

bool StreamExchange::Pass(Message* message) {
  ++messages_;
  if (plan_.route->raw_response) return PassRaw(message);
  const absl::StatusOr<std::string> json = ResponseJson(*plan_.route, *message);
  if (!json.ok()) return false;
  BeginAnswer(plan_.server_sent_events ? "text/event-stream"
                                       : "application/x-ndjson");
  WriteRecord("result", *json);
  return true;
}

bool StreamExchange::PassRaw(Message* message) {
  Message* body = message;
  if (plan_.route->response_field != nullptr) {
    body = message->GetReflection()->MutableMessage(
        message, plan_.route->response_field);
  }
  const auto* raw =
      google::protobuf::DynamicCastToGenerated<google::api::HttpBody>(body);
  BeginAnswer(raw->content_type().empty() ? "application/octet-stream"
                                          : raw->content_type());
  bytes_ += raw->data().size();
  writer_->Write(raw->data());
  return true;
}

void StreamExchange::BeginAnswer(absl::string_view content_type) {
  if (begun_) return;
  begun_ = true;
  writer_->Begin(Head(content_type));
}

void StreamExchange::WriteRecord(absl::string_view name,
                                 absl::string_view json) {
  std::string text;
  if (!plan_.server_sent_events) {
    text = absl::StrCat("{\"", name, "\":", json, "}\n");
  } else if (name == "result") {
    text = absl::StrCat("data: ", json, "\n\n");
  } else {
    text = absl::StrCat("event: ", name, "\ndata: ", json, "\n\n");
  }
  bytes_ += text.size();
  writer_->Write(text);
}

void StreamExchange::OnDone(const grpc::Status& ended) {
  const std::shared_ptr<CallExchange> self = std::move(self_);
  if (plan_.endless) core_.RemoveEndless(this);
  const grpc::Status status =
      broken_ ? grpc::Status(grpc::StatusCode::INTERNAL, "")
      : stopped_ && !ended.ok()
          ? rpc::ToGrpc(rpc::ServerStopping(), plan_.trace.trace_id())
          : ended;
  if (!status.ok() && !begun_) return AnswerCallError(status);
  const bool raw = plan_.route->raw_response;
  BeginAnswer(raw                        ? "application/octet-stream"
              : plan_.server_sent_events ? "text/event-stream"
                                         : "application/x-ndjson");
  if (!raw && status.ok()) {
    WriteRecord("end", absl::StrCat("{\"messages\":", messages_, "}"));
  } else if (!raw) {
    WriteRecord("error", StatusJson(StatusOfCall(status, backend_name(),
                                                 plan_.trace.trace_id())));
  }
  Record(200, status.error_code(), bytes_);
  raw && !status.ok() ? writer_->Abort() : writer_->End();
}

}  // namespace suyuan::gateway
