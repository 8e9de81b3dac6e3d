#include "libs/redis/redis_cache.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace suyuan::redis {
namespace {

using ::suyuan::testing::FreePort;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::RedisServer;

const absl::Duration kTtl = absl::Minutes(1);
// Long enough for a busy machine, short enough to tell from a hang.
const absl::Duration kTimeout = absl::Seconds(2);

CacheOptions OptionsFor(int port) {
  return {.port = port,
          .key_prefix = "test:",
          .timeout = kTimeout,
          .failures_to_open = 2,
          .open_for = absl::Seconds(10)};
}

FakeClock AnyClock() { return FakeClock(absl::FromUnixSeconds(1700000000)); }

TEST_CASE("What was set is found, byte for byte, and the rest is a miss") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  const SystemClock clock;
  RedisCache cache(OptionsFor(server->port()), clock);
  const std::string value = GENERATE(
      std::string(), std::string("\0\r\n\xff", 4), std::string(3 << 20, 'x'));
  CHECK_THAT(cache.Set("key", value, kTtl), IsOk());
  const Lookup found = cache.Get("key");
  CHECK_THAT(found.status, IsOk());
  CHECK(found.value == value);
  const Lookup missed = cache.Get("other");
  CHECK_THAT(missed.status, IsOk());
  CHECK(missed.value == std::nullopt);
  CHECK(cache.counters().hits == 1);
  CHECK(cache.counters().misses == 1);
  CHECK(cache.counters().stores == 1);
  CHECK(cache.counters().failures == 0);
  CHECK(cache.counters().connections == 1);
}

TEST_CASE("Many keys are found in one call, in the order asked") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  const SystemClock clock;
  RedisCache cache(OptionsFor(server->port()), clock);
  CHECK_THAT(cache.Set("a", "1", kTtl), IsOk());
  CHECK_THAT(cache.Set("c", "3", kTtl), IsOk());
  const Lookups found = cache.MGet({"c", "b", "a"});
  CHECK_THAT(found.status, IsOk());
  using Values = std::vector<std::optional<std::string>>;
  CHECK(found.values == Values{"3", std::nullopt, "1"});
  CHECK(cache.MGet({}).values.empty());
}

TEST_CASE("A value is gone after its time") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  const SystemClock clock;
  RedisCache cache(OptionsFor(server->port()), clock);
  CHECK_THAT(cache.Set("key", "value", absl::Milliseconds(30)), IsOk());
  const absl::Time give_up = absl::Now() + absl::Seconds(10);
  bool is_gone = false;
  while (!is_gone && absl::Now() < give_up) {
    is_gone = !cache.Get("key").value.has_value();
  }
  CHECK(is_gone);
}

TEST_CASE("Prefixes and databases keep caches apart") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  const SystemClock clock;
  CacheOptions options = OptionsFor(server->port());
  RedisCache one(options, clock);
  CHECK_THAT(one.Set("key", "value", kTtl), IsOk());
  options.key_prefix = "other:";
  CHECK(RedisCache(options, clock).Get("key").value == std::nullopt);
  options.key_prefix = "test:";
  CHECK(RedisCache(options, clock).Get("key").value == "value");
  options.database = 1;
  const Lookup other = RedisCache(options, clock).Get("key");
  CHECK_THAT(other.status, IsOk());
  CHECK(other.value == std::nullopt);
}

TEST_CASE("A value over the bound is not sent") {
  const SystemClock clock;
  CacheOptions options = OptionsFor(FreePort());
  options.max_value_bytes = 3;
  RedisCache cache(options, clock);
  CHECK_THAT(cache.Set("key", "1234", kTtl),
             HasReason("CACHE_VALUE_TOO_LARGE"));
  CHECK_THAT(cache.Set("key", "123", kTtl), HasReason("CACHE_UNREACHABLE"));
}

