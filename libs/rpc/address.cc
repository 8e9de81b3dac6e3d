#include "libs/rpc/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::rpc {
namespace {

// errno of binding `address`, 0 if that works, -1 if the host has no address.
int BindErrno(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.host.c_str(), absl::StrCat(address.port).c_str(),
                    &hints, &found) != 0) {
    return -1;
  }
  int error = 0;
  const int fd =
      ::socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  if (fd < 0 || ::bind(fd, found->ai_addr, found->ai_addrlen) != 0 ||
      ::listen(fd, 1) != 0) {
    error = errno;
  }
  if (fd >= 0) ::close(fd);
  ::freeaddrinfo(found);
  return error;
}

}  // namespace

std::string Address::ToString() const {
  return host.find(':') == std::string::npos
             ? absl::StrCat(host, ":", port)
             : absl::StrCat("[", host, "]:", port);
}

absl::StatusOr<Address> ParseAddress(absl::string_view text,
                                     absl::string_view flag) {
  const auto refuse = [&] {
    return WithReason(
        absl::InvalidArgumentError(absl::StrCat(
            flag, " is \"", text,
            "\"; host:port is wanted, such as 127.0.0.1:8080 or [::1]:8080")),
        "ADDRESS_INVALID");
  };
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos) return refuse();
  absl::string_view host = text.substr(0, colon);
  Address address;
  if (!absl::SimpleAtoi(text.substr(colon + 1), &address.port) ||
      address.port < 0 || address.port > 65535) {
    return refuse();
  }
  const bool bracketed =
      host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool colons = host.find(':') != absl::string_view::npos;
  if (host.empty() || bracketed != colons) return refuse();
  address.host = std::string(host);
  return address;
}

bool IsLoopback(const Address& address) {
  if (address.host == "localhost") return true;
  in_addr v4{};
  if (::inet_pton(AF_INET, address.host.c_str(), &v4) == 1) {
    return (ntohl(v4.s_addr) >> 24) == 127;
  }
  in6_addr v6{};
  return ::inet_pton(AF_INET6, address.host.c_str(), &v6) == 1 &&
         IN6_IS_ADDR_LOOPBACK(&v6);
}

absl::Status CheckListenAddress(absl::string_view text, absl::string_view flag,
                                bool insecure_listen) {
  SUYUAN_ASSIGN_OR_RETURN(const Address address, ParseAddress(text, flag));
  if (insecure_listen || IsLoopback(address)) return absl::OkStatus();
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          flag, " is ", text,
          ", which others can reach, and calls are not authenticated yet; "
          "use a loopback address such as 127.0.0.1:",
          address.port, " or accept the risk with --insecure-listen")),
      "ADDRESS_NOT_LOOPBACK");
}

absl::Status ExplainBindFailure(const Address& address,
                                absl::string_view flag) {
  const int error = BindErrno(address);
  const std::string where = address.ToString();
  if (error == EADDRINUSE) {
    return WithReason(
        absl::UnavailableError(absl::StrCat(
            "cannot listen on ", where, ": port ", address.port,
            " is in use; stop what uses it or choose another with ", flag)),
        "ADDRESS_IN_USE");
  }
  return WithReason(
      absl::UnavailableError(absl::StrCat(
          "cannot listen on ", where, ": ",
          error == -1  ? "the host has no address here"
          : error == 0 ? "the first attempt failed, the port is free now"
                       : std::strerror(error),
          "; choose another address with ", flag)),
      "ADDRESS_UNAVAILABLE");
}

}  // namespace suyuan::rpc
