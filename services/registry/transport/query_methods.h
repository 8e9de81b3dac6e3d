#ifndef SERVICES_REGISTRY_TRANSPORT_QUERY_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_QUERY_METHODS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/base/clock.h"
#include "libs/rpc/call.h"
#include "libs/rpc/fields.h"
#include "libs/sql/page_token.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/record_store.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// The methods that ask about many records at once, and the lists of reference
// data; the contracts are those of registry.proto and queries.proto.
// Thread-safe. Borrows all but the secret.
class QueryMethods {
 public:
  // `secret` seals page tokens.
  QueryMethods(const RecordBook& book, const RecordStore& store,
               const Clock& clock, std::string secret);

  absl::Status SearchRecords(const proto::SearchRecordsRequest& request,
                             proto::SearchRecordsResponse& response,
                             const rpc::Call& call) const;
  absl::Status ListDueRecords(const proto::ListDueRecordsRequest& request,
                              proto::ListDueRecordsResponse& response,
                              const rpc::Call& call) const;
  absl::Status FindCapability(const proto::FindCapabilityRequest& request,
                              proto::FindCapabilityResponse& response,
                              const rpc::Call& call) const;
  absl::Status ListDoubleRegistrations(
      const proto::ListDoubleRegistrationsRequest& request,
      proto::ListDoubleRegistrationsResponse& response,
      const rpc::Call& call) const;
  absl::Status GetSpecificationUse(
      const proto::GetSpecificationUseRequest& request,
      proto::SpecificationUse& response, const rpc::Call& call) const;

  absl::Status ListQuantityKinds(const proto::ListQuantityKindsRequest& request,
                                 proto::ListQuantityKindsResponse& response,
                                 const rpc::Call& call) const;
  absl::Status ListUnits(const proto::ListUnitsRequest& request,
                         proto::ListUnitsResponse& response,
                         const rpc::Call& call) const;
  absl::Status ListDivisions(const proto::ListDivisionsRequest& request,
                             proto::ListDivisionsResponse& response,
                             const rpc::Call& call) const;

 private:
  absl::CivilDay Today() const;
  // INVALID_FIELD; today where the text is empty.
  absl::StatusOr<absl::CivilDay> DayAsked(absl::string_view field,
                                          absl::string_view text) const;

  const RecordBook& book_;
  const RecordStore& store_;
  const Clock& clock_;
  const sql::PageTokens tokens_;
};

// What the page tokens of a request belong to: the request without its page.
template <typename Request>
std::string TokenQuery(const rpc::Call& call, Request request) {
  request.clear_page_size();
  request.clear_page_token();
  if constexpr (requires { request.clear_token(); }) request.clear_token();
  return absl::StrCat(call.method(), " ", rpc::CanonicalBytes(request));
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_QUERY_METHODS_H_
