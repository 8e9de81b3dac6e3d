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
  if (status.code() != absl::StatusCode::kUnavailable ||
      !ReasonOf(status).empty()) {
    return status;
  }
  const std::string change =
      peer.flag.empty() ? ""
                        : absl::StrCat(" (set by ", peer.flag, " or ",
                                       rpc::EnvironmentName(peer.flag), ")");
  return WithReason(absl::UnavailableError(absl::StrCat(
                        "the ", peer.what, " does not answer at ", peer.address,
                        change, ": ", status.message())),
                    "SERVICE_UNREACHABLE");
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
