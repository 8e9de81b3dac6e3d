#include "services/gateway/request_checks.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/rpc/address.h"
#include "libs/rpc/call.h"
#include "services/gateway/status_json.h"

namespace suyuan::gateway {
namespace {

// "application/json" of "Application/JSON; charset=utf-8".
std::string MediaType(absl::string_view content_type) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(
      content_type.substr(0, content_type.find(';'))));
}

bool IsJson(absl::string_view type) {
  return type == "application/json" || absl::EndsWith(type, "+json");
}

// What a form of any page can send without asking (Fetch 2.2.2).
bool IsFormType(absl::string_view type) {
  return type == "text/plain" || type == "multipart/form-data" ||
         type == "application/x-www-form-urlencoded";
}

// There is nothing that a form of another page could bring about.
bool HasNoSideEffects(const google::protobuf::MethodDescriptor& method) {
  return method.options().idempotency_level() ==
         google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
}

bool IsSafe(absl::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

}  // namespace

absl::Status CheckLocalHost(const RequestHead& head) {
  const auto given = head.Find("host");
  if (!given) return absl::OkStatus();  // HTTP/1.0, which no browser speaks
  std::string host = absl::AsciiStrToLower(*given);
  host.resize(std::min(host.size(), host.find(':', host.find(']') + 1)));
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
  }
  if (rpc::IsLoopback({host, 0})) return absl::OkStatus();
  return StatusOfHttp(
      421, absl::StrCat("Host is \"", *given,
                        "\"; localhost or a loopback address is wanted, since "
                        "this server listens on one"));
}

absl::Status CheckOrigin(const RequestHead& head) {
  if (IsSafe(head.method)) return absl::OkStatus();
  const auto origin = head.Find("origin");
  if (!origin) return absl::OkStatus();
  const size_t scheme = origin->find("://");
  const bool same = scheme != absl::string_view::npos &&
                    absl::EqualsIgnoreCase(origin->substr(scheme + 3),
                                           head.Find("host").value_or(""));
  if (same) return absl::OkStatus();
  return StatusOfHttp(
      403, "a page of another origin may not write; Origin and Host differ");
}

absl::Status CheckMediaType(const RequestHead& head, const Route& route) {
  if (route.body == Route::Body::kNone || !head.has_body()) {
    return absl::OkStatus();
  }
  const std::string type = MediaType(head.Find("content-type").value_or(""));
  if (route.raw_request) {
    if (!type.empty() && !IsFormType(type)) return absl::OkStatus();
    if (HasNoSideEffects(*route.method)) return absl::OkStatus();
    return StatusOfHttp(
        415, absl::StrCat("Content-Type is \"", type,
                          "\"; the document's own is wanted, such as "
                          "application/xml"));
  }
  if (IsJson(type)) return absl::OkStatus();
  return StatusOfHttp(415, absl::StrCat("Content-Type is \"", type,
                                        "\"; application/json is wanted"));
}

absl::StatusOr<absl::Duration> CallTimeout(const RequestHead& head,
                                           const Route& route, bool large,
                                           const CallLimits& limits) {
  const bool stream = route.method->server_streaming();
  const absl::Duration most =
      stream ? limits.stream_timeout : limits.max_timeout;
  const auto asked = head.Find("x-suyuan-timeout");
  if (!asked) {
    return stream  ? most
           : large ? limits.large_timeout
                   : limits.default_timeout;
  }
  absl::Duration timeout;
  if (!absl::ParseDuration(*asked, &timeout) ||
      timeout < absl::Milliseconds(1)) {
    return InvalidField("X-Suyuan-Timeout",
                        absl::StrCat("\"", *asked,
                                     "\" is given; wanted is a duration of "
                                     "1ms or more, such as \"2.5s\""));
  }
  return std::min(timeout, most);
}

absl::StatusOr<std::string> ClaimedPrincipal(const RequestHead& head) {
  std::string claimed;
  for (const HeaderField& field : head.fields) {
    if (field.name != rpc::kPrincipalKey) continue;
    SUYUAN_RETURN_IF_ERROR(rpc::CheckPrincipal(
        claimed.empty() ? field.value
                        : absl::StrCat(claimed, ",", field.value)));
    claimed = field.value;
  }
  return claimed.empty() ? std::string(rpc::kAnonymous) : claimed;
}

bool WantsEvents(const RequestHead& head) {
  for (const absl::string_view one :
       absl::StrSplit(head.Find("accept").value_or(""), ',')) {
    const std::string type = MediaType(one);
    if (type == "text/event-stream") return true;
    if (type == "application/x-ndjson") return false;
  }
  return false;
}

}  // namespace suyuan::gateway
