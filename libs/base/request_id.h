#ifndef LIBS_BASE_REQUEST_ID_H_
#define LIBS_BASE_REQUEST_ID_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan {

// REQUEST_ID_REUSED: the id came before with another method or another request.
// What a store says that remembers requests.
absl::Status RequestIdReused(absl::string_view request_id);

}  // namespace suyuan

#endif  // LIBS_BASE_REQUEST_ID_H_
