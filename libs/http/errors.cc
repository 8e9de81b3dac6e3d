#include "libs/http/errors.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::http {
namespace {

constexpr size_t kQuotedBytes = 300;

// What can be shown of an answer: its beginning, without control characters.
std::string Quote(absl::string_view body) {
  std::string out(body.substr(0, kQuotedBytes));
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return out;
}

}  // namespace

absl::Status HttpNotFound(absl::string_view url) {
  return WithReason(absl::NotFoundError(absl::StrCat("nothing is at ", url)),
                    "HTTP_NOT_FOUND");
}

absl::Status HttpFailed(absl::string_view url, absl::string_view problem) {
  return WithReason(absl::UnavailableError(absl::StrCat(url, ": ", problem)),
                    "HTTP_FAILED");
}

absl::Status HttpError(absl::string_view url, int http_status,
                       absl::string_view body) {
  if (http_status == 404 || http_status == 410) return HttpNotFound(url);
  const std::string text =
      absl::StrCat("answered ", http_status, ": ", Quote(body));
  if (http_status >= 400 && http_status < 500 && http_status != 408 &&
      http_status != 429) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(url, ": ", text)),
        "HTTP_REFUSED");
  }
  return HttpFailed(url, text);
}

}  // namespace suyuan::http
