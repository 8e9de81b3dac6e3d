#include "services/gateway/unary_exchange.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/api/httpbody.pb.h"

namespace suyuan::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string StringField(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated() ||
      field->type() != FieldDescriptor::TYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, field);
}

// The one header that a back end may set, by the metadata of that name: what
// of its raw answers may be kept, and for how long.
void PassCaching(const grpc::ClientContext& context, ResponseHead* head) {
  const auto& metadata = context.GetServerInitialMetadata();
  const auto found = metadata.find("cache-control");
  if (found == metadata.end()) return;
  head->Set("Cache-Control",
            absl::string_view(found->second.data(), found->second.size()));
}

bool IsGet(const std::string& method) {
  return method == "GET" || method == "HEAD";
}

}  // namespace

void UnaryExchange::StartCall() {
  auto self = std::static_pointer_cast<UnaryExchange>(shared_from_this());
  core_.NextStub(plan_.route->backend)
      .UnaryCall(&context_, plan_.route->rpc, {}, &request_, &response_,
                 [self](const grpc::Status& status) { self->OnDone(status); });
}

void UnaryExchange::OnDone(const grpc::Status& status) {
  if (!status.ok()) return AnswerCallError(status);
  const std::unique_ptr<Message> message = Parse(&response_);
  if (message == nullptr) {
    return AnswerOwnError(absl::InternalError("the answer cannot be read"));
  }
  if (plan_.route->raw_response) return AnswerRaw(message.get());
  AnswerJson(*message);
}

void UnaryExchange::AnswerRaw(Message* message) {
  Message* body = message;
  if (plan_.route->response_field != nullptr) {
    body = message->GetReflection()->MutableMessage(
        message, plan_.route->response_field);
  }
  auto* raw =
      google::protobuf::DynamicCastToGenerated<google::api::HttpBody>(body);
  ResponseHead head =
      Head(raw->content_type().empty() ? "application/octet-stream"
                                       : raw->content_type());
  PassCaching(context_, &head);
  Record(200, 0, raw->data().size());
  writer_->Send(std::move(head), std::move(*raw->mutable_data()));
}

void UnaryExchange::AnswerJson(const Message& message) {
  ResponseHead head = Head("application/json");
  const std::string tag =
      IsGet(plan_.http_method) ? EntityTag(message) : std::string();
  if (!tag.empty()) {
    head.Set("ETag", tag);
    head.Set("Cache-Control", "private, no-cache");
    if (NamesTag(plan_.if_none_match, tag)) {
      head.status = 304;
      Record(304, 0, 0);
      return writer_->Send(std::move(head), "");
    }
  }
  absl::StatusOr<std::string> json = ResponseJson(*plan_.route, message);
  if (!json.ok()) return AnswerOwnError(json.status());
  Record(200, 0, json->size());
  writer_->Send(std::move(head), *std::move(json));
}

std::string EntityTag(const Message& message) {
  std::string text = StringField(message, "etag");
  const FieldDescriptor* meta =
      message.GetDescriptor()->FindFieldByName("meta");
  if (text.empty() && meta != nullptr && !meta->is_repeated() &&
      meta->message_type() != nullptr) {
    text =
        StringField(message.GetReflection()->GetMessage(message, meta), "etag");
  }
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '"';
  });
  if (text.empty() || !plain) return "";
  return absl::StrCat("\"", text, "\"");
}

bool NamesTag(absl::string_view if_none_match, absl::string_view tag) {
  for (absl::string_view one : absl::StrSplit(if_none_match, ',')) {
    one = absl::StripAsciiWhitespace(one);
    if (one == "*" || absl::StripPrefix(one, "W/") == tag) return true;
  }
  return false;
}

}  // namespace suyuan::gateway
