#ifndef SERVICES_SUYUANCTL_WORLD_GRPC_CALL_H_
#define SERVICES_SUYUANCTL_WORLD_GRPC_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "libs/rpc/client.h"

namespace suyuan::world {

// A service as a person has it: what it is, where, and what says so.
struct Peer {
  std::string what = "service";  // "registry"
  std::string address;           // "127.0.0.1:9101"
  std::string flag;              // "--registry"; "" where no flag says it
};

// What all calls share.
struct CallSettings {
  std::string principal = "suyuanctl@local";
  absl::Duration timeout = absl::Seconds(60);
  // Of one call, while the service is unavailable or not as far as a token.
  int attempts = 6;
};

// Calls until it is answered (rpc::Invoke). Where no service of ours answers
// (SERVICE_UNREACHABLE, SERVICE_SLOW, SERVICE_OTHER), the error names the peer,
// its address and the flag and the environment variable that change it.
absl::Status CallPeer(
    const Peer& peer, const CallSettings& settings,
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt);

// Prepares `context` for a stream to the peer.
void PrepareStream(const CallSettings& settings, grpc::ClientContext& context);
// What ends such a stream, as CallPeer says it.
absl::Status StreamStatus(const Peer& peer, const grpc::Status& status);

// A new request_id.
std::string NewRequestId();

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_GRPC_CALL_H_
