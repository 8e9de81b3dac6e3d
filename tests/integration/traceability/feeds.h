#ifndef TESTS_INTEGRATION_TRACEABILITY_FEEDS_H_
#define TESTS_INTEGRATION_TRACEABILITY_FEEDS_H_

#include <memory>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/feed/memory_source.h"
#include "libs/feed/watch.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::testing {

// Both feeds that traceability follows, and nothing else of their services.
class Feeds {
 public:
  Feeds();
  ~Feeds();

  // Return the position of the change.
  int64_t Tell(const registry::v1::Record& record, absl::Time at);
  int64_t Tell(const certificates::v1::Certificate& certificate, absl::Time at);
  int64_t Tell(const certificates::v1::CertificateStatusChange& change,
               absl::Time at);

  // Both feeds say so with their next heartbeats, which are soon.
  void SetToldBefore(absl::Time instant) {
    records_.SetToldBefore(instant);
    certificates_.SetToldBefore(instant);
  }

  std::shared_ptr<grpc::Channel> channel() {
    return server_->InProcessChannel();
  }

 private:
  class RegistryFeed;
  class CertificatesFeed;

  SystemClock clock_;
  metrics::Registry metrics_;
  rpc::Dispatcher dispatcher_;
  feed::MemorySource records_;
  feed::MemorySource certificates_;
  std::unique_ptr<RegistryFeed> registry_service_;
  std::unique_ptr<CertificatesFeed> certificates_service_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace suyuan::testing

#endif  // TESTS_INTEGRATION_TRACEABILITY_FEEDS_H_
