#ifndef SERVICES_SUYUAN_SUITE_H_
#define SERVICES_SUYUAN_SUITE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan {

// Where each service listens, host:port; port 0 takes a free one. Empty: inside
// the process only.
struct SuiteAddresses {
  std::string registry = "127.0.0.1:9101";
  std::string certificates = "127.0.0.1:9102";
  std::string traceability = "127.0.0.1:9103";
  std::string credit = "127.0.0.1:9104";
  std::string gateway = "127.0.0.1:8080";  // HTTP; empty: no gateway
};

struct SuiteOptions {
  // Folder of all databases and of the keys of log and proofs; made if it is
  // not there.
  std::string data_dir;
  SuiteAddresses listen;
  // Without it only loopback addresses are accepted.
  bool insecure_listen = false;
  // Of each service: threads for handlers, 0: one a core, at least 4; and calls
  // that may wait for one.
  int threads = 0;
  size_t queue_limit = 1024;
  // Of the certificates service: see certificates::Options.
  std::string dcc_schemas;
  bool require_valid_schema = false;
  std::string signature_trust;
  std::string issuing_keys;
  // host:port of a Redis for what can be recomputed; empty: none.
  std::string redis;
  // Where people reach the gateway; without a slash at the end.
  std::string public_url = "http://127.0.0.1:8080";
  // Of the registry's dataset: see registry::Options.
  std::string dataset_publisher;
  std::string dataset_licence;

  // What the log of certificates calls itself, which cannot be changed once a
  // checkpoint was signed; and a file of c2sp.org/tlog-policy with its
  // witnesses and their quorum, empty: none.
  std::string log_origin = "suyuan.local/certificates";
  std::string log_policy;
  // Files of profiles to judge chains by, besides the built-in ones.
  std::vector<std::string> profiles;
  // What the key of proofs is called: see traceability::Options.
  std::string proof_key_name = "suyuan.local/proofs";
  // Borrowed until the suite is destroyed; none may be null.
  const Clock* clock = nullptr;
  log::Logger* logger = nullptr;
  metrics::Registry* metrics = nullptr;
};

// All five services in one process, joined by in-process channels. They behave
// as the five binaries do, and keep their data in the same files.
class Suite {
 public:
  virtual ~Suite() = default;

  // To each service, whether or not it listens.
  virtual std::shared_ptr<grpc::Channel> registry() = 0;
  virtual std::shared_ptr<grpc::Channel> certificates() = 0;
  virtual std::shared_ptr<grpc::Channel> traceability() = 0;
  virtual std::shared_ptr<grpc::Channel> credit() = 0;
  // Of HTTP; 0 without a gateway.
  virtual int gateway_port() const = 0;

  // Stops the services one after the other, callers before those they call.
  // Later calls return at once.
  virtual void Stop(absl::Duration grace) = 0;
};

// Refuses with the first refusal of a service: STORE_LOCKED, SCHEMA_TOO_NEW,
// ADDRESS_IN_USE naming the flag of `suyuan`, ... What had begun is stopped.
absl::StatusOr<std::unique_ptr<Suite>> StartSuite(const SuiteOptions& options);

}  // namespace suyuan

#endif  // SERVICES_SUYUAN_SUITE_H_
