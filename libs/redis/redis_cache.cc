#include "libs/redis/redis_cache.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/redis/errors.h"

namespace suyuan::redis {
namespace {

std::optional<std::string> ValueOf(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_STRING) return std::nullopt;
  return std::string(reply.str, reply.len);
}

}  // namespace

RedisCache::RedisCache(CacheOptions options, const Clock& clock)
    : options_(std::move(options)),
      breaker_(clock, options_.failures_to_open, options_.open_for) {
  SUYUAN_CHECK(options_.max_connections >= 1);
}

std::string RedisCache::Key(absl::string_view key) const {
  return absl::StrCat(options_.key_prefix, key);
}

Lookup RedisCache::Get(absl::string_view key, absl::Duration timeout) {
  const std::string full_key = Key(key);
  const absl::StatusOr<Reply> reply = Call({"GET", full_key}, timeout);
  if (!reply.ok()) return {std::nullopt, reply.status()};
  Lookup out{ValueOf(**reply), absl::OkStatus()};
  ++(out.value.has_value() ? hits_ : misses_);
  return out;
}

Lookups RedisCache::MGet(absl::Span<const std::string> keys,
                         absl::Duration timeout) {
  SUYUAN_CHECK(keys.size() <= kMaxCacheKeys);
  Lookups out;
  out.values.resize(keys.size());
  if (keys.empty()) return out;
  std::vector<std::string> full_keys;
  for (const std::string& key : keys) full_keys.push_back(Key(key));
  std::vector<absl::string_view> command = {"MGET"};
  command.insert(command.end(), full_keys.begin(), full_keys.end());
  const absl::StatusOr<Reply> reply = Call(command, timeout);
  if (!reply.ok()) {
    out.status = reply.status();
    return out;
  }
  if ((*reply)->type != REDIS_REPLY_ARRAY ||
      (*reply)->elements != keys.size()) {
    out.status = CacheUnreachable("an answer to another question");
    return out;
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    out.values[i] = ValueOf(*(*reply)->element[i]);
    ++(out.values[i].has_value() ? hits_ : misses_);
  }
  return out;
}

absl::Status RedisCache::Set(absl::string_view key, absl::string_view value,
                             absl::Duration ttl, absl::Duration timeout) {
  SUYUAN_CHECK(ttl >= absl::Milliseconds(1));
  const auto size = static_cast<int64_t>(value.size());
  if (size > options_.max_value_bytes) {
    return CacheValueTooLarge(size, options_.max_value_bytes);
  }
  const std::string full_key = Key(key);
  const std::string millis = absl::StrCat(absl::ToInt64Milliseconds(ttl));
  SUYUAN_RETURN_IF_ERROR(
      Call({"SET", full_key, value, "PX", millis}, timeout).status());
  ++stores_;
  return absl::OkStatus();
}

absl::StatusOr<Reply> RedisCache::Call(
    absl::Span<const absl::string_view> command, absl::Duration timeout) {
  if (!breaker_.Allow()) {
    ++left_alone_;
    ++failures_;
    return CacheOpen();
  }
  const SteadyTime deadline =
      std::chrono::steady_clock::now() +
      absl::ToChronoNanoseconds(
          timeout == absl::ZeroDuration() ? options_.timeout : timeout);
  bool was_idle = false;
  absl::StatusOr<Reply> reply = CallOnce(command, deadline, was_idle);
  // A connection that lay idle may be dead since Redis started anew; these
  // commands do no harm twice.
  if (!reply.ok() && was_idle &&
      ReasonOf(reply.status()) == "CACHE_UNREACHABLE") {
    reply = CallOnce(command, deadline, was_idle);
  }
  return Counted(std::move(reply));
}

absl::StatusOr<Reply> RedisCache::Counted(absl::StatusOr<Reply> reply) {
  if (reply.ok()) {
    breaker_.Succeeded();
    return reply;
  }
  ++failures_;
  const std::string reason = ReasonOf(reply.status());
  if (reason == "CACHE_TIMED_OUT") ++timeouts_;
  // That we are busy says nothing about Redis.
  reason == "CACHE_BUSY" ? breaker_.Abandoned() : breaker_.Failed();
  return reply;
}

absl::StatusOr<Reply> RedisCache::CallOnce(
    absl::Span<const absl::string_view> command, SteadyTime deadline,
    bool& was_idle) {
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                          TakeIdle(deadline));
  was_idle = connection != nullptr;
  if (!was_idle) {
    absl::StatusOr<std::unique_ptr<Connection>> made =
        Connection::Connect(options_, deadline);
    if (!made.ok()) {
      GiveBack(nullptr, /*is_good=*/false);
      return made.status();
    }
    ++connections_;
    connection = *std::move(made);
  }
  absl::StatusOr<Reply> reply = connection->Call(command, deadline);
  const bool is_good = connection->is_usable();
  GiveBack(std::move(connection), is_good);
  return reply;
}

// nullptr: a new connection may be made. Either way one is in use until
// GiveBack().
absl::StatusOr<std::unique_ptr<Connection>> RedisCache::TakeIdle(
    SteadyTime deadline) {
  const MutexLock lock(mutex_);
  while (in_use_ >= options_.max_connections) {
    const absl::Duration left =
        absl::FromChrono(deadline - std::chrono::steady_clock::now());
    if (left <= absl::ZeroDuration()) return CacheBusy();
    returned_.WaitFor(mutex_, left);
  }
  ++in_use_;
  if (idle_.empty()) return std::unique_ptr<Connection>();
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void RedisCache::GiveBack(std::unique_ptr<Connection> connection,
                          bool is_good) {
  // Closed outside the lock.
  std::vector<std::unique_ptr<Connection>> dropped;
  {
    const MutexLock lock(mutex_);
    --in_use_;
    if (is_good) {
      idle_.push_back(std::move(connection));
    } else {
      // What broke one has most likely broken those that lie idle.
      dropped.swap(idle_);
    }
  }
  returned_.NotifyOne();
}

CacheCounters RedisCache::counters() const {
  return {.hits = hits_,
          .misses = misses_,
          .stores = stores_,
          .failures = failures_,
          .timeouts = timeouts_,
          .left_alone = left_alone_,
          .connections = connections_,
          .times_opened = breaker_.times_opened()};
}

}  // namespace suyuan::redis
