#ifndef LIBS_REDIS_CONNECTION_H_
#define LIBS_REDIS_CONNECTION_H_

#include <hiredis/hiredis.h>

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/redis/options.h"

namespace suyuan::redis {

using SteadyTime = std::chrono::steady_clock::time_point;

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

// One connection, used by one thread at a time. hiredis speaks the protocol;
// the socket is ours, so that a deadline holds for the whole call (hiredis's
// own timeout begins anew with each read) and a dead peer is an error, not a
// SIGPIPE.
class Connection {
 public:
  // Connected, authenticated and with its database chosen. A host name is
  // looked up by the system, which no deadline bounds: give an address where
  // that matters.
  static absl::StatusOr<std::unique_ptr<Connection>> Connect(
      const CacheOptions& options, SteadyTime deadline);

  // Sends a command and reads its reply; an error reply is CACHE_REFUSED.
  absl::StatusOr<Reply> Call(absl::Span<const absl::string_view> command,
                             SteadyTime deadline);
  // After any error but CACHE_REFUSED what comes next on the wire is unknown:
  // the connection is to be dropped.
  bool is_usable() const { return is_usable_; }

 private:
  struct FreeContext {
    void operator()(redisContext* c) const { redisFree(c); }
  };
  struct FreeReader {
    void operator()(redisReader* r) const { redisReaderFree(r); }
  };

  absl::Status Wait(short events, SteadyTime deadline) const;
  absl::Status Send(absl::string_view bytes, SteadyTime deadline) const;
  absl::Status Receive(SteadyTime deadline);
  absl::Status FinishConnecting(SteadyTime deadline) const;
  absl::Status Greet(const CacheOptions& options, SteadyTime deadline);
  absl::StatusOr<Reply> Exchange(absl::Span<const absl::string_view> command,
                                 SteadyTime deadline);

  std::unique_ptr<redisContext, FreeContext> context_;
  std::unique_ptr<redisReader, FreeReader> reader_;
  bool is_usable_ = true;
};

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_CONNECTION_H_
