#ifndef SERVICES_GATEWAY_GATEWAY_H_
#define SERVICES_GATEWAY_GATEWAY_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "services/gateway/backend_health.h"
#include "services/gateway/gateway_core.h"
#include "services/gateway/gateway_metrics.h"
#include "services/gateway/http_server.h"

namespace suyuan::gateway {

// One process that answers gRPC, and which services it has.
struct BackendOptions {
  std::string name;                   // "registry", as errors and health say it
  std::vector<std::string> services;  // "suyuan.registry.v1.Registry"
  std::shared_ptr<rpc::ChannelPair> channels;
};

struct GatewayOptions {
  std::string listen = "127.0.0.1:8080";  // port 0: any free one
  std::string listen_flag = "--listen";   // named where the port is busy
  // Without it only loopback addresses are accepted.
  bool insecure_listen = false;
  HttpServerOptions http;  // host and port are those of `listen`
  CallLimits calls;
  std::vector<BackendOptions> backends;
  // Methods (full names) whose JSON body may be as large as raw bytes.
  std::vector<std::string> large_methods;
  // Streams (full names of methods) that a stop tells to end, since they never
  // do by themselves.
  std::vector<std::string> endless_methods;
  absl::Duration health_period = absl::Seconds(1);
};

// HTTP/JSON in front of gRPC: every unary and server-streaming method by its
// google.api.http bindings, JSON by the protobuf mapping, errors as
// google.rpc.Status. No rules and no state of its own. Of what a client sends,
// only the request itself, its `traceparent`, its time limit
// (X-Suyuan-Timeout, such as "2.5s" or "800ms") and, on a loopback address
// alone, whom it says it is (Suyuan-Principal) reach a back end. On any other
// address, and without that field, the principal is anonymous@local.
//
// On a loopback address a request whose Host is another is refused, and on any
// address a write that a page of another origin sends: a browser on this
// machine must not be turned against it.
//
// More calls or bytes at once than CallLimits allow are refused with 503 and
// Retry-After before the body is read.
//
// Also GET / (a JSON index of the routes), GET /healthz (this process) and
// GET /readyz (503 until every back end serves, and while draining).
// Cost of a call: the back end's, one hop to the loop, json_util both ways
// (44 µs out, 66 µs in for 2 KiB).
class Gateway : public HttpHandler {
 public:
  // Refuses with the reasons of RouteTable::Build, libs/rpc/address.h and
  // HttpServer::Start, the last two naming `listen_flag`. Borrows the
  // clock, the logger and the metrics.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(
      GatewayOptions options, const Clock& clock, log::Logger& logger,
      metrics::Registry& metrics);
  // Stops with no grace if Stop was not called; waits for the calls in flight,
  // which are cancelled.
  ~Gateway() override;

  uint16_t port() const { return server_->port(); }
  HttpServerStats http_stats() const { return server_->stats(); }

  // Not ready from now on; endless streams end with SERVER_STOPPING, requests
  // that run may end within `grace`, then they are broken off. True if none
  // was.
  bool Stop(absl::Duration grace);

  // HttpHandler, for the server.
  std::shared_ptr<Exchange> Start(const RequestHead& head,
                                  std::shared_ptr<ResponseWriter> writer,
                                  BodyPolicy* policy) override;
  std::string ErrorBody(int status, absl::string_view why) override;

 private:
  Gateway(const GatewayOptions& options, const Clock& clock,
          log::Logger& logger);

  absl::Status MakeRoutes(const GatewayOptions& options);
  absl::Status Listen(const GatewayOptions& options);
  void MakeMetrics(metrics::Registry& metrics);
  void MakeIndex();
  // True if the path is one of the gateway's own, and answered.
  bool AnswerOwn(const RequestHead& head, ResponseWriter* writer) const;
  void AnswerReadiness(ResponseWriter* writer) const;
  std::shared_ptr<Exchange> StartCall(const RequestHead& head,
                                      RouteTable::Found found,
                                      std::shared_ptr<ResponseWriter> writer,
                                      BodyPolicy* policy);
  uint64_t BodyLimit(const Route& route) const;

  GatewayCore core_;
  std::vector<bool> large_;    // by Route::index
  std::vector<bool> endless_;  // by Route::index
  std::string index_;
  bool on_loopback_ = false;
  std::atomic<bool> draining_{false};
  std::unique_ptr<HttpServer> server_;
  std::unique_ptr<GatewayMetrics> gauges_;
  std::unique_ptr<BackendHealth> health_;  // last: it reads the server
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_GATEWAY_H_
