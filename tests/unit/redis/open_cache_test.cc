#include "libs/redis/open_cache.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace suyuan::redis {
namespace {

using ::suyuan::testing::FreePort;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::RedisServer;
using ::suyuan::testing::StatusOf;

const absl::Duration kTtl = absl::Minutes(1);

TEST_CASE("Without an address the cache is in memory") {
  const SystemClock clock;
  const auto cache = OpenCache("", {}, 1000, clock);
  REQUIRE_THAT(StatusOf(cache), IsOk());
  CHECK_THAT((*cache)->Set("key", "text", kTtl), IsOk());
  CHECK((*cache)->Get("key").value == "text");
}

TEST_CASE("With an address the cache is the Redis there") {
  const auto server = RedisServer::StartOrSkip();
  if (server == nullptr) return;
  const SystemClock clock;
  const auto cache = OpenCache(absl::StrCat("127.0.0.1:", server->port()),
                               {.timeout = absl::Seconds(2)}, 0, clock);
  REQUIRE_THAT(StatusOf(cache), IsOk());
  CHECK_THAT((*cache)->Set("key", "text", kTtl), IsOk());
  CHECK((*cache)->Get("key").value == "text");
  CHECK((*cache)->counters().connections == 1);
}

TEST_CASE("A Redis that is away is no reason not to start") {
  const SystemClock clock;
  const auto cache =
      OpenCache(absl::StrCat("127.0.0.1:", FreePort()), {}, 0, clock);
  REQUIRE_THAT(StatusOf(cache), IsOk());
  CHECK_THAT((*cache)->Get("key").status, HasReason("CACHE_UNREACHABLE"));
}

TEST_CASE("An address that is none is named") {
  const SystemClock clock;
  const std::string address = GENERATE(
      "localhost", ":6379", "localhost:", "localhost:0", "localhost:65536",
      "localhost:x", "::1:6379", "[::1:6379", "::1]:6379", "[]:6379");
  CAPTURE(address);
  CHECK_THAT(StatusOf(OpenCache(address, {}, 0, clock)),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Addresses in either family are taken") {
  const SystemClock clock;
  const std::string address = GENERATE("localhost:1", "redis.test:65535",
                                       "[::1]:6379", "127.0.0.1:6379");
  CAPTURE(address);
  CHECK_THAT(StatusOf(OpenCache(address, {}, 0, clock)), IsOk());
}

}  // namespace
}  // namespace suyuan::redis
