#ifndef SERVICES_REGISTRY_REGISTRY_SERVER_H_
#define SERVICES_REGISTRY_REGISTRY_SERVER_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan::registry {

// What a registry needs to run. The same for the binary and for the process
// that holds all services.
struct Options {
  // The file of the database, made if it is not there; its folder must exist.
  // Empty: in memory, gone with the server.
  std::string database;
  // host:port for gRPC; port 0 takes a free one. Empty: InProcessChannel()
  // only.
  std::string listen;
  // Named where the address cannot be used.
  std::string listen_flag = "--listen";
  // Without it only loopback addresses are accepted.
  bool insecure_listen = false;
  // Who answers for the dataset that data centres may have, and under which
  // terms; "": not said.
  std::string dataset_publisher;
  std::string dataset_licence;
  // Threads for handlers; 0: one a core, at least 4.
  int threads = 0;
  // Calls that may wait for a thread before calls are refused.
  size_t queue_limit = 1024;

  // Borrowed until the server is destroyed; none may be null.
  const Clock* clock = nullptr;
  log::Logger* logger = nullptr;
  metrics::Registry* metrics = nullptr;
};

// The registry, running: store, gRPC service, health and reflection.
// Thread-safe. Destroying it stops it with no time to spare.
class RegistryServer {
 public:
  virtual ~RegistryServer() = default;

  // Calls without a socket. Lives as long as the server.
  virtual std::shared_ptr<grpc::Channel> InProcessChannel() = 0;
  // What clients dial; "" without `listen`.
  virtual std::string target() const = 0;
  virtual int port() const = 0;
  // Takes no new calls, ends streams, lets running calls finish within `grace`
  // and closes the store. Later calls return at once.
  virtual void Stop(absl::Duration grace) = 0;
};

// Opens the store (bringing its schema up to date), begins to serve and is
// ready when it returns. Refusals are those of libs/sql and libs/rpc:
// STORE_LOCKED, SCHEMA_TOO_NEW, ADDRESS_IN_USE, ...
absl::StatusOr<std::unique_ptr<RegistryServer>> StartRegistry(
    const Options& options);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_REGISTRY_SERVER_H_
