#include "services/gateway/status_json.h"

#include <google/protobuf/util/json_util.h>
#include <grpcpp/support/status.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/status.h"
#include "libs/rpc/status.h"

namespace suyuan::gateway {
namespace {

struct HttpFailure {
  int http_status;
  absl::StatusCode code;
  absl::string_view reason;
};

constexpr HttpFailure kHttpFailures[] = {
    {400, absl::StatusCode::kInvalidArgument, "REQUEST_MALFORMED"},
    {403, absl::StatusCode::kPermissionDenied, "CROSS_ORIGIN"},
    {404, absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"},
    {405, absl::StatusCode::kUnimplemented, "METHOD_NOT_ALLOWED"},
    {408, absl::StatusCode::kDeadlineExceeded, "REQUEST_TOO_SLOW"},
    {413, absl::StatusCode::kInvalidArgument, "BODY_TOO_LARGE"},
    {414, absl::StatusCode::kInvalidArgument, "TARGET_TOO_LONG"},
    {415, absl::StatusCode::kInvalidArgument, "MEDIA_TYPE_UNSUPPORTED"},
    {417, absl::StatusCode::kUnimplemented, "EXPECTATION_UNKNOWN"},
    {421, absl::StatusCode::kPermissionDenied, "HOST_NOT_LOCAL"},
    {431, absl::StatusCode::kInvalidArgument, "HEADER_TOO_LARGE"},
    {501, absl::StatusCode::kUnimplemented, "NOT_IMPLEMENTED"},
    {503, absl::StatusCode::kUnavailable, "GATEWAY_BUSY"},
    {505, absl::StatusCode::kUnimplemented, "HTTP_VERSION_UNSUPPORTED"},
};

std::string Json(const google::rpc::Status& status) {
  std::string out;
  const auto done = google::protobuf::util::MessageToJsonString(status, &out);
  return done.ok() ? out : std::string();
}

// Whole seconds, rounded up; 0 where the details ask for none.
int64_t RetryAfter(const google::rpc::Status& status) {
  google::rpc::RetryInfo info;
  for (const auto& detail : status.details()) {
    if (!detail.Is<google::rpc::RetryInfo>() || !detail.UnpackTo(&info)) {
      continue;
    }
    const auto& delay = info.retry_delay();
    return std::max<int64_t>(1, delay.seconds() + (delay.nanos() > 0 ? 1 : 0));
  }
  return 0;
}

}  // namespace

int HttpStatusOf(int grpc_code) {
  switch (static_cast<absl::StatusCode>(grpc_code)) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
      return 409;
    case absl::StatusCode::kResourceExhausted:
      return 429;
    case absl::StatusCode::kCancelled:
      return 499;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    default:
      return 500;
  }
}

google::rpc::Status StatusOfCall(const grpc::Status& status,
                                 absl::string_view service,
                                 absl::string_view trace_id) {
  google::rpc::Status out;
  if (!status.error_details().empty() &&
      out.ParseFromString(status.error_details()) &&
      out.code() == static_cast<int>(status.error_code())) {
    return out;
  }
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return rpc::ToProto(WithReason(absl::UnavailableError(absl::StrCat(
                                         service, " is not reachable now")),
                                     "BACKEND_UNAVAILABLE"),
                          trace_id);
    case absl::StatusCode::kDeadlineExceeded:
      return rpc::ToProto(absl::DeadlineExceededError(
                              absl::StrCat(service, " did not answer in time")),
                          trace_id);
    default:
      return rpc::ToProto(absl::Status(code, absl::StrCat(service, " answered ",
                                                          rpc::CodeName(code))),
                          trace_id);
  }
}

std::string StatusJson(const google::rpc::Status& status) {
  std::string out = Json(status);
  if (!out.empty()) return out;
  google::rpc::Status known = status;
  known.clear_details();
  for (const auto& detail : status.details()) {
    google::rpc::Status one;
    *one.add_details() = detail;
    if (!Json(one).empty()) *known.add_details() = detail;
  }
  return Json(known);
}

ErrorAnswer MakeErrorAnswer(const google::rpc::Status& status) {
  ErrorAnswer out;
  out.head.status = HttpStatusOf(status.code());
  out.head.Set("Content-Type", "application/json");
  const int64_t pause = RetryAfter(status);
  if (pause > 0) out.head.Set("Retry-After", absl::StrCat(pause));
  out.body = StatusJson(status);
  return out;
}

ErrorAnswer MakeErrorAnswer(const absl::Status& status,
                            absl::string_view trace_id) {
  ErrorAnswer out = MakeErrorAnswer(rpc::ToProto(status, trace_id));
  for (const HttpFailure& known : kHttpFailures) {
    if (known.reason == ReasonOf(status)) out.head.status = known.http_status;
  }
  return out;
}

absl::Status StatusOfHttp(int http_status, absl::string_view why) {
  for (const HttpFailure& known : kHttpFailures) {
    if (known.http_status == http_status) {
      return WithReason(absl::Status(known.code, why), known.reason);
    }
  }
  return absl::InternalError(why);
}

}  // namespace suyuan::gateway
