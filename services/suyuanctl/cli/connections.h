#ifndef SERVICES_SUYUANCTL_CLI_CONNECTIONS_H_
#define SERVICES_SUYUANCTL_CLI_CONNECTIONS_H_

#include <memory>
#include <string>

#include "services/suyuanctl/world/grpc_call.h"
#include "services/suyuanctl/world/grpc_services.h"
#include "suyuan/certificates/v1/findings.grpc.pb.h"
#include "suyuan/certificates/v1/issued.grpc.pb.h"
#include "suyuan/credit/v1/credit.grpc.pb.h"
#include "suyuan/traceability/v1/recalls.grpc.pb.h"
#include "suyuan/traceability/v1/suggestions.grpc.pb.h"

namespace suyuan::ctl {

// Where the services are: what the flags say.
struct Addresses {
  std::string registry = "127.0.0.1:9101";
  std::string certificates = "127.0.0.1:9102";
  std::string traceability = "127.0.0.1:9103";
  std::string credit = "127.0.0.1:9104";
};

// The services. Nothing is dialled before the first call.
class Connections {
 public:
  Connections(const Addresses& addresses, world::CallSettings settings);

  const world::CallSettings& settings() const { return settings_; }

  const world::Peer& registry_peer() const { return registry_peer_; }
  const world::Peer& certificates_peer() const { return certificates_peer_; }
  const world::Peer& traceability_peer() const { return traceability_peer_; }
  const world::Peer& credit_peer() const { return credit_peer_; }

  const world::RecordStubs& registry() { return registry_; }
  certificates::v1::Certificates::StubInterface& certificates() {
    return *certificates_;
  }
  certificates::v1::TransparencyLog::StubInterface& log() { return *log_; }
  certificates::v1::CertificateFindings::StubInterface& findings() {
    return *findings_;
  }
  certificates::v1::IssuerRegisters::StubInterface& issued() {
    return *issued_;
  }
  traceability::v1::Traceability::StubInterface& traceability() {
    return *traceability_;
  }
  traceability::v1::Recalls::StubInterface& recalls() { return *recalls_; }
  traceability::v1::Suggestions::StubInterface& suggestions() {
    return *suggestions_;
  }
  credit::v1::Credit::StubInterface& credit() { return *credit_; }

 private:
  const world::CallSettings settings_;
  const world::Peer registry_peer_;
  const world::Peer certificates_peer_;
  const world::Peer traceability_peer_;
  const world::Peer credit_peer_;
  const world::RecordStubs registry_;
  std::unique_ptr<certificates::v1::Certificates::StubInterface> certificates_;
  std::unique_ptr<certificates::v1::TransparencyLog::StubInterface> log_;
  std::unique_ptr<certificates::v1::CertificateFindings::StubInterface>
      findings_;
  std::unique_ptr<certificates::v1::IssuerRegisters::StubInterface> issued_;
  std::unique_ptr<traceability::v1::Traceability::StubInterface> traceability_;
  std::unique_ptr<traceability::v1::Recalls::StubInterface> recalls_;
  std::unique_ptr<traceability::v1::Suggestions::StubInterface> suggestions_;
  std::unique_ptr<credit::v1::Credit::StubInterface> credit_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_CONNECTIONS_H_
