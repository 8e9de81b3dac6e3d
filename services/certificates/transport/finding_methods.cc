#include "services/certificates/transport/finding_methods.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/finding_record.h"
#include "services/certificates/convert/issued.h"
#include "services/certificates/registry/registry_change.h"

namespace suyuan::certificates {
namespace {

constexpr absl::Duration kTokenPatience = absl::Seconds(2);

}  // namespace

absl::Status FindingMethods::AwaitJudged(const std::string& token,
                                         rpc::Call& call) const {
  if (token.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const feed::ReadToken parsed,
                          feed::ReadToken::Parse("token", token));
  const absl::Time patience =
      clock_.Now() + std::min(kTokenPatience, call.deadline().Left());
  const Deadline deadline = Deadline::At(clock_, patience);
  const int64_t told = parsed.PositionOf(kRegistryFeed);
  if (told > 0 && await_registry_ != nullptr) {
    SUYUAN_RETURN_IF_ERROR(await_registry_(told, deadline));
  }
  if (told > 0 || parsed.PositionOf(kIssuedFeed) > 0) {
    SUYUAN_RETURN_IF_ERROR(runner_.WaitForLook(deadline));
  }
  return runner_.WaitFor(parsed.PositionOf(kFeedName), deadline);
}

absl::StatusOr<v1::ListFindingsResponse> FindingMethods::List(
    const v1::ListFindingsRequest& request, rpc::Call& call) const {
  checks::FindingQuestion question{.filter = request.filter(),
                                   .page_token = request.page_token()};
  SUYUAN_ASSIGN_OR_RETURN(
      question.page_size,
      rpc::PageSize(request.page_size(), {.usual = 50, .most = 500}));
  SUYUAN_RETURN_IF_ERROR(AwaitJudged(request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(checks::FindingPage page,
                          store_.List(question, call.deadline()));
  v1::ListFindingsResponse response;
  for (const checks::FindingRecord& record : page.findings) {
    *response.add_findings() = ToProto(record);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Finding> FindingMethods::Get(
    const v1::GetFindingRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const std::string id, FindingIdOf(request.name()));
  if (request.revision() < 0) {
    return InvalidField("revision", absl::StrCat("is ", request.revision(),
                                                 "; 0 or more is wanted"));
  }
  SUYUAN_RETURN_IF_ERROR(AwaitJudged(request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const checks::FindingRecord record,
                          store_.Find(id, request.revision(), call.deadline()));
  return ToProto(record);
}

void FindingMethods::Review(const v1::ReviewFindingRequest& request,
                            v1::Finding& response, rpc::Call& call,
                            rpc::Done done) const {
  absl::StatusOr<checks::ReviewOrder> order =
      ToOrder(request, call.principal());
  if (!order.ok()) return done(order.status());
  store_.ReviewAsync(
      *std::move(order), clock_.Now(),
      [&response, done](absl::StatusOr<checks::FindingRecord> record) {
        if (record.ok()) response = ToProto(*record);
        done(record.status());
      });
}

}  // namespace suyuan::certificates
