#ifndef LIBS_HTTP_ERRORS_H_
#define LIBS_HTTP_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::http {

absl::Status HttpNotFound(absl::string_view url);
absl::Status HttpFailed(absl::string_view url, absl::string_view problem);
// An answer with this status, which is not 200. Quotes the beginning of what
// its body says.
absl::Status HttpError(absl::string_view url, int http_status,
                       absl::string_view body);

}  // namespace suyuan::http

#endif  // LIBS_HTTP_ERRORS_H_
