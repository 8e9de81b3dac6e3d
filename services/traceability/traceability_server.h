#ifndef SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_
#define SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan::traceability {

// What the service needs to run. The same for the binary and for the process
// that holds all services.
struct Options {
  // host:port for gRPC; port 0 takes a free one. Empty: InProcessChannel()
  // only.
  std::string listen;
  // Named where the address cannot be used.
  std::string listen_flag = "--listen";
  // Without it only loopback addresses are accepted.
  bool insecure_listen = false;
  // Threads for handlers; 0: one a core, at least 4.
  int threads = 0;
  // Calls that may wait for a thread before calls are refused.
  size_t queue_limit = 1024;

  // Files of profiles to judge by, besides the built-in ones
  // (docs/profiles.md).
  std::vector<std::string> profiles;

  // To the services whose feeds are followed.
  std::shared_ptr<grpc::Channel> registry;
  std::shared_ptr<grpc::Channel> certificates;

  // The profile under which changes of verdicts are told (VerdictFeed): judging
  // each certificate when it comes costs as much again as taking it over.
  // Empty: no such feed.
  std::string verdict_feed_profile = "CN_LEGAL";
  // File of the key that signs what proofs assert (docs/proof-bundle.md), made
  // where it is not there; "": nothing is proved. Its name is part of it: never
  // change it later.
  std::string proof_key;
  std::string proof_key_name = "suyuan.local/proofs";

  // Borrowed until the server is destroyed; none may be null.
  const Clock* clock = nullptr;
  log::Logger* logger = nullptr;
  metrics::Registry* metrics = nullptr;
};

// The service, running: graph, followers, gRPC service, health and reflection.
// Thread-safe. Ready once both feeds have been caught up with.
class TraceabilityServer {
 public:
  virtual ~TraceabilityServer() = default;

  virtual std::shared_ptr<grpc::Channel> InProcessChannel() = 0;
  // What clients dial; "" without `listen`.
  virtual std::string target() const = 0;
  virtual int port() const = 0;
  // Stops following, takes no new calls and lets running ones finish within
  // `grace`. Later calls return at once.
  virtual void Stop(absl::Duration grace) = 0;
};

// Refusals are those of libs/rpc (ADDRESS_IN_USE, ...), of LoadProfiles, and
// INVALID_FIELD for a `verdict_feed_profile` that there is not.
absl::StatusOr<std::unique_ptr<TraceabilityServer>> StartTraceability(
    const Options& options);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_
