#ifndef SERVICES_REGISTRY_TRANSPORT_READ_TOKEN_H_
#define SERVICES_REGISTRY_TRANSPORT_READ_TOKEN_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/registry/store/record_store.h"

namespace suyuan::registry {

// For every read that takes a `token`: OK where the answer will include the
// write that the token came from. READ_TOKEN_AHEAD where that write is not
// here, TOKEN_INVALID for what is no token. O(1).
absl::Status CheckReadToken(const RecordStore& store, absl::string_view token);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_READ_TOKEN_H_
