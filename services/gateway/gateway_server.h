#ifndef SERVICES_GATEWAY_GATEWAY_SERVER_H_
#define SERVICES_GATEWAY_GATEWAY_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"

namespace suyuan::gateway {

// What the gateway needs to run. The same for the binary and for the process
// that holds all services.
struct Options {
  // host:port for HTTP; port 0 takes a free one.
  std::string listen = "127.0.0.1:8080";
  // The flag that errors about the address name.
  std::string listen_flag = "--listen";
  // Without it only loopback addresses are accepted.
  bool insecure_listen = false;
  // Connections and calls at once; one more is answered 503.
  int max_connections = 10'000;
  int max_calls = 2048;

  // To the services; the routes of one without channels do not exist.
  std::shared_ptr<rpc::ChannelPair> registry;
  std::shared_ptr<rpc::ChannelPair> certificates;
  std::shared_ptr<rpc::ChannelPair> traceability;
  std::shared_ptr<rpc::ChannelPair> credit;

  // Borrowed until the server is destroyed; none may be null.
  const Clock* clock = nullptr;
  log::Logger* logger = nullptr;
  metrics::Registry* metrics = nullptr;
};

// The gateway, running: see gateway.h for what it answers. Thread-safe.
// Destroying it stops it with no time to spare.
class GatewayServer {
 public:
  virtual ~GatewayServer() = default;

  virtual int port() const = 0;
  // "http://127.0.0.1:8080": what clients ask.
  virtual std::string url() const = 0;
  // Not ready from now on, takes no new connections, lets running requests end
  // within `grace`, then breaks them off. Later calls return at once. The
  // services behind it must still run.
  virtual void Stop(absl::Duration grace) = 0;
};

// Listens when it returns; whether the services behind it answer is told by
// GET /readyz. Refusals: ADDRESS_INVALID, ADDRESS_NOT_LOOPBACK, ADDRESS_IN_USE
// (naming `listen_flag`), or a google.api.http rule that cannot be served.
absl::StatusOr<std::unique_ptr<GatewayServer>> StartGateway(
    const Options& options);

// Every route of every service as a Markdown table, for docs/gateway.md.
std::string RoutesTable();

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_GATEWAY_SERVER_H_
