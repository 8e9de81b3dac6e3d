#ifndef SERVICES_CERTIFICATES_TRANSPORT_GRPC_LEAVES_SERVICE_H_
#define SERVICES_CERTIFICATES_TRANSPORT_GRPC_LEAVES_SERVICE_H_

#include "libs/rpc/dispatcher.h"
#include "libs/rpc/reply.h"
#include "services/certificates/log/record_leaves.h"
#include "services/certificates/log/transparency_log.h"
#include "suyuan/certificates/v1/leaves.grpc.pb.h"

namespace suyuan::certificates {

// suyuan.certificates.v1.LogLeaves over the log and its indexes. Borrows all.
class GrpcLeavesService final : public v1::LogLeaves::CallbackService {
 public:
  GrpcLeavesService(CertificateStore& store, RecordLeaves& records,
                    TransparencyLog& log, rpc::Dispatcher& dispatcher)
      : endpoint_(dispatcher, v1::LogLeaves::service_full_name()),
        store_(store),
        records_(records),
        log_(log) {}

  grpc::ServerUnaryReactor* FindLeaves(
      grpc::CallbackServerContext* context,
      const v1::FindLeavesRequest* request,
      v1::FindLeavesResponse* response) override;

 private:
  // Indexes of the leaves below `head` that name the digest, rising.
  absl::StatusOr<std::vector<int64_t>> Find(const Digest& digest,
                                            const SignedHead& head,
                                            const Deadline& deadline);
  absl::Status Fill(const v1::FindLeavesRequest& request,
                    const SignedHead& head, const Deadline& deadline,
                    v1::FindLeavesResponse& response);

  rpc::Endpoint endpoint_;
  CertificateStore& store_;
  RecordLeaves& records_;
  TransparencyLog& log_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_GRPC_LEAVES_SERVICE_H_
