#ifndef LIBS_RPC_ADDRESS_H_
#define LIBS_RPC_ADDRESS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::rpc {

// "127.0.0.1:8080", "[::1]:8080", "localhost:0". The host is never empty.
struct Address {
  std::string host;  // without brackets
  int port = 0;

  std::string ToString() const;
};

// InvalidArgument, reason ADDRESS_INVALID, naming `flag`.
absl::StatusOr<Address> ParseAddress(absl::string_view text,
                                     absl::string_view flag);

// 127.0.0.0/8, ::1 or "localhost".
bool IsLoopback(const Address& address);

// FailedPrecondition, reason ADDRESS_NOT_LOOPBACK, naming --insecure-listen,
// where `text` is neither loopback nor allowed by `insecure_listen`: there is
// no identity on the wire yet.
absl::Status CheckListenAddress(absl::string_view text, absl::string_view flag,
                                bool insecure_listen);

// Why `address` cannot be bound, by binding it once. UNAVAILABLE with reason
// ADDRESS_IN_USE (or ADDRESS_UNAVAILABLE), naming `flag`.
absl::Status ExplainBindFailure(const Address& address, absl::string_view flag);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_ADDRESS_H_
