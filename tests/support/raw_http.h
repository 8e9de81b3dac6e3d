#ifndef TESTS_SUPPORT_RAW_HTTP_H_
#define TESTS_SUPPORT_RAW_HTTP_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace suyuan::testing {

// An answer as its bytes say; field names are lower-case.
struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> fields;
  std::string body;      // without chunk framing
  bool complete = true;  // false: the connection ended inside it
};

// A TCP client that sends exactly the bytes it is given and reads what comes.
class RawClient {
 public:
  // Connects to 127.0.0.1; fails the process if nobody listens.
  explicit RawClient(uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // Sends what the other side takes within `timeout`, dropping what comes
  // meanwhile into the buffer. False if it closed or stopped taking.
  bool Send(absl::string_view bytes,
            absl::Duration timeout = absl::Seconds(10));

  // The next answer (1xx too). `head` says that it answers a HEAD. Nothing if
  // the connection ends or stays silent first.
  std::optional<RawResponse> Receive(
      bool head = false, absl::Duration timeout = absl::Seconds(10));

  // Waits until the other side has ended; what comes before it is kept.
  bool WaitClosed(absl::Duration timeout = absl::Seconds(10));
  // True if the connection ended by a reset.
  bool WasReset() const { return reset_; }
  // True if nothing comes and nothing ends within `quiet`.
  bool Silent(absl::Duration quiet);
  // Reads and drops; the count of bytes until the end or `timeout`.
  size_t Drain(absl::Duration timeout);

  void CloseSending();
  // With SO_LINGER 0: the other side sees a reset.
  void Reset();
  // How many bytes the system may hold for us unread.
  void SetReceiveBuffer(int bytes);

 private:
  // Reads once. False on the end, an error or the timeout.
  bool Fill(absl::Duration timeout);

  int fd_ = -1;
  bool ended_ = false;
  bool reset_ = false;
  std::string buffer_;
};

// "GET /x HTTP/1.1" with a Host and these further lines (each with CRLF).
std::string RequestText(absl::string_view method, absl::string_view target,
                        absl::string_view lines = "",
                        absl::string_view body = "");

}  // namespace suyuan::testing

#endif  // TESTS_SUPPORT_RAW_HTTP_H_
