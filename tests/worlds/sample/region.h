#ifndef TESTS_WORLDS_SAMPLE_REGION_H_
#define TESTS_WORLDS_SAMPLE_REGION_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/certificates_server.h"
#include "services/registry/registry_server.h"
#include "services/suyuanctl/world/applier.h"
#include "services/suyuanctl/world/grpc_services.h"
#include "services/traceability/proof/check.h"
#include "services/traceability/traceability_server.h"
#include "suyuan/traceability/v1/proofs.grpc.pb.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::world::testing {

// Registry, certificates and traceability in this process, their stores in
// memory, with a clock that stands where a world's step says that it is
// recorded.
class Region {
 public:
  Region();
  ~Region();

  // Loads and applies with what they include. The answers of the methods below
  // include all that was applied so far.
  absl::Status Apply(const std::vector<std::string>& paths);
  // What was applied last.
  const std::vector<WorldFile>& files() const { return files_; }
  const std::string& token() const { return token_; }
  const Report& report() const { return report_; }
  Judge& judge() { return *judge_; }

  absl::StatusOr<traceability::v1::TraceResponse> Trace(
      traceability::v1::TraceRequest request);
  absl::StatusOr<traceability::v1::BatchTraceResponse> BatchTrace(
      traceability::v1::BatchTraceRequest request);
  // The bytes of a proof.
  absl::StatusOr<std::string> Prove(
      traceability::v1::ProveChainRequest request);
  // The traceability service, for whatever else it answers. Questions have to
  // carry token().
  std::shared_ptr<grpc::Channel> Channel();
  // Whom to believe about proofs.
  traceability::ProofTrust Trust();

 private:
  suyuan::testing::TemporaryFolder keys_;
  FakeClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> registry_;
  std::unique_ptr<rpc::RunningService> certificates_;
  std::unique_ptr<rpc::RunningService> traceability_;
  std::unique_ptr<RecordStubs> record_stubs_;
  std::unique_ptr<certificates::v1::Certificates::Stub> certificates_stub_;
  std::unique_ptr<certificates::v1::TransparencyLog::Stub> log_stub_;
  std::unique_ptr<traceability::v1::Traceability::Stub> traceability_stub_;
  std::unique_ptr<traceability::v1::ChainProofs::Stub> proofs_stub_;
  std::unique_ptr<GrpcJudge> judge_;
  std::vector<WorldFile> files_;
  std::string token_;
  Report report_;
};

}  // namespace suyuan::world::testing

#endif  // TESTS_WORLDS_SAMPLE_REGION_H_
