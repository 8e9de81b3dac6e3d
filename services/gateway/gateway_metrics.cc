#include "services/gateway/gateway_metrics.h"

namespace suyuan::gateway {
namespace {

void Count(metrics::Counter counter, int64_t before, int64_t now) {
  counter.Increment(static_cast<double>(now - before));
}

}  // namespace

GatewayMetrics::GatewayMetrics(metrics::Registry& metrics,
                               const std::vector<std::string>& backends)
    : open_(metrics.gauge("suyuan_http_connections", "Connections open")),
      accepted_(metrics.counter("suyuan_http_connections_accepted_total",
                                "Connections accepted")),
      refused_(metrics.counter("suyuan_http_connections_refused_total",
                               "Connections over the bound")),
      malformed_(metrics.counter("suyuan_http_requests_malformed_total",
                                 "Requests that the parser refused")),
      timeouts_(metrics.counter("suyuan_http_timeouts_total",
                                "Connections cut off for being too slow")) {
  for (const std::string& name : backends) {
    serving_.emplace(name, metrics.gauge("suyuan_gateway_backend_serving",
                                         "1 while the back end serves",
                                         {{"backend", name}}));
  }
}

void GatewayMetrics::Publish(const HttpServerStats& stats,
                             const std::vector<BackendHealth::State>& states) {
  open_.Set(static_cast<double>(stats.connections_open));
  Count(accepted_, last_.connections_accepted, stats.connections_accepted);
  Count(refused_, last_.connections_refused, stats.connections_refused);
  Count(malformed_, last_.requests_refused, stats.requests_refused);
  Count(timeouts_, last_.timeouts, stats.timeouts);
  last_ = stats;
  for (const BackendHealth::State& state : states) {
    serving_.at(state.name).Set(state.serving ? 1 : 0);
  }
}

}  // namespace suyuan::gateway
