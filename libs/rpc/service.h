#ifndef LIBS_RPC_SERVICE_H_
#define LIBS_RPC_SERVICE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan::rpc {

// What every service needs to run, whether in a process of its own or with the
// others in one. Services add what they need themselves.
struct ServiceOptions {
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

  // Borrowed until the service is destroyed; none may be null.
  const Clock* clock = nullptr;
  log::Logger* logger = nullptr;
  metrics::Registry* metrics = nullptr;
};

// A service, running: gRPC, health and reflection over what it keeps.
// Thread-safe. Destroying it stops it with no time to spare.
class RunningService {
 public:
  virtual ~RunningService() = default;

  // Calls without a socket. Lives as long as the service.
  virtual std::shared_ptr<grpc::Channel> InProcessChannel() = 0;
  // What clients dial; "" without `listen`.
  virtual std::string target() const = 0;
  virtual int port() const = 0;
  // Takes no new calls, ends streams, lets running calls finish within `grace`,
  // follows nobody any more and closes the store. Later calls return at once.
  virtual void Stop(absl::Duration grace) = 0;
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_SERVICE_H_
