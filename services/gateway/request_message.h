#ifndef SERVICES_GATEWAY_REQUEST_MESSAGE_H_
#define SERVICES_GATEWAY_REQUEST_MESSAGE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/gateway/field_text.h"
#include "services/gateway/path_template.h"
#include "services/gateway/route_table.h"

namespace suyuan::gateway {

// One parameter of a query, its field found.
struct QueryField {
  FieldPath field;
  std::string name;  // as the client wrote it
  std::string text;  // decoded
};

// The parameters of a query in order. InvalidField naming the parameter if the
// request has no such field, if path or body fill it already, or if a field
// that is not repeated is given twice.
absl::StatusOr<std::vector<QueryField>> ParseQuery(const Route& route,
                                                   absl::string_view query);

// What of an HTTP request becomes the request message.
struct RequestParts {
  std::vector<PathBinding> bindings;
  std::vector<QueryField> query;
  std::string body;
  std::string content_type;     // kept in an HttpBody
  std::string idempotency_key;  // fills `request_id` if nothing else does
};

// Body first, then query, then path: the path always holds. JSON by the
// protobuf mapping, unknown fields refused.
// InvalidArgument: JSON_INVALID with line and column where the body is no
// JSON, INVALID_FIELD with the field's path in the body, the query or the path
// where it does not fit the message. O(size), several copies of the body.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> MakeRequest(
    const Route& route, RequestParts parts);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_REQUEST_MESSAGE_H_
