#ifndef SERVICES_TRACEABILITY_TRANSPORT_READ_TOKEN_H_
#define SERVICES_TRACEABILITY_TRANSPORT_READ_TOKEN_H_

#include <string>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/grpc_followers.h"

// Read-your-writes: tokens of the registry's and the certificates' writes.

namespace suyuan::traceability {

// Includes everything that an answer from these positions does.
std::string TokenOf(const Positions& positions);

// Until the engine includes what the token names: 2 seconds, or the call's
// deadline. OK for "".
absl::Status AwaitToken(const Engine& engine, GrpcFollowers& followers,
                        const std::string& token, rpc::Call& call);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_READ_TOKEN_H_
