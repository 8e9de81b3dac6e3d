#ifndef TESTS_E2E_INSTANCE_H_
#define TESTS_E2E_INSTANCE_H_

#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/metrics/metrics.h"
#include "services/suyuan/suite.h"
#include "suyuan/certificates/v1/certificates.pb.h"
#include "suyuan/traceability/v1/traceability.pb.h"
#include "tests/support/raw_http.h"

namespace suyuan::e2e {

using testing::RawResponse;

// What an answer that refuses says: google.rpc.Status in JSON.
struct Refusal {
  int http_status = 0;
  int code = 0;  // of gRPC
  std::string reason;
  std::vector<std::string> fields;
};

// "/v1/x" and {{"a", "1 2"}}: "/v1/x?a=1%202".
std::string Target(const std::string& path,
                   const std::map<std::string, std::string>& query);

// All services on one folder, spoken to over HTTP by who knows only the port of
// the gateway. It is 2026-11-24 all the time. Not thread-safe.
class Instance {
 public:
  // `log_policy`: the file that names the log's witnesses.
  explicit Instance(const std::string& data_dir,
                    const std::string& log_policy = "");
  ~Instance();

  Suite& suite() { return *suite_; }
  int port() const { return suite_->gateway_port(); }
  absl::Time now() const { return clock_.Now(); }

  // A connection for each.
  RawResponse Get(const std::string& target);
  RawResponse Post(const std::string& target, const std::string& media_type,
                   const std::string& body) {
    return Send("POST", target, media_type, body);
  }
  RawResponse Send(const std::string& method, const std::string& target,
                   const std::string& media_type, const std::string& body);
  // Fail the test unless the answer is 200 and nothing but a Response.
  template <typename Response>
  Response Read(const std::string& target) {
    Response response;
    Parse(Get(target), response);
    return response;
  }
  template <typename Response>
  Response Write(const std::string& target, const std::string& json) {
    Response response;
    Parse(Post(target, "application/json", json), response);
    return response;
  }

  // The bytes of a DCC as they are.
  certificates::v1::ImportCertificateResponse Import(const std::string& xml);
  // As of 2026-11-02, with all that `token` stands for.
  traceability::v1::TraceResponse Trace(const std::string& target,
                                        const std::string& token);
  // The messages of a stream that says that it ended well.
  std::vector<traceability::v1::ListAffectedResponse> ListAffected(
      const std::string& target, const std::string& token);

 private:
  static void Parse(const RawResponse& answer,
                    google::protobuf::Message& message);

  FakeClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<Suite> suite_;
};

// What StartSuite() says to a suite on `data_dir` with this gateway.
absl::Status StartOn(const std::string& data_dir, const std::string& gateway);

// Fails the test unless `answer` refuses in the form of google.rpc.Status.
Refusal RefusalOf(const RawResponse& answer);

// Equal in every field, maps in any order. The token is left out: it stands for
// more whenever something is written.
template <typename Response>
std::string Comparable(Response response) {
  response.clear_token();
  return response.DebugString();
}

}  // namespace suyuan::e2e

#endif  // TESTS_E2E_INSTANCE_H_
