#ifndef SERVICES_SUYUAN_SUITE_H_
#define SERVICES_SUYUAN_SUITE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/rpc/service.h"
#include "services/certificates/certificates_server.h"
#include "services/credit/credit_server.h"
#include "services/registry/registry_server.h"
#include "services/traceability/traceability_server.h"

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
  // Folder of all databases, of the keys of log and proofs, and of the graph's
  // snapshot; made if it is not there.
  std::string data_dir;
  SuiteAddresses listen;
  // Of each service; the addresses are those above.
  rpc::ServiceOptions common;
  // What each service has besides. Databases, keys in files and what joins them
  // to each other are given by the suite.
  registry::Options registry;
  certificates::Options certificates;
  traceability::Options traceability;
  credit::Options credit;
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
