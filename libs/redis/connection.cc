#include "libs/redis/connection.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/redis/errors.h"

namespace suyuan::redis {
namespace {

std::string TextOf(int error_number) {
  return std::generic_category().message(error_number);
}

bool IsLater(int error_number) {
  return error_number == EAGAIN || error_number == EWOULDBLOCK ||
         error_number == EINTR;
}

// The bytes of a command in Redis's protocol.
std::string Format(absl::Span<const absl::string_view> command) {
  std::vector<const char*> texts;
  std::vector<size_t> sizes;
  for (const absl::string_view part : command) {
    texts.push_back(part.data());
    sizes.push_back(part.size());
  }
  char* formatted = nullptr;
  const auto size = redisFormatCommandArgv(
      &formatted, static_cast<int>(texts.size()), texts.data(), sizes.data());
  SUYUAN_CHECK(size >= 0);
  std::string out(formatted, static_cast<size_t>(size));
  redisFreeCommand(formatted);
  return out;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Connect(
    const CacheOptions& options, SteadyTime deadline) {
  auto connection = std::make_unique<Connection>();
  connection->context_.reset(
      redisConnectNonBlock(options.host.c_str(), options.port));
  connection->reader_.reset(redisReaderCreate());
  SUYUAN_CHECK(connection->context_ != nullptr &&
               connection->reader_ != nullptr);
  if (connection->context_->err != 0) {
    return CacheUnreachable(connection->context_->errstr);
  }
  SUYUAN_RETURN_IF_ERROR(connection->FinishConnecting(deadline));
  SUYUAN_RETURN_IF_ERROR(connection->Greet(options, deadline));
  return connection;
}

absl::Status Connection::Wait(short events, SteadyTime deadline) const {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return CacheTimedOut();
    pollfd poll_fd{context_->fd, events, 0};
    const int ready = poll(&poll_fd, 1, static_cast<int>(left.count()));
    if (ready > 0) return absl::OkStatus();
    if (ready < 0 && errno != EINTR) return CacheUnreachable(TextOf(errno));
  }
}

absl::Status Connection::FinishConnecting(SteadyTime deadline) const {
  SUYUAN_RETURN_IF_ERROR(Wait(POLLOUT, deadline));
  int error_number = 0;
  socklen_t size = sizeof error_number;
  if (getsockopt(context_->fd, SOL_SOCKET, SO_ERROR, &error_number, &size) !=
      0) {
    error_number = errno;
  }
  return error_number == 0 ? absl::OkStatus()
                           : CacheUnreachable(TextOf(error_number));
}

absl::Status Connection::Greet(const CacheOptions& options,
                               SteadyTime deadline) {
  if (!options.password.empty()) {
    std::vector<absl::string_view> auth = {"AUTH"};
    if (!options.username.empty()) auth.push_back(options.username);
    auth.push_back(options.password);
    SUYUAN_RETURN_IF_ERROR(Call(auth, deadline).status());
  }
  if (options.database == 0) return absl::OkStatus();
  const std::string database = absl::StrCat(options.database);
  return Call({"SELECT", database}, deadline).status();
}

absl::Status Connection::Send(absl::string_view bytes,
                              SteadyTime deadline) const {
  while (!bytes.empty()) {
    const ssize_t sent =
        send(context_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (IsLater(errno)) {
      SUYUAN_RETURN_IF_ERROR(Wait(POLLOUT, deadline));
    } else {
      return CacheUnreachable(TextOf(errno));
    }
  }
  return absl::OkStatus();
}

absl::Status Connection::Receive(SteadyTime deadline) {
  char buffer[16 * 1024];
  SUYUAN_RETURN_IF_ERROR(Wait(POLLIN, deadline));
  const ssize_t got = recv(context_->fd, buffer, sizeof buffer, 0);
  if (got == 0) return CacheUnreachable("it closed the connection");
  if (got < 0) {
    return IsLater(errno) ? absl::OkStatus() : CacheUnreachable(TextOf(errno));
  }
  const int fed =
      redisReaderFeed(reader_.get(), buffer, static_cast<size_t>(got));
  return fed == REDIS_OK ? absl::OkStatus() : CacheUnreachable(reader_->errstr);
}

absl::StatusOr<Reply> Connection::Exchange(
    absl::Span<const absl::string_view> command, SteadyTime deadline) {
  SUYUAN_RETURN_IF_ERROR(Send(Format(command), deadline));
  while (true) {
    void* reply = nullptr;
    if (redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) {
      return CacheUnreachable(reader_->errstr);
    }
    if (reply != nullptr) return Reply(static_cast<redisReply*>(reply));
    SUYUAN_RETURN_IF_ERROR(Receive(deadline));
  }
}

absl::StatusOr<Reply> Connection::Call(
    absl::Span<const absl::string_view> command, SteadyTime deadline) {
  absl::StatusOr<Reply> reply = Exchange(command, deadline);
  if (!reply.ok()) {
    is_usable_ = false;
    return reply;
  }
  if ((*reply)->type == REDIS_REPLY_ERROR) {
    return CacheRefused({(*reply)->str, (*reply)->len});
  }
  return reply;
}

}  // namespace suyuan::redis
