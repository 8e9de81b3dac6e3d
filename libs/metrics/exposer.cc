#include <prometheus/exposer.h>
#include <prometheus/registry.h>

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrics/metrics.h"

namespace suyuan::metrics {

struct Exposer::Server {
  explicit Server(const std::string& address) : exposer(address) {}
  prometheus::Exposer exposer;
};

absl::StatusOr<std::unique_ptr<Exposer>> Exposer::Start(
    const Registry& registry, absl::string_view address) {
  // The library reports a failed bind by an exception.
  try {
    auto server = std::make_unique<Server>(std::string(address));
    server->exposer.RegisterCollectable(registry.registry_);
    return std::unique_ptr<Exposer>(new Exposer(std::move(server)));
  } catch (const std::exception&) {
    return WithReason(
        absl::UnavailableError(absl::StrCat(
            "cannot serve metrics on ", address,
            ": the address is in use or not ours; choose another with "
            "--metrics-listen")),
        "ADDRESS_IN_USE");
  }
}

Exposer::Exposer(std::unique_ptr<Server> server) : server_(std::move(server)) {}
Exposer::~Exposer() = default;

int Exposer::port() const {
  const std::vector<int> ports = server_->exposer.GetListeningPorts();
  return ports.empty() ? 0 : ports[0];
}

}  // namespace suyuan::metrics
