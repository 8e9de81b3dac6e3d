#include "services/suyuanctl/world/grpc_call.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/random.h"
#include "libs/rpc/flags.h"
#include "libs/rpc/status.h"

namespace suyuan::world {
namespace {

rpc::CallOptions OptionsOf(const CallSettings& settings) {
  rpc::CallOptions options;
  options.principal = settings.principal;
  options.timeout = settings.timeout;
  options.attempts = settings.attempts;
  return options;
}

// An answer of a service of ours has a reason; gRPC's own failures have none.
absl::Status Explain(const Peer& peer, absl::Status status) {
  if (!ReasonOf(status).empty()) return status;
  const std::string change =
      peer.flag.empty() ? ""
                        : absl::StrCat(" (set by ", peer.flag, " or ",
                                       rpc::EnvironmentName(peer.flag), ")");
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return WithReason(absl::UnavailableError(absl::StrCat(
                            "the ", peer.what, " does not answer at ",
                            peer.address, change, ": ", status.message())),
                        "SERVICE_UNREACHABLE");
    case absl::StatusCode::kDeadlineExceeded:
      return WithReason(
          absl::DeadlineExceededError(absl::StrCat(
              "the ", peer.what, " at ", peer.address, change,
              " has not answered in time; --timeout-seconds gives it more")),
          "SERVICE_SLOW");
    case absl::StatusCode::kUnimplemented:
      return WithReason(
          absl::UnimplementedError(
              absl::StrCat("what answers at ", peer.address, change, " is no ",
                           peer.what, ", or an older one: ", status.message())),
          "SERVICE_OTHER");
    default:
      return status;
  }
}

}  // namespace

absl::Status CallPeer(
    const Peer& peer, const CallSettings& settings,
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt) {
  return Explain(peer, rpc::Invoke(OptionsOf(settings), attempt));
}

void PrepareStream(const CallSettings& settings, grpc::ClientContext& context) {
  rpc::CallOptions options = OptionsOf(settings);
  options.timeout = absl::InfiniteDuration();
  rpc::Prepare(context, options);
}

absl::Status StreamStatus(const Peer& peer, const grpc::Status& status) {
  return Explain(peer, rpc::FromGrpc(status));
}

std::string NewRequestId() {
  crypto::SystemRandom random;
  return crypto::Uuid4(random);
}

}  // namespace suyuan::world