TEST_CASE("Where there is no Redis every call is a miss that says so") {
  FakeClock clock = AnyClock();
  RedisCache cache(OptionsFor(FreePort()), clock);
  const absl::Time start = absl::Now();
  CHECK_THAT(cache.Get("key").status, HasReason("CACHE_UNREACHABLE"));
  CHECK_THAT(cache.Set("key", "value", kTtl), HasReason("CACHE_UNREACHABLE"));
  // From here on Redis is not even tried.
  const Lookups many = cache.MGet({"a", "b"});
  CHECK_THAT(many.status, HasReason("CACHE_CIRCUIT_OPEN"));
  CHECK(many.values == std::vector<std::optional<std::string>>(2));
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(cache.Get("key").value);
  CHECK(absl::Now() - start < kTimeout);
  CHECK(cache.is_circuit_open());
  CHECK(cache.counters().left_alone == 1001);
  CHECK(cache.counters().failures == 1003);
}

TEST_CASE("A Redis killed in the middle is missed, one restarted is found") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  FakeClock clock = AnyClock();
  RedisCache cache(OptionsFor(server->port()), clock);
  CHECK_THAT(cache.Set("key", "value", kTtl), IsOk());
  CHECK(cache.Get("key").value == "value");

  server->Kill();
  CHECK_THAT(cache.Get("key").status, HasReason("CACHE_UNREACHABLE"));
  CHECK_THAT(cache.Get("key").status, HasReason("CACHE_UNREACHABLE"));
  CHECK_THAT(cache.Get("key").status, HasReason("CACHE_CIRCUIT_OPEN"));

  server->Start();
  CHECK_THAT(cache.Get("key").status, HasReason("CACHE_CIRCUIT_OPEN"));
  clock.Advance(absl::Seconds(10));
  const Lookup probe = cache.Get("key");
  CHECK_THAT(probe.status, IsOk());
  CHECK(probe.value == std::nullopt);
  CHECK_THAT(cache.Set("key", "again", kTtl), IsOk());
  CHECK(cache.Get("key").value == "again");
  CHECK(cache.counters().times_opened == 1);
}

TEST_CASE("A connection that died while it lay idle costs no call") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  FakeClock clock = AnyClock();
  RedisCache cache(OptionsFor(server->port()), clock);
  CHECK_THAT(cache.Set("key", "value", kTtl), IsOk());
  server->Kill();
  server->Start();
  CHECK_THAT(cache.Get("key").status, IsOk());
  CHECK(cache.counters().failures == 0);
  CHECK(cache.counters().connections == 2);
}

TEST_CASE("A Redis that does not answer costs the timeout and no more") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  FakeClock clock = AnyClock();
  RedisCache cache(OptionsFor(server->port()), clock);
  CHECK_THAT(cache.Set("key", "value", kTtl), IsOk());
  server->Freeze();
  const absl::Time start = absl::Now();
  CHECK_THAT(cache.Get("key", absl::Milliseconds(40)).status,
             HasReason("CACHE_TIMED_OUT"));
  const absl::Duration took = absl::Now() - start;
  CHECK(took >= absl::Milliseconds(40));
  CHECK(took < absl::Seconds(1));
  // What is more than the socket takes waits for the deadline as well.
  CHECK_THAT(
      cache.Set("big", std::string(8 << 20, 'x'), kTtl, absl::Milliseconds(40)),
      HasReason("CACHE_TIMED_OUT"));
  CHECK(cache.counters().timeouts == 2);
  CHECK(cache.is_circuit_open());
  server->Thaw();
  clock.Advance(absl::Seconds(10));
  // The late answer of the first call is not taken for that of this one.
  const Lookup other = cache.Get("other");
  CHECK_THAT(other.status, IsOk());
  CHECK(other.value == std::nullopt);
  CHECK(cache.Get("key").value == "value");
}

