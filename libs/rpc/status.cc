#include "libs/rpc/status.h"

#include <grpcpp/support/status.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/rpc/utf8.h"

namespace suyuan::rpc {
namespace {

constexpr absl::string_view kDelayUrl = "suyuan/retry-delay";
constexpr absl::string_view kMetadataUrl = "suyuan/error-metadata";
constexpr size_t kMaxMessage = 1024;
constexpr size_t kMaxDetails = 3 * 1024;
constexpr size_t kMaxDescription = 512;

using Metadata = std::map<std::string, std::string>;

// NUL ends each text, as in libs/base/status.cc.
Metadata MetadataOf(const absl::Status& status) {
  Metadata out;
  const auto payload = status.GetPayload(kMetadataUrl);
  if (!payload.has_value()) return out;
  const std::vector<std::string> parts =
      absl::StrSplit(std::string(*payload), '\0');
  for (size_t i = 0; i + 1 < parts.size(); i += 2) out[parts[i]] = parts[i + 1];
  return out;
}

google::rpc::ErrorInfo ErrorInfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  const std::string reason = ReasonOf(status);
  info.set_reason(reason.empty() ? std::string(CodeName(status.code()))
                                 : reason);
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : MetadataOf(status)) {
    (*info.mutable_metadata())[key] = ValidUtf8(value, kMaxDescription);
  }
  return info;
}

// As many violations as fit in `budget` bytes; `left_out` counts the others.
google::rpc::BadRequest BadRequestOf(const std::vector<FieldViolation>& all,
                                     size_t budget, size_t& left_out) {
  google::rpc::BadRequest out;
  size_t size = 0;
  for (const FieldViolation& violation : all) {
    google::rpc::BadRequest::FieldViolation one;
    one.set_field(ValidUtf8(violation.field, kMaxDescription));
    one.set_description(ValidUtf8(violation.description, kMaxDescription));
    size += one.ByteSizeLong() + 4;
    if (size > budget) break;
    *out.add_field_violations() = std::move(one);
  }
  left_out = all.size() - static_cast<size_t>(out.field_violations_size());
  return out;
}

void AddRetryInfo(absl::Duration delay, google::rpc::Status& out) {
  if (delay <= absl::ZeroDuration()) return;
  google::rpc::RetryInfo retry;
  absl::Duration rest;
  retry.mutable_retry_delay()->set_seconds(
      absl::IDivDuration(delay, absl::Seconds(1), &rest));
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
  out.add_details()->PackFrom(retry);
}

void ReadDetail(const google::protobuf::Any& detail, absl::Status& status) {
  if (google::rpc::ErrorInfo info; detail.UnpackTo(&info)) {
    status = WithReason(std::move(status), info.reason());
    for (const auto& [key, value] : info.metadata()) {
      status = WithErrorMetadata(std::move(status), key, value);
    }
  } else if (google::rpc::BadRequest bad; detail.UnpackTo(&bad)) {
    for (const auto& v : bad.field_violations()) {
      status = WithViolation(std::move(status), {v.field(), v.description()});
    }
  } else if (google::rpc::RetryInfo retry; detail.UnpackTo(&retry)) {
    status = WithRetryDelay(std::move(status),
                            absl::Seconds(retry.retry_delay().seconds()) +
                                absl::Nanoseconds(retry.retry_delay().nanos()));
  }
}

}  // namespace

absl::Status WithRetryDelay(absl::Status status, absl::Duration delay) {
  status.SetPayload(kDelayUrl,
                    absl::Cord(absl::StrCat(absl::ToInt64Nanoseconds(delay))));
  return status;
}

absl::Duration RetryDelayOf(const absl::Status& status) {
  if (const auto payload = status.GetPayload(kDelayUrl)) {
    int64_t nanos = 0;
    SUYUAN_CHECK(absl::SimpleAtoi(std::string(*payload), &nanos));
    return absl::Nanoseconds(nanos);
  }
  if (absl::IsUnavailable(status)) return absl::Milliseconds(200);
  if (absl::IsResourceExhausted(status)) return absl::Seconds(1);
  return absl::ZeroDuration();
}

