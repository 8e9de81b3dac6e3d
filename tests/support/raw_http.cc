#include "tests/support/raw_http.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

namespace suyuan::testing {
namespace {

int Milliseconds(absl::Duration d) {
  return static_cast<int>(absl::ToInt64Milliseconds(d));
}

RawResponse ParseHead(absl::string_view head) {
  RawResponse out;
  const std::vector<std::string> lines = absl::StrSplit(head, "\r\n");
  const std::vector<std::string> first =
      absl::StrSplit(lines[0], absl::MaxSplits(' ', 2));
  if (first.size() < 2 || !absl::SimpleAtoi(first[1], &out.status)) {
    out.status = -1;
  }
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::pair<std::string, std::string> field =
        absl::StrSplit(lines[i], absl::MaxSplits(':', 1));
    out.fields[absl::AsciiStrToLower(field.first)] =
        std::string(absl::StripAsciiWhitespace(field.second));
  }
  return out;
}

}  // namespace

RawClient::RawClient(uint16_t port) {
  fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  SUYUAN_CHECK(::connect(fd_, reinterpret_cast<sockaddr*>(&address),
                         sizeof(address)) == 0);
  ::fcntl(fd_, F_SETFL, O_NONBLOCK);
}

RawClient::~RawClient() { ::close(fd_); }

bool RawClient::Send(absl::string_view bytes, absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n > 0) {
      bytes.remove_prefix(static_cast<size_t>(n));
      continue;
    }
    if (errno != EAGAIN || absl::Now() >= until) return false;
    pollfd wait{fd_, POLLOUT | POLLIN, 0};
    ::poll(&wait, 1, Milliseconds(until - absl::Now()));
    if ((wait.revents & POLLIN) != 0 && !Fill(absl::ZeroDuration())) {
      return false;
    }
  }
  return true;
}

bool RawClient::Fill(absl::Duration timeout) {
  if (ended_) return false;
  pollfd wait{fd_, POLLIN, 0};
  if (::poll(&wait, 1, Milliseconds(timeout)) <= 0) return false;
  char bytes[65536];
  const ssize_t n = ::recv(fd_, bytes, sizeof(bytes), 0);
  if (n <= 0) {
    ended_ = n == 0 || errno != EAGAIN;
    reset_ = n < 0 && errno == ECONNRESET;
    return false;
  }
  buffer_.append(bytes, static_cast<size_t>(n));
  return true;
}

std::optional<RawResponse> RawClient::Receive(bool head,
                                              absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  const auto more = [&] { return Fill(until - absl::Now()); };
  size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return std::nullopt;
  }
  RawResponse out = ParseHead(buffer_.substr(0, end));
  buffer_.erase(0, end + 4);
  if (head || out.status < 200 || out.status == 204 || out.status == 304) {
    return out;
  }
  if (out.fields.count("transfer-encoding") > 0) {
    while (true) {
      size_t eol = 0;
      while ((eol = buffer_.find("\r\n")) == std::string::npos) {
        if (!more()) return out.complete = false, out;
      }
      const size_t size = std::stoul(buffer_.substr(0, eol), nullptr, 16);
      while (buffer_.size() < eol + 2 + size + 2) {
        if (!more()) return out.complete = false, out;
      }
      out.body += buffer_.substr(eol + 2, size);
      buffer_.erase(0, eol + 2 + size + 2);
      if (size == 0) return out;
    }
  }
  size_t length = 0;
  if (out.fields.count("content-length") == 0) {
    while (more()) {
    }
    out.body = std::exchange(buffer_, {});
    return out;
  }
  (void)absl::SimpleAtoi(out.fields["content-length"], &length);
  while (buffer_.size() < length) {
    if (!more()) return out.complete = false, out;
  }
  out.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return out;
}

bool RawClient::WaitClosed(absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  while (Fill(until - absl::Now())) {
  }
  return ended_;
}

bool RawClient::Silent(absl::Duration quiet) {
  return buffer_.empty() && !Fill(quiet) && !ended_;
}

size_t RawClient::Drain(absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  size_t total = std::exchange(buffer_, {}).size();
  while (Fill(until - absl::Now())) total += std::exchange(buffer_, {}).size();
  return total;
}

void RawClient::CloseSending() { ::shutdown(fd_, SHUT_WR); }

void RawClient::Reset() {
  const linger hard{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
  ::close(fd_);
  fd_ = -1;
  ended_ = true;
}

void RawClient::SetReceiveBuffer(int bytes) {
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

std::string RequestText(absl::string_view method, absl::string_view target,
                        absl::string_view lines, absl::string_view body) {
  std::string out = absl::StrCat(method, " ", target,
                                 " HTTP/1.1\r\nHost: localhost\r\n", lines);
  if (!body.empty()) {
    absl::StrAppend(&out, "Content-Length: ", body.size(), "\r\n");
  }
  absl::StrAppend(&out, "\r\n", body);
  return out;
}

}  // namespace suyuan::testing
