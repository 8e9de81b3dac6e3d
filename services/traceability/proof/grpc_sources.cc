#include "services/traceability/proof/grpc_sources.h"

#include <grpcpp/channel.h>

#include <utility>

#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/fields.h"
#include "services/traceability/proof/documents.h"

namespace suyuan::traceability {
namespace {

namespace certs = certificates::v1;
namespace reg = registry::v1;
using Registry = reg::Registry::Stub;

// Asks `stub` by `method` for a message.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Ask(Stub& stub,
                             grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                          const Request&,
                                                          Response*),
                             const Request& request, const rpc::Call& call) {
  Response response;
  SUYUAN_RETURN_IF_ERROR(
      rpc::Invoke(rpc::OnBehalfOf(call), [&](grpc::ClientContext& context) {
        return (stub.*method)(&context, request, &response);
      }));
  return response;
}

// The content of a record as it was known.
template <typename Request, typename Message>
absl::StatusOr<std::string> ContentOf(
    Registry& stub,
    grpc::Status (Registry::*method)(grpc::ClientContext*, const Request&,
                                     Message*),
    const std::string& name, absl::Time known_at, const rpc::Call& call) {
  Request request;
  request.set_name(name);
  *request.mutable_known_at() = rpc::InstantProto(known_at);
  SUYUAN_ASSIGN_OR_RETURN(Message record, Ask(stub, method, request, call));
  return RecordContent(record);
}

}  // namespace

GrpcProofSources::GrpcProofSources(std::shared_ptr<grpc::Channel> registry,
                                   std::shared_ptr<grpc::Channel> certificates)
    : registry_(reg::Registry::NewStub(registry)),
      certificates_(certs::Certificates::NewStub(certificates)),
      leaves_(certs::LogLeaves::NewStub(certificates)),
      log_(certs::TransparencyLog::NewStub(certificates)) {}

absl::StatusOr<std::string> GrpcProofSources::Record(
    RecordKind kind, const std::string& name, absl::Time known_at,
    const rpc::Call& call) const {
  const auto content = [&](auto method) {
    return ContentOf(*registry_, method, name, known_at, call);
  };
  switch (kind) {
    case RecordKind::kInstitution:
      return content(&Registry::GetInstitution);
    case RecordKind::kCompetence:
      return content(&Registry::GetCompetence);
    case RecordKind::kStandard:
      return content(&Registry::GetStandard);
    case RecordKind::kReferenceMaterial:
      return content(&Registry::GetReferenceMaterial);
    case RecordKind::kSpecification:
      return content(&Registry::GetSpecification);
    case RecordKind::kInstrument:
      return content(&Registry::GetInstrument);
    case RecordKind::kVerificationScheme:
      return content(&Registry::GetVerificationScheme);
    case RecordKind::kPerson:
      return content(&Registry::GetPerson);
  }
  return absl::InternalError("no such kind of record");
}

absl::StatusOr<ProofSources::Paper> GrpcProofSources::Certificate(
    const std::string& name, bool whole, const rpc::Call& call) const {
  certs::GetCertificateRequest request;
  request.set_name(name);
  SUYUAN_ASSIGN_OR_RETURN(
      const certs::Certificate certificate,
      Ask(*certificates_, &certs::Certificates::Stub::GetCertificate, request,
          call));
  Paper out;
  for (const certs::StatusChange& change : certificate.status_changes()) {
    out.changes.emplace(change.log_index(), StatementText(change));
  }
  if (!whole || certificate.media_type() != "application/json") {
    out.document = ReducedDocument(certificate);
    return out;
  }
  certs::GetOriginalRequest original;
  original.set_name(name);
  SUYUAN_ASSIGN_OR_RETURN(
      google::api::HttpBody body,
      Ask(*certificates_, &certs::Certificates::Stub::GetOriginal, original,
          call));
  out.document = std::move(*body.mutable_data());
  return out;
}

absl::StatusOr<ProofSources::Leaves> GrpcProofSources::FindLeaves(
    const std::vector<std::string>& digests, const rpc::Call& call) const {
  certs::FindLeavesRequest request;
  request.mutable_digests()->Assign(digests.begin(), digests.end());
  SUYUAN_ASSIGN_OR_RETURN(
      certs::FindLeavesResponse response,
      Ask(*leaves_, &certs::LogLeaves::Stub::FindLeaves, request, call));
  Leaves out{.note = std::move(*response.mutable_note())};
  for (certs::FoundLeaf& leaf : *response.mutable_leaves()) {
    out.by_digest[leaf.digest()].push_back(
        {leaf.log_index(), std::move(*leaf.mutable_leaf())});
  }
  return out;
}

absl::StatusOr<std::string> GrpcProofSources::LogFile(
    absl::string_view path, const rpc::Call& call) const {
  certs::GetTileRequest request;
  request.set_path(std::string(path));
  SUYUAN_ASSIGN_OR_RETURN(
      google::api::HttpBody body,
      Ask(*log_, &certs::TransparencyLog::Stub::GetTile, request, call));
  return std::move(*body.mutable_data());
}

}  // namespace suyuan::traceability