absl::Status WithErrorMetadata(absl::Status status, absl::string_view key,
                               absl::string_view value) {
  Metadata all = MetadataOf(status);
  all[std::string(key)] = std::string(value);
  std::string text;
  for (const auto& [k, v] : all) {
    text.append(k).push_back('\0');
    text.append(v).push_back('\0');
  }
  status.SetPayload(kMetadataUrl, absl::Cord(text));
  return status;
}

std::string ErrorMetadataOf(const absl::Status& status, absl::string_view key) {
  const Metadata all = MetadataOf(status);
  const auto found = all.find(std::string(key));
  return found == all.end() ? std::string() : found->second;
}

absl::string_view CodeName(absl::StatusCode code) {
  static constexpr absl::string_view kNames[] = {"OK",
                                                 "CANCELLED",
                                                 "UNKNOWN",
                                                 "INVALID_ARGUMENT",
                                                 "DEADLINE_EXCEEDED",
                                                 "NOT_FOUND",
                                                 "ALREADY_EXISTS",
                                                 "PERMISSION_DENIED",
                                                 "RESOURCE_EXHAUSTED",
                                                 "FAILED_PRECONDITION",
                                                 "ABORTED",
                                                 "OUT_OF_RANGE",
                                                 "UNIMPLEMENTED",
                                                 "INTERNAL",
                                                 "UNAVAILABLE",
                                                 "DATA_LOSS",
                                                 "UNAUTHENTICATED"};
  const auto index = static_cast<size_t>(code);
  return index < std::size(kNames) ? kNames[index] : "UNKNOWN";
}

bool IsInternal(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

google::rpc::Status ToProto(const absl::Status& status,
                            absl::string_view trace_id) {
  SUYUAN_CHECK(!status.ok());
  const bool internal = IsInternal(status.code());
  google::rpc::Status out;
  out.set_code(static_cast<int32_t>(status.code()));
  out.set_message(internal
                      ? absl::StrCat("internal error; quote trace id ",
                                     trace_id.empty() ? "(none)" : trace_id)
                      : ValidUtf8(status.message(), kMaxMessage));
  google::rpc::ErrorInfo info = ErrorInfoOf(status);
  if (internal) info.clear_metadata();
  size_t used = out.ByteSizeLong() + info.ByteSizeLong() + 256;
  google::rpc::BadRequest bad;
  if (!internal) {
    size_t left_out = 0;
    bad = BadRequestOf(ViolationsOf(status),
                       kMaxDetails - std::min(kMaxDetails, used), left_out);
    if (left_out > 0) {
      (*info.mutable_metadata())["violationsLeftOut"] = absl::StrCat(left_out);
    }
  }
  out.add_details()->PackFrom(info);
  if (bad.field_violations_size() > 0) out.add_details()->PackFrom(bad);
  AddRetryInfo(RetryDelayOf(status), out);
  if (!trace_id.empty()) {
    google::rpc::RequestInfo request;
    request.set_request_id(std::string(trace_id));
    out.add_details()->PackFrom(request);
  }
  return out;
}

absl::Status FromProto(const google::rpc::Status& proto) {
  absl::Status status(static_cast<absl::StatusCode>(proto.code()),
                      proto.message());
  if (status.ok()) return status;
  for (const google::protobuf::Any& detail : proto.details()) {
    ReadDetail(detail, status);
  }
  return status;
}

grpc::Status ToGrpc(const absl::Status& status, absl::string_view trace_id) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status proto = ToProto(status, trace_id);
  return grpc::Status(static_cast<grpc::StatusCode>(proto.code()),
                      proto.message(), proto.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  google::rpc::Status proto;
  const bool readable = !status.error_details().empty() &&
                        proto.ParseFromString(status.error_details());
  if (!readable || proto.code() != status.error_code()) {
    return absl::Status(code, status.error_message());
  }
  return FromProto(proto);
}

}  // namespace suyuan::rpc
