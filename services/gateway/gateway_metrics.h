#ifndef SERVICES_GATEWAY_GATEWAY_METRICS_H_
#define SERVICES_GATEWAY_GATEWAY_METRICS_H_

#include <map>
#include <string>
#include <vector>

#include "libs/metrics/metrics.h"
#include "services/gateway/backend_health.h"
#include "services/gateway/http_server.h"

namespace suyuan::gateway {

// What is counted elsewhere, as metrics: connections of the HTTP server and
// readiness of the back ends. Not thread-safe.
class GatewayMetrics {
 public:
  GatewayMetrics(metrics::Registry& metrics,
                 const std::vector<std::string>& backends);

  void Publish(const HttpServerStats& stats,
               const std::vector<BackendHealth::State>& states);

 private:
  HttpServerStats last_;
  metrics::Gauge open_;
  metrics::Counter accepted_;
  metrics::Counter refused_;
  metrics::Counter malformed_;
  metrics::Counter timeouts_;
  std::map<std::string, metrics::Gauge> serving_;  // by back end
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_GATEWAY_METRICS_H_
