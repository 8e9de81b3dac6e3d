#ifndef SERVICES_CERTIFICATES_TRANSPORT_GRPC_LOG_SERVICE_H_
#define SERVICES_CERTIFICATES_TRANSPORT_GRPC_LOG_SERVICE_H_

#include <functional>

#include "libs/rpc/dispatcher.h"
#include "libs/rpc/reply.h"
#include "services/certificates/log/transparency_log.h"
#include "services/certificates/log/witness_board.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"

namespace suyuan::certificates {

// suyuan.certificates.v1.TransparencyLog over the log and the board of its
// witnesses. Borrows all. What strangers read carries its Cache-Control as
// initial metadata, which the gateway passes on.
class GrpcLogService final : public v1::TransparencyLog::CallbackService {
 public:
  GrpcLogService(TransparencyLog& log, WitnessBoard& board,
                 rpc::Dispatcher& dispatcher)
      : endpoint_(dispatcher, v1::TransparencyLog::service_full_name()),
        log_(log),
        board_(board) {}

  grpc::ServerUnaryReactor* GetCheckpoint(
      grpc::CallbackServerContext* context,
      const v1::GetCheckpointRequest* request,
      v1::Checkpoint* response) override;
  grpc::ServerUnaryReactor* ListLeaves(
      grpc::CallbackServerContext* context,
      const v1::ListLeavesRequest* request,
      v1::ListLeavesResponse* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(
      grpc::CallbackServerContext* context,
      const v1::GetInclusionProofRequest* request,
      v1::InclusionProof* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(
      grpc::CallbackServerContext* context,
      const v1::GetConsistencyProofRequest* request,
      v1::ConsistencyProof* response) override;
  grpc::ServerUnaryReactor* GetCheckpointNote(
      grpc::CallbackServerContext* context,
      const v1::GetCheckpointNoteRequest* request,
      google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* GetTile(grpc::CallbackServerContext* context,
                                    const v1::GetTileRequest* request,
                                    google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* GetPendingCheckpoint(
      grpc::CallbackServerContext* context,
      const v1::GetPendingCheckpointRequest* request,
      google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* GetWitnessedCheckpoint(
      grpc::CallbackServerContext* context,
      const v1::GetWitnessedCheckpointRequest* request,
      google::api::HttpBody* response) override;
  grpc::ServerUnaryReactor* AddCosignatures(
      grpc::CallbackServerContext* context,
      const v1::AddCosignaturesRequest* request,
      google::api::HttpBody* response) override;

 private:
  // Answers with `fill` on the executor once the newest head is signed.
  using Fill = std::function<absl::Status(const SignedHead&)>;
  void WithHead(Fill fill, rpc::Done done);

  rpc::Endpoint endpoint_;
  TransparencyLog& log_;
  WitnessBoard& board_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_GRPC_LOG_SERVICE_H_
