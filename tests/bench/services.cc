#include "tests/bench/services.h"

#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"

namespace suyuan::bench {
namespace {

constexpr char kAnyPort[] = "127.0.0.1:0";
// Callers that wait are part of what is measured: none is refused.
constexpr size_t kQueue = 8192;
constexpr absl::Duration kGrace = absl::Seconds(5);

}  // namespace

absl::StatusOr<std::unique_ptr<Services>> Services::Start(
    const std::string& folder) {
  std::unique_ptr<Services> out(new Services);
  out->logger_ = std::make_unique<log::Logger>(
      log::Level::kError, out->clock_, [](absl::string_view line) {
        std::fwrite(line.data(), 1, line.size(), stderr);
      });
  registry::Options registry;
  registry.database = absl::StrCat(folder, "/registry.db");
  registry.listen = kAnyPort;
  registry.queue_limit = kQueue;
  registry.clock = &out->clock_;
  registry.logger = out->logger_.get();
  registry.metrics = &out->registry_metrics_;
  SUYUAN_ASSIGN_OR_RETURN(out->registry_, registry::StartRegistry(registry));
  certificates::Options certificates;
  certificates.database = absl::StrCat(folder, "/certificates.db");
  certificates.listen = kAnyPort;
  certificates.queue_limit = kQueue;
  certificates.clock = &out->clock_;
  certificates.logger = out->logger_.get();
  certificates.metrics = &out->certificates_metrics_;
  SUYUAN_ASSIGN_OR_RETURN(out->certificates_,
                          certificates::StartCertificates(certificates));
  return out;
}

Services::~Services() {
  StopTraceability();
  if (certificates_ != nullptr) certificates_->Stop(kGrace);
  if (registry_ != nullptr) registry_->Stop(kGrace);
}

absl::Status Services::StartTraceability() {
  traceability_metrics_ = std::make_unique<metrics::Registry>();
  traceability::Options options;
  options.listen = kAnyPort;
  options.registry = rpc::MakeChannel(registry());
  options.certificates = rpc::MakeChannel(certificates());
  options.clock = &clock_;
  options.logger = logger_.get();
  options.metrics = traceability_metrics_.get();
  SUYUAN_ASSIGN_OR_RETURN(traceability_,
                          traceability::StartTraceability(options));
  return absl::OkStatus();
}

void Services::StopTraceability() {
  if (traceability_ == nullptr) return;
  traceability_->Stop(kGrace);
  traceability_.reset();
}

}  // namespace suyuan::bench
