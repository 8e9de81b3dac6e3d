#ifndef SERVICES_GATEWAY_UNARY_EXCHANGE_H_
#define SERVICES_GATEWAY_UNARY_EXCHANGE_H_

#include <string>

#include "services/gateway/call_exchange.h"

namespace suyuan::gateway {

// One message up, one down. A GET whose answer has an `etag` (its own or its
// `meta`'s) gets an ETag, and 304 where the client holds it already.
class UnaryExchange : public CallExchange {
 public:
  UnaryExchange(GatewayCore* core, CallPlan plan,
                std::shared_ptr<ResponseWriter> writer)
      : CallExchange(core, std::move(plan), std::move(writer)) {}

 protected:
  void StartCall() override;

 private:
  void OnDone(const grpc::Status& status);
  void AnswerRaw(google::protobuf::Message* message);
  void AnswerJson(const google::protobuf::Message& message);

  grpc::ByteBuffer response_;
};

// The entity-tag of RFC 9110 8.8.3 for the message's `etag` or `meta.etag`,
// quotes included; "" where there is none or it holds what a tag may not.
std::string EntityTag(const google::protobuf::Message& message);

// Whether an If-None-Match of RFC 9110 13.1.2 names `tag`: "*", or a list that
// has it, weak or not.
bool NamesTag(absl::string_view if_none_match, absl::string_view tag);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_UNARY_EXCHANGE_H_
