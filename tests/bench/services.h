#ifndef TESTS_BENCH_SERVICES_H_
#define TESTS_BENCH_SERVICES_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/certificates_server.h"
#include "services/registry/registry_server.h"
#include "services/traceability/traceability_server.h"

namespace suyuan::bench {

// The registry, the certificates and the traceability service in this process,
// each on a port of the loopback interface and with durable stores in a folder.
class Services {
 public:
  // Starts the two that keep things.
  static absl::StatusOr<std::unique_ptr<Services>> Start(
      const std::string& folder);
  ~Services();

  // Starts the third one, which reads both feeds from the beginning.
  absl::Status StartTraceability();
  void StopTraceability();

  // host:port.
  std::string registry() const { return registry_->target(); }
  std::string certificates() const { return certificates_->target(); }
  std::string traceability() const { return traceability_->target(); }

 private:
  Services() = default;

  SystemClock clock_;
  // Of each server its own: their names are the same.
  metrics::Registry registry_metrics_;
  metrics::Registry certificates_metrics_;
  std::unique_ptr<metrics::Registry> traceability_metrics_;
  std::unique_ptr<log::Logger> logger_;
  std::unique_ptr<rpc::RunningService> registry_;
  std::unique_ptr<rpc::RunningService> certificates_;
  std::unique_ptr<rpc::RunningService> traceability_;
};

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_SERVICES_H_
