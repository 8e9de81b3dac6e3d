#include "services/traceability/transport/grpc_proofs_service.h"

#include <string>

#include "libs/base/status.h"
#include "services/traceability/errors.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {

grpc::ServerUnaryReactor* GrpcProofsService::ProveChain(
    grpc::CallbackServerContext* context, const v1::ProveChainRequest* request,
    google::api::HttpBody* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const v1::ProveChainRequest& in, google::api::HttpBody& out,
             rpc::Call& call) -> absl::Status {
        SUYUAN_RETURN_IF_ERROR(
            AwaitToken(engine_, followers_, in.token(), call));
        SUYUAN_ASSIGN_OR_RETURN(std::string bytes, prover_.Prove(in, call));
        out.set_content_type("application/octet-stream");
        out.set_data(std::move(bytes));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* GrpcProofsService::GetProofKey(
    grpc::CallbackServerContext* context, const v1::GetProofKeyRequest* request,
    v1::ProofKey* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::GetProofKeyRequest&, v1::ProofKey& out,
                           rpc::Call&) -> absl::Status {
                      if (!signer_.has_value()) return ProofKeyMissing();
                      out.set_verifier_key(signer_->verifier().Text());
                      return absl::OkStatus();
                    });
}

}  // namespace suyuan::traceability