TEST_CASE("A wrong password is refused, the right one taken") {
  const auto server = RedisServer::StartOrSkip("open sesame");
  if (server == nullptr) return;
  const SystemClock clock;
  CacheOptions options = OptionsFor(server->port());
  options.failures_to_open = 100;
  CHECK_THAT(RedisCache(options, clock).Get("key").status,
             HasReason("CACHE_REFUSED"));
  options.password = "wrong";
  CHECK_THAT(RedisCache(options, clock).Get("key").status,
             HasReason("CACHE_REFUSED"));
  options.password = "open sesame";
  CHECK_THAT(RedisCache(options, clock).Get("key").status, IsOk());
  options.username = "default";
  CHECK_THAT(RedisCache(options, clock).Get("key").status, IsOk());
}

TEST_CASE("Many threads share few connections") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  const SystemClock clock;
  CacheOptions options = OptionsFor(server->port());
  options.max_connections = 2;
  options.timeout = absl::Seconds(20);
  RedisCache cache(options, clock);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) {
        const std::string key = absl::StrCat(t, "/", i);
        if (!cache.Set(key, key, kTtl).ok()) ++wrong;
        if (cache.Get(key).value != key) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(cache.counters().hits == 800);
  CHECK(cache.counters().connections <= 2);
}

TEST_CASE("When all connections are in use a call gives up at its timeout") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  FakeClock clock = AnyClock();
  CacheOptions options = OptionsFor(server->port());
  options.max_connections = 1;
  options.failures_to_open = 1000;
  options.timeout = absl::Seconds(20);
  RedisCache cache(options, clock);
  CHECK_THAT(cache.Set("key", "value", kTtl), IsOk());
  server->Freeze();
  absl::Status first;
  std::thread holder([&] { first = cache.Get("key").status; });
  // Busy once the holder has the connection; timed out until then.
  absl::Status busy;
  const absl::Time give_up = absl::Now() + absl::Seconds(10);
  while (ReasonOf(busy) != "CACHE_BUSY" && absl::Now() < give_up) {
    busy = cache.Get("key", absl::Milliseconds(20)).status;
  }
  CHECK_THAT(busy, HasReason("CACHE_BUSY"));
  server->Thaw();
  holder.join();
  CHECK_THAT(first, IsOk());
  CHECK_FALSE(cache.is_circuit_open());
}

// Listens on the loopback and answers the first bytes with `reply`.
class FakeServer {
 public:
  explicit FakeServer(std::string reply) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(listener_, 8) == 0);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, reply = std::move(reply)] {
      char buffer[4096];
      while (true) {
        const int peer = accept(listener_, nullptr, nullptr);
        if (peer < 0) return;
        if (recv(peer, buffer, sizeof buffer, 0) > 0) {
          (void)send(peer, reply.data(), reply.size(), MSG_NOSIGNAL);
        }
        close(peer);
      }
    });
  }
  ~FakeServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  int port() const { return port_; }

 private:
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

TEST_CASE("What does not speak as Redis does is a miss") {
  const SystemClock clock;
  const auto [reply, reason] = GENERATE(table<std::string, std::string>({
      {"HTTP/1.1 400 Bad Request\r\n\r\n", "CACHE_UNREACHABLE"},
      {"$5\r\nab", "CACHE_UNREACHABLE"},
      {"$-5\r\n", "CACHE_UNREACHABLE"},
      {"", "CACHE_UNREACHABLE"},
      {"-LOADING data\r\n", "CACHE_REFUSED"},
  }));
  const FakeServer server(reply);
  RedisCache cache(OptionsFor(server.port()), clock);
  const Lookup found = cache.Get("key");
  INFO(reply);
  CHECK(found.value == std::nullopt);
  CHECK_THAT(found.status, HasReason(reason));
}

TEST_CASE("An answer with another number of values is not taken") {
  const SystemClock clock;
  const FakeServer server("*1\r\n$1\r\na\r\n");
  RedisCache cache(OptionsFor(server.port()), clock);
  const Lookups found = cache.MGet({"a", "b"});
  CHECK_THAT(found.status, HasReason("CACHE_UNREACHABLE"));
  CHECK(found.values == std::vector<std::optional<std::string>>(2));
}

}  // namespace
}  // namespace suyuan::redis
