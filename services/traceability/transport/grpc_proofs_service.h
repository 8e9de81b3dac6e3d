#ifndef SERVICES_TRACEABILITY_TRANSPORT_GRPC_PROOFS_SERVICE_H_
#define SERVICES_TRACEABILITY_TRANSPORT_GRPC_PROOFS_SERVICE_H_

#include <memory>
#include <optional>
#include <utility>

#include "libs/rpc/reply.h"
#include "libs/tlog/note.h"
#include "services/traceability/proof/grpc_sources.h"
#include "services/traceability/proof/prover.h"
#include "services/traceability/transport/grpc_followers.h"
#include "suyuan/traceability/v1/proofs.grpc.pb.h"

namespace suyuan::traceability {

// ChainProofs over gRPC. Borrows engine, followers, profiles and dispatcher.
class GrpcProofsService final : public v1::ChainProofs::CallbackService {
 public:
  // Without a signer nothing is proved.
  GrpcProofsService(const Engine& engine, GrpcFollowers& followers,
                    const Profiles& profiles,
                    std::shared_ptr<grpc::Channel> registry,
                    std::shared_ptr<grpc::Channel> certificates,
                    std::optional<tlog::NoteSigner> signer,
                    rpc::Dispatcher& dispatcher)
      : engine_(engine),
        followers_(followers),
        sources_(std::move(registry), std::move(certificates)),
        signer_(std::move(signer)),
        prover_(engine, sources_, profiles, signer_),
        endpoint_(dispatcher, v1::ChainProofs::service_full_name()) {}

  grpc::ServerUnaryReactor* ProveChain(
      grpc::CallbackServerContext* context,
      const v1::ProveChainRequest* request,
      google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* GetProofKey(grpc::CallbackServerContext* context,
                                        const v1::GetProofKeyRequest* request,
                                        v1::ProofKey* response) override;

 private:
  const Engine& engine_;
  GrpcFollowers& followers_;
  const GrpcProofSources sources_;
  const std::optional<tlog::NoteSigner> signer_;
  const Prover prover_;
  rpc::Endpoint endpoint_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_GRPC_PROOFS_SERVICE_H_
