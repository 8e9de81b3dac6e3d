#ifndef SERVICES_GATEWAY_STATUS_JSON_H_
#define SERVICES_GATEWAY_STATUS_JSON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/gateway/http_message.h"

namespace google::rpc {
class Status;
}  // namespace google::rpc

namespace grpc {
class Status;
}  // namespace grpc

namespace suyuan::gateway {

// As google/rpc/code.proto maps them: 404 for NOT_FOUND, 499 for CANCELLED.
int HttpStatusOf(int grpc_code);

// A failed call as the client sees it. A status with details is the back end's
// own word and passes unchanged. One without comes from gRPC itself and names
// addresses: its code is kept, its text is replaced by one that names
// `service`, with reason BACKEND_UNAVAILABLE or the code's name.
google::rpc::Status StatusOfCall(const grpc::Status& status,
                                 absl::string_view service,
                                 absl::string_view trace_id);

// The protobuf JSON mapping of google.rpc.Status. Details of a type that is
// not linked in are left out.
std::string StatusJson(const google::rpc::Status& status);

// The answer to a request that failed: HTTP status, Content-Type, Retry-After
// where the details ask for a pause.
struct ErrorAnswer {
  ResponseHead head;
  std::string body;
};
ErrorAnswer MakeErrorAnswer(const google::rpc::Status& status);
// The same for a failure of the gateway's own.
ErrorAnswer MakeErrorAnswer(const absl::Status& status,
                            absl::string_view trace_id);

// For failures that only HTTP has (405, 413, 415, 431 ...): the code and the
// reason that go with that status.
absl::Status StatusOfHttp(int http_status, absl::string_view why);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_STATUS_JSON_H_
