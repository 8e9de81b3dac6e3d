#include "libs/base/request_id.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan {

absl::Status RequestIdReused(absl::string_view request_id) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "request_id ", request_id,
          " was used with another request; each request needs its own")),
      "REQUEST_ID_REUSED");
}

}  // namespace suyuan
