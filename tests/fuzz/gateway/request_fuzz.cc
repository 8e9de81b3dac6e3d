// Any query and any body: what is understood means the same when it is sent
// once more as JSON, and what is not is refused as the client's mistake.

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "services/gateway/request_message.h"
#include "services/gateway/route_table.h"
#include "suyuan/gatewaytest/v1/shapes.pb.h"

namespace suyuan::gateway {
namespace {

using google::protobuf::Message;

const RouteTable& Routes() {
  static const RouteTable* const table = [] {
    // Its file is linked in only if something names it.
    const auto* service =
        gatewaytest::v1::Shape::descriptor()->file()->service(0);
    return new RouteTable(
        RouteTable::Build({{service->full_name(), 0}}).value());
  }();
  return *table;
}

absl::StatusOr<std::unique_ptr<Message>> Understand(const Route& route,
                                                    absl::string_view query,
                                                    absl::string_view body) {
  RequestParts parts;
  auto fields = ParseQuery(route, query);
  if (!fields.ok()) return fields.status();
  parts.query = *std::move(fields);
  parts.body = std::string(body);
  return MakeRequest(route, std::move(parts));
}

std::string Json(const Message& message) {
  std::string out;
  SUYUAN_CHECK(google::protobuf::util::MessageToJsonString(message, &out).ok());
  return out;
}

void Check(const Route& route, absl::string_view query,
           absl::string_view body) {
  const auto message = Understand(route, query, body);
  if (!message.ok()) {
    SUYUAN_CHECK(message.status().code() == absl::StatusCode::kInvalidArgument);
    return;
  }
  const std::string json = Json(**message);
  std::unique_ptr<Message> again((*message)->New());
  SUYUAN_CHECK(
      google::protobuf::util::JsonStringToMessage(json, again.get()).ok());
  SUYUAN_CHECK(Json(*again) == json);
}

}  // namespace
}  // namespace suyuan::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace suyuan::gateway;
  if (size == 0) return 0;
  const auto& routes = Routes().routes();
  const Route& route = routes[data[0] % routes.size()];
  const absl::string_view all(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(all, absl::MaxSplits('\n', 1));
  Check(route, parts.first, parts.second);
  return 0;
}
