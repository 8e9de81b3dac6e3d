#ifndef SERVICES_CERTIFICATES_CONVERT_ISSUED_H_
#define SERVICES_CERTIFICATES_CONVERT_ISSUED_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/certificates/issued/issued_store.h"
#include "suyuan/certificates/v1/issued.pb.h"

namespace suyuan::certificates {

// Of the lists of issuers in read tokens.
inline constexpr char kIssuedFeed[] = "issued";

// The order that a request is; the refusals of ImportIssuedNumbers but
// REQUEST_ID_REUSED.
absl::StatusOr<IssuedOrder> ToOrder(
    const v1::ImportIssuedNumbersRequest& request, absl::string_view principal,
    absl::Time now);

// With a token, where it is kept.
v1::IssuedSpan ToProto(const IssuedSpan& span);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_ISSUED_H_
