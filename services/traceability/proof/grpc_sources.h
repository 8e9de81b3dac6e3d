#ifndef SERVICES_TRACEABILITY_PROOF_GRPC_SOURCES_H_
#define SERVICES_TRACEABILITY_PROOF_GRPC_SOURCES_H_

#include <memory>
#include <string>
#include <vector>

#include "services/traceability/proof/sources.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/certificates/v1/leaves.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::traceability {

// The registry and the certificates service, a call or two for each question.
class GrpcProofSources final : public ProofSources {
 public:
  GrpcProofSources(std::shared_ptr<grpc::Channel> registry,
                   std::shared_ptr<grpc::Channel> certificates);

  absl::StatusOr<std::string> Record(RecordKind kind, const std::string& name,
                                     absl::Time known_at,
                                     const rpc::Call& call) const override;
  absl::StatusOr<Paper> Certificate(const std::string& name, bool whole,
                                    const rpc::Call& call) const override;
  absl::StatusOr<Leaves> FindLeaves(const std::vector<std::string>& digests,
                                    const rpc::Call& call) const override;
  absl::StatusOr<std::string> LogFile(absl::string_view path,
                                      const rpc::Call& call) const override;

 private:
  std::unique_ptr<registry::v1::Registry::Stub> registry_;
  std::unique_ptr<certificates::v1::Certificates::Stub> certificates_;
  std::unique_ptr<certificates::v1::LogLeaves::Stub> leaves_;
  std::unique_ptr<certificates::v1::TransparencyLog::Stub> log_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_GRPC_SOURCES_H_
