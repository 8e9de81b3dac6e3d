#include "services/credit/grpc_registry_follower.h"

#include <grpcpp/channel.h>

#include <future>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "services/credit/comparison_facts.h"
#include "services/credit/convert_registry.h"

namespace suyuan::credit {
namespace {

constexpr char kRegistry[] = "registry";
constexpr char kPrincipal[] = "credit@suyuan";
constexpr absl::Duration kAskFor = absl::Seconds(5);

}  // namespace

GrpcRegistryFollower::GrpcRegistryFollower(
    std::shared_ptr<grpc::Channel> registry, CreditBook& book,
    CreditStore& store, log::Logger& logger, metrics::Registry& metrics)
    : book_(book),
      logger_(logger),
      registry_(registry::v1::Registry::NewStub(registry)) {
  follower_ = std::make_unique<Feed>(
      feed::FollowerOptions{.feed = kRegistry, .principal = kPrincipal},
      Feed::Callbacks{
          .open =
              [this](grpc::ClientContext* context, int64_t after) {
                registry::v1::WatchRequest request;
                request.set_position(after);
                return registry_->Watch(context, request);
              },
          .load_position =
              [&store] { return store.FollowedPosition(kRegistry); },
          .apply = [this](const auto& batch) { return Apply(batch); }},
      logger, metrics);
}

absl::StatusOr<CreditSubject> GrpcRegistryFollower::SubjectOf(
    const std::string& institution) const {
  registry::v1::GetInstitutionRequest request;
  request.set_name(institution);
  registry::v1::Institution found;
  rpc::CallOptions options;
  options.principal = kPrincipal;
  options.timeout = kAskFor;
  SUYUAN_RETURN_IF_ERROR(
      rpc::Invoke(options, [&](grpc::ClientContext& context) {
        return registry_->GetInstitution(&context, request, &found);
      }));
  return ToSubject(found);
}

absl::Status GrpcRegistryFollower::Add(
    const registry::v1::Comparison& comparison,
    CreditBook::Followed& followed) const {
  const std::optional<ComparisonReport> report = ToReport(comparison);
  if (!report.has_value()) return absl::OkStatus();
  for (InstitutionFact& about : FactsOf(*report)) {
    CreditBook::Followed::Told told;
    SUYUAN_ASSIGN_OR_RETURN(told.subject, SubjectOf(about.institution));
    told.about = std::move(about);
    followed.told.push_back(std::move(told));
  }
  return absl::OkStatus();
}

absl::Status GrpcRegistryFollower::Apply(
    const registry::v1::WatchResponse& batch) {
  CreditBook::Followed followed;
  followed.feed = kRegistry;
  followed.position = batch.position();
  for (const registry::v1::Change& change : batch.changes()) {
    if (!change.record().has_comparison()) continue;
    SUYUAN_RETURN_IF_ERROR(Add(change.record().comparison(), followed));
  }
  std::promise<absl::StatusOr<std::vector<absl::Status>>> done;
  book_.TakeOver(std::move(followed), kPrincipal, [&done](auto left_out) {
    done.set_value(std::move(left_out));
  });
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<absl::Status> left_out,
                          done.get_future().get());
  for (const absl::Status& why : left_out) {
    logger_.Write(
        log::Level::kWarning, "a fact of the registry is left out",
        {{"reason", ReasonOf(why)}, {"error", std::string(why.message())}});
  }
  return absl::OkStatus();
}

}  // namespace suyuan::credit
