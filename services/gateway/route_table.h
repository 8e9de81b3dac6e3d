#ifndef SERVICES_GATEWAY_ROUTE_TABLE_H_
#define SERVICES_GATEWAY_ROUTE_TABLE_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/gateway/path_template.h"

namespace google::protobuf {
class FieldDescriptor;
class MethodDescriptor;
}  // namespace google::protobuf

namespace suyuan::gateway {

// One binding of one method: GET /v1/{name=instruments/*}.
struct Route {
  enum class Body {
    kNone,   // the query alone fills the request
    kAll,    // the body is the request; the query must be empty
    kField,  // the body is one field of the request
  };

  size_t index = 0;    // in RouteTable::routes()
  size_t backend = 0;  // as given to Build
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string rpc;          // "/suyuan.registry.v1.Registry/GetInstrument"
  std::string http_method;  // "GET"
  PathTemplate path;
  Body body = Body::kNone;
  const google::protobuf::FieldDescriptor* body_field = nullptr;
  // The answer is this field of the response; null: the whole.
  const google::protobuf::FieldDescriptor* response_field = nullptr;
  bool raw_request = false;   // the body is bytes (google.api.HttpBody)
  bool raw_response = false;  // and so is the answer
};

// Every google.api.http binding of a set of services, from the descriptors
// that are linked into this program. Immutable.
class RouteTable {
 public:
  struct Service {
    std::string full_name;  // "suyuan.registry.v1.Registry"
    size_t backend = 0;
  };

  // InvalidArgument if a service is not linked in, a rule cannot be read,
  // names a field that does not exist, or matches what another one matches.
  // Methods without a rule and methods with a client stream have no route.
  static absl::StatusOr<RouteTable> Build(const std::vector<Service>& services);

  struct Found {
    const Route* route = nullptr;
    std::vector<PathBinding> bindings;
    // Without a route: the methods that this path does take. Empty: none.
    std::vector<std::string> allowed;
  };
  // HEAD finds what GET finds. Among those that fit, one with a verb wins, then
  // the one with more literals. O(routes with as many segments).
  Found Find(absl::string_view http_method, absl::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  absl::Status AddMethod(const google::protobuf::MethodDescriptor* method,
                         size_t backend);
  absl::Status Index();

  std::vector<Route> routes_;
  // By number of segments, the more specific first; then those with "**".
  std::map<size_t, std::vector<size_t>> by_size_;
  std::vector<size_t> open_ended_;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_ROUTE_TABLE_H_
