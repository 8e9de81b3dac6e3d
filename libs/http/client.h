#ifndef LIBS_HTTP_CLIENT_H_
#define LIBS_HTTP_CLIENT_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace suyuan::http {

// A client of HTTP/1.1 and of HTTPS with the machine's trusted roots; file://
// reads a file as if it were published. Keeps its connection between calls.
// Proxies are those of the environment (http_proxy, no_proxy). Not thread-safe.
class Client {
 public:
  struct Options {
    absl::Duration timeout = absl::Seconds(30);  // of one exchange
    size_t max_bytes = 32 << 20;                 // of an answer's body
  };
  explicit Client(Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // The body of an answer of 200. Follows up to five redirections to http or
  // https. Refused:
  //   NOT_FOUND HTTP_NOT_FOUND: 404 or 410, or the file is not there
  //   FAILED_PRECONDITION HTTP_REFUSED: another status of 4xx; says what the
  //     answer says
  //   UNAVAILABLE HTTP_FAILED: no answer, one over the bounds, 408, 429, or any
  //     other status
  absl::StatusOr<std::string> Get(const std::string& url);
  // The same, sending `body`.
  absl::StatusOr<std::string> Post(const std::string& url,
                                   absl::string_view content_type,
                                   absl::string_view body);

 private:
  struct Handle;
  absl::StatusOr<std::string> Perform(const std::string& url);

  const Options options_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace suyuan::http

#endif  // LIBS_HTTP_CLIENT_H_
