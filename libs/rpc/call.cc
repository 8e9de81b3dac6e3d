#include "libs/rpc/call.h"

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/call_record.h"
#include "libs/rpc/status.h"

namespace suyuan::rpc {
namespace {

constexpr size_t kMaxPrincipalPart = 128;

bool IsPrincipalPart(absl::string_view part) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '_' || c == ':' ||
           c == '+' || c == '-';
  };
  return !part.empty() && part.size() <= kMaxPrincipalPart &&
         std::all_of(part.begin(), part.end(), allowed);
}

// The one value of `key`, "" where it is absent. Of several the first counts.
absl::string_view MetadataValue(const grpc::CallbackServerContext& context,
                                absl::string_view key) {
  const auto& all = context.client_metadata();
  const auto found = all.find(grpc::string_ref(key.data(), key.size()));
  if (found == all.end()) return "";
  return absl::string_view(found->second.data(), found->second.size());
}

std::string PrincipalOf(const grpc::CallbackServerContext& context) {
  const absl::string_view value = MetadataValue(context, kPrincipalKey);
  return std::string(value.empty() ? kAnonymous : value);
}

// A malformed traceparent starts a new trace (W3C Trace Context 3.2.2.5).
TraceContext TraceOf(const grpc::CallbackServerContext& context) {
  const auto parsed =
      TraceContext::Parse(MetadataValue(context, kTraceparentKey));
  return parsed.ok() ? parsed->Child() : TraceContext::New();
}

Deadline DeadlineOf(grpc::CallbackServerContext& context,
                    Dispatcher& dispatcher, CallRecord::Kind kind) {
  absl::Time when = absl::FromChrono(context.deadline());
  const bool unset = when > dispatcher.clock().Now() + absl::Hours(24 * 365);
  if (unset) {
    when = kind == CallRecord::Kind::kUnary
               ? dispatcher.clock().Now() + dispatcher.options().default_timeout
               : absl::InfiniteFuture();
  }
  return Deadline::At(dispatcher.clock(), when).WithCancel([&context] {
    return context.IsCancelled();
  });
}

}  // namespace

absl::Status CheckPrincipal(absl::string_view principal) {
  const size_t at = principal.find('@');
  if (at != absl::string_view::npos &&
      IsPrincipalPart(principal.substr(0, at)) &&
      IsPrincipalPart(principal.substr(at + 1))) {
    return absl::OkStatus();
  }
  return WithReason(absl::UnauthenticatedError(absl::StrCat(
                        "the principal in ", kPrincipalKey,
                        " is not of the form name@realm (1 to 128 characters "
                        "of A-Z a-z 0-9 . _ : + - on each side)")),
                    "PRINCIPAL_INVALID");
}

Call::Call(std::string method, std::string principal, TraceContext trace,
           Deadline deadline)
    : method_(std::move(method)),
      principal_(std::move(principal)),
      trace_(std::move(trace)),
      deadline_(std::move(deadline)) {}

Call Call::Local(absl::string_view method, absl::string_view principal,
                 Deadline deadline) {
  return Call(std::string(method), std::string(principal), TraceContext::New(),
              std::move(deadline));
}

bool Call::stopping() const {
  return dispatcher_ != nullptr && dispatcher_->draining();
}

absl::Status ServerStopping() {
  return WithReason(
      absl::UnavailableError("the server is stopping; repeat the call"),
      "SERVER_STOPPING");
}

absl::Status ServerBusy() {
  return WithReason(
      absl::ResourceExhaustedError("the server is busy; repeat the call"),
      "SERVER_BUSY");
}

absl::Status ServerDraining() {
  return WithReason(absl::UnavailableError("the server is stopping"),
                    "SERVER_DRAINING");
}

absl::Status HandlerFailed(absl::string_view what) {
  return WithReason(
      absl::InternalError(absl::StrCat("the handler failed: ", what)),
      "HANDLER_FAILED");
}

CallRecord::CallRecord(Endpoint& endpoint, grpc::CallbackServerContext& context,
                       const char* method, Kind kind)
    : endpoint_(endpoint),
      method_(method),
      call_(absl::StrCat(endpoint.service(), "/", method), PrincipalOf(context),
            TraceOf(context),
            DeadlineOf(context, endpoint.dispatcher(), kind)) {
  dispatcher().CallBegins();
  call_.dispatcher_ = &dispatcher();
  call_.start_ = dispatcher().clock().Now();
  principal_status_ = CheckPrincipal(call_.principal());
}

absl::Status CallRecord::Admit() const {
  SUYUAN_RETURN_IF_ERROR(principal_status_);
  return call_.deadline().Check();
}

grpc::Status CallRecord::Close(const absl::Status& status, int64_t messages) {
  const absl::Duration latency = dispatcher().clock().Now() - call_.start();
  endpoint_.Observe(method_, status.code(), latency);
  const bool internal = IsInternal(status.code());
  const log::Level level = internal ? log::Level::kError : log::Level::kInfo;
  if (dispatcher().logger().Enabled(level)) {
    const std::string reason = ReasonOf(status);
    const std::vector<FieldViolation> violations = ViolationsOf(status);
    std::vector<log::Field> fields = {
        {"method", call_.method()},
        {"code", CodeName(status.code())},
        {"seconds", absl::ToDoubleSeconds(latency)},
        {"trace_id", call_.trace().trace_id()},
        {"span_id", call_.trace().span_id()}};
    // A principal that was refused is a stranger's text.
    if (principal_status_.ok()) {
      fields.emplace_back("principal", call_.principal());
    }
    if (!call_.request_id().empty()) {
      fields.emplace_back("request_id", call_.request_id());
    }
    if (messages != 1) fields.emplace_back("messages", messages);
    if (!reason.empty()) fields.emplace_back("reason", reason);
    if (!violations.empty()) fields.emplace_back("field", violations[0].field);
    // Other messages quote the request.
    if (internal) fields.emplace_back("error", status.message());
    dispatcher().logger().Write(level, "call", fields);
  }
  return ToGrpc(status, call_.trace().trace_id());
}

}  // namespace suyuan::rpc
