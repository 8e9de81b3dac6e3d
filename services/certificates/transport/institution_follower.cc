#include "services/certificates/transport/institution_follower.h"

#include <grpcpp/channel.h>

#include <algorithm>
#include <utility>

#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "libs/rpc/client.h"
#include "services/certificates/convert/institution_keys.h"

namespace suyuan::certificates {
namespace {

constexpr char kRegistry[] = "registry";
constexpr char kPrincipal[] = "certificates@suyuan";
constexpr absl::Duration kPageWithin = absl::Seconds(10);
constexpr int kPageSize = 1000;

}  // namespace

InstitutionFollower::InstitutionFollower(
    std::shared_ptr<grpc::Channel> registry, InstitutionKeys& keys,
    log::Logger& logger, metrics::Registry& metrics)
    : keys_(keys), registry_(registry::v1::Registry::NewStub(registry)) {
  follower_ = std::make_unique<Feed>(
      feed::FollowerOptions{.feed = kRegistry, .principal = kPrincipal},
      Feed::Callbacks{
          .open =
              [this](grpc::ClientContext* context, int64_t after) {
                registry::v1::WatchRequest request;
                request.set_position(after);
                return registry_->Watch(context, request);
              },
          .load_position = [this] { return Position(); },
          .apply = [this](const auto& batch) { return Apply(batch); }},
      logger, metrics);
}

absl::StatusOr<int64_t> InstitutionFollower::Position() {
  if (!position_.has_value()) {
    SUYUAN_ASSIGN_OR_RETURN(position_, TakeSnapshot());
    keys_.SetReady();
  }
  return *position_;
}

// Pages are read one after the other, so that the last may tell of a change
// that is later than one which the first has missed. The second time none is
// missed up to the position that the first time told.
absl::StatusOr<int64_t> InstitutionFollower::TakeSnapshot() {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t position, PutAll());
  if (position > 0) SUYUAN_RETURN_IF_ERROR(PutAll().status());
  return position;
}

absl::StatusOr<int64_t> InstitutionFollower::PutAll() {
  rpc::CallOptions options;
  options.principal = kPrincipal;
  options.timeout = kPageWithin;
  registry::v1::ListInstitutionsRequest request;
  request.set_page_size(kPageSize);
  int64_t position = 0;
  do {
    registry::v1::ListInstitutionsResponse page;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(options, [&](grpc::ClientContext& context) {
          page.Clear();
          return registry_->ListInstitutions(&context, request, &page);
        }));
    for (const registry::v1::Institution& record : page.institutions()) {
      SUYUAN_ASSIGN_OR_RETURN(
          const feed::ReadToken told,
          feed::ReadToken::Parse("meta.token", record.meta().token()));
      position = std::max(position, told.PositionOf(kRegistry));
      keys_.Put(ToSigning(record));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return position;
}

absl::Status InstitutionFollower::Apply(
    const registry::v1::WatchResponse& batch) {
  for (const registry::v1::Change& change : batch.changes()) {
    if (!change.record().has_institution()) continue;
    keys_.Put(ToSigning(change.record().institution()));
  }
  position_ = batch.position();
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
