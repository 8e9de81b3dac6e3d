#include "services/certificates/transport/issued_methods.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/issued.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kMostIssuerBytes = 1000;

}  // namespace

void IssuedMethods::Import(const v1::ImportIssuedNumbersRequest& request,
                           v1::IssuedSpan& response, rpc::Call& call,
                           rpc::Done done) const {
  absl::StatusOr<IssuedOrder> order =
      ToOrder(request, call.principal(), clock_.Now());
  if (!order.ok()) return done(order.status());
  if (request.validate_only()) {
    response = ToProto(order->span);
    return done(absl::OkStatus());
  }
  store_.ImportAsync(*std::move(order),
                     [this, &response, done](absl::StatusOr<IssuedSpan> span) {
                       if (span.ok()) {
                         response = ToProto(*span);
                         runner_.LookAgain();
                       }
                       done(span.status());
                     });
}

absl::StatusOr<v1::ListIssuedSpansResponse> IssuedMethods::List(
    const v1::ListIssuedSpansRequest& request, rpc::Call& call) const {
  if (!request.issuer().empty()) {
    SUYUAN_RETURN_IF_ERROR(
        rpc::CheckText("issuer", request.issuer(), kMostIssuerBytes));
  }
  IssuedQuestion question{.issuer = request.issuer(),
                          .page_token = request.page_token()};
  SUYUAN_ASSIGN_OR_RETURN(
      question.page_size,
      rpc::PageSize(request.page_size(), {.usual = 50, .most = 500}));
  SUYUAN_ASSIGN_OR_RETURN(const IssuedPage page,
                          store_.List(question, call.deadline()));
  v1::ListIssuedSpansResponse response;
  for (const IssuedSpan& span : page.spans) {
    *response.add_issued_spans() = ToProto(span);
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

}  // namespace suyuan::certificates
