#ifndef TESTS_INTEGRATION_CERTIFICATES_SUITE_H_
#define TESTS_INTEGRATION_CERTIFICATES_SUITE_H_

#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "services/certificates/certificates_server.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/certificates/v1/findings.grpc.pb.h"
#include "suyuan/certificates/v1/issued.grpc.pb.h"

namespace suyuan::certificates::testing {

// A running service in memory, or on the database that is named, with one call
// of its stubs a line.
class Suite {
 public:
  explicit Suite(const std::string& database = "",
                 const std::string& redis = "",
                 const std::string& dcc_schemas = "",
                 const std::string& signature_trust = "",
                 std::shared_ptr<grpc::Channel> registry = nullptr);
  // With these options; clock, logger and metrics are the suite's.
  explicit Suite(certificates::Options options);
  ~Suite();

  rpc::RunningService& server() { return *server_; }
  metrics::Registry& metrics() { return metrics_; }
  v1::Certificates::Stub& stub() { return *stub_; }
  v1::TransparencyLog::Stub& log_stub() { return *log_stub_; }
  v1::CertificateFindings::Stub& findings_stub() { return *findings_stub_; }

  // suite.Call(&v1::Certificates::Stub::GetCertificate, request)
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    Response response;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(Options(), [&](grpc::ClientContext& context) {
          return (Get(static_cast<Stub*>(nullptr)).*method)(&context, request,
                                                            &response);
        }));
    return response;
  }

  // Findings as of a state that includes what `token` stands for.
  std::vector<v1::Finding> Findings(const std::string& filter,
                                    const std::string& token);
  absl::StatusOr<v1::ImportCertificateResponse> Import(
      const v1::Certificate& certificate, const std::string& request_id = "");
  absl::StatusOr<v1::ImportCertificateResponse> ImportDcc(
      const std::string& bytes);
  absl::StatusOr<v1::Certificate> Get(const std::string& name);
  // A page of at most 500 with results and references.
  absl::StatusOr<v1::ListCertificatesResponse> List(
      const std::string& filter = "");
  // The next `count` changes; fewer where they do not come within a minute.
  std::vector<v1::Change> Feed(size_t count, int64_t after = 0);

 private:
  static rpc::CallOptions Options();
  v1::Certificates::Stub& Get(v1::Certificates::Stub*) { return *stub_; }
  v1::IssuerRegisters::Stub& Get(v1::IssuerRegisters::Stub*) {
    return *issued_stub_;
  }
  v1::TransparencyLog::Stub& Get(v1::TransparencyLog::Stub*) {
    return *log_stub_;
  }
  v1::CertificateFindings::Stub& Get(v1::CertificateFindings::Stub*) {
    return *findings_stub_;
  }

  SystemClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<v1::Certificates::Stub> stub_;
  std::unique_ptr<v1::TransparencyLog::Stub> log_stub_;
  std::unique_ptr<v1::CertificateFindings::Stub> findings_stub_;
  std::unique_ptr<v1::IssuerRegisters::Stub> issued_stub_;
};

}  // namespace suyuan::certificates::testing

#endif  // TESTS_INTEGRATION_CERTIFICATES_SUITE_H_
