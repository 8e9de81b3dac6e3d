#ifndef SERVICES_SUYUANCTL_WORLD_GRPC_SERVICES_H_
#define SERVICES_SUYUANCTL_WORLD_GRPC_SERVICES_H_

#include <memory>
#include <string>

#include "services/suyuanctl/world/grpc_call.h"
#include "services/suyuanctl/world/record_calls.h"
#include "services/suyuanctl/world/services.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/traceability/v1/traceability.grpc.pb.h"

// The services of a world over gRPC. Each borrows its stub.

namespace suyuan::world {

class GrpcRecords final : public Records {
 public:
  GrpcRecords(const RecordStubs& stubs, Peer peer = {"registry"},
              CallSettings settings = {})
      : stubs_(stubs), peer_(std::move(peer)), settings_(std::move(settings)) {}

  absl::StatusOr<Record> Create(const Record& record) override;
  absl::StatusOr<Record> Get(absl::string_view name) override;
  absl::StatusOr<Record> Update(const Record& record,
                                absl::string_view etag) override;
  absl::StatusOr<Record> End(absl::string_view name, absl::string_view day,
                             absl::string_view reason) override;

 private:
  const RecordStubs& stubs_;
  const Peer peer_;
  const CallSettings settings_;
};

class GrpcCertificates final : public Certificates {
 public:
  using Stub = certificates::v1::Certificates::StubInterface;
  GrpcCertificates(Stub& stub, Peer peer = {"certificates service"},
                   CallSettings settings = {})
      : stub_(stub), peer_(std::move(peer)), settings_(std::move(settings)) {}

  absl::StatusOr<certificates::v1::ImportCertificateResponse> Import(
      const certificates::v1::ImportCertificateRequest& request) override;
  absl::StatusOr<std::vector<certificates::v1::Certificate>> Find(
      absl::string_view number, absl::string_view issuer) override;
  absl::StatusOr<certificates::v1::Certificate> Get(
      absl::string_view name) override;
  absl::StatusOr<certificates::v1::Certificate> Void(
      const certificates::v1::VoidCertificateRequest& request) override;
  absl::StatusOr<certificates::v1::Certificate> Replace(
      const certificates::v1::ReplaceCertificateRequest& request) override;

 private:
  Stub& stub_;
  const Peer peer_;
  const CallSettings settings_;
};

class GrpcJudge final : public Judge {
 public:
  using Stub = traceability::v1::Traceability::StubInterface;
  GrpcJudge(Stub& stub, Peer peer = {"traceability service"},
            CallSettings settings = {})
      : stub_(stub), peer_(std::move(peer)), settings_(std::move(settings)) {}

  absl::StatusOr<traceability::v1::TraceResponse> Trace(
      const traceability::v1::TraceRequest& request) override;
  absl::StatusOr<std::vector<traceability::v1::AffectedCertificate>>
  ListAffected(const traceability::v1::ListAffectedRequest& request) override;

 private:
  Stub& stub_;
  const Peer peer_;
  const CallSettings settings_;
};

// `text` between the quotes of a filter (AIP-160).
std::string FilterText(absl::string_view text);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_GRPC_SERVICES_H_
