#ifndef LIBS_RPC_STATUS_H_
#define LIBS_RPC_STATUS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace google::rpc {
class Status;
}  // namespace google::rpc

namespace grpc {
class Status;
}  // namespace grpc

// How a Status of ours looks on the wire and back: docs/errors.md.

namespace suyuan::rpc {

// The domain of every google.rpc.ErrorInfo that we send.
inline constexpr absl::string_view kErrorDomain = "suyuan";

// "wait at least so long before you repeat it": becomes RetryInfo.
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);
// What was set, else 200 ms for UNAVAILABLE, 1 s for RESOURCE_EXHAUSTED and
// zero for every other code.
absl::Duration RetryDelayOf(const absl::Status& status);

// Facts about the failure by key; become ErrorInfo.metadata. Keys are
// lowerCamelCase; later values replace earlier ones.
absl::Status WithErrorMetadata(absl::Status status, absl::string_view key,
                               absl::string_view value);
// "" where the key is absent.
std::string ErrorMetadataOf(const absl::Status& status, absl::string_view key);

// "NOT_FOUND" for kNotFound: the word of google.rpc.Code.
absl::string_view CodeName(absl::StatusCode code);

// INTERNAL, UNKNOWN and DATA_LOSS say what is broken inside: their text is for
// the log. True for them.
bool IsInternal(absl::StatusCode code);

// ErrorInfo always (the reason is the code's name where the status has none),
// BadRequest where there are violations, RetryInfo where RetryDelayOf is not
// zero, RequestInfo with the trace id where it is not "". An internal failure
// keeps its code and its reason but its text becomes "internal error; quote
// trace id ...". The whole stays under 3 KiB and its message under 1 KiB, since
// gRPC drops trailers over 8 KiB: violations past that are left out and counted
// in ErrorInfo.metadata["violationsLeftOut"]. `status` must not be OK.
google::rpc::Status ToProto(const absl::Status& status,
                            absl::string_view trace_id = "");
absl::Status FromProto(const google::rpc::Status& status);

// The same as grpc-status, grpc-message and grpc-status-details-bin.
grpc::Status ToGrpc(const absl::Status& status,
                    absl::string_view trace_id = "");
// Details that cannot be read are dropped; code and message stay.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_STATUS_H_
