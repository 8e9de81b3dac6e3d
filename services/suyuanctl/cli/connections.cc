#include "services/suyuanctl/cli/connections.h"

#include <grpcpp/channel.h>

#include <utility>

#include "libs/rpc/client.h"

namespace suyuan::ctl {

Connections::Connections(const Addresses& addresses,
                         world::CallSettings settings)
    : settings_(std::move(settings)),
      registry_peer_{"registry", addresses.registry, "--registry"},
      certificates_peer_{"certificates service", addresses.certificates,
                         "--certificates"},
      traceability_peer_{"traceability service", addresses.traceability,
                         "--traceability"},
      credit_peer_{"credit service", addresses.credit, "--credit"},
      registry_(rpc::MakeChannel(addresses.registry)),
      credit_(credit::v1::Credit::NewStub(rpc::MakeChannel(addresses.credit))) {
  const auto channel = rpc::MakeChannel(addresses.certificates);
  certificates_ = certificates::v1::Certificates::NewStub(channel);
  log_ = certificates::v1::TransparencyLog::NewStub(channel);
  findings_ = certificates::v1::CertificateFindings::NewStub(channel);
  issued_ = certificates::v1::IssuerRegisters::NewStub(channel);
  const auto chains = rpc::MakeChannel(addresses.traceability);
  traceability_ = traceability::v1::Traceability::NewStub(chains);
  recalls_ = traceability::v1::Recalls::NewStub(chains);
  suggestions_ = traceability::v1::Suggestions::NewStub(chains);
}

}  // namespace suyuan::ctl
