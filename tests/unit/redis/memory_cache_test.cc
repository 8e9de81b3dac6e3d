#include "libs/redis/memory_cache.h"

#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"

namespace suyuan::redis {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using Values = std::vector<std::optional<std::string>>;

const absl::Duration kTtl = absl::Minutes(1);

FakeClock AnyClock() { return FakeClock(absl::FromUnixSeconds(1700000000)); }

TEST_CASE("What was kept in memory is found, the latest text of a key") {
  FakeClock clock = AnyClock();
  MemoryCache cache(100, clock);
  CHECK_THAT(cache.Set("key", std::string("a\0b", 3), kTtl), IsOk());
  CHECK(cache.Get("key").value == std::string("a\0b", 3));
  CHECK_THAT(cache.Set("key", "longer", kTtl), IsOk());
  CHECK(cache.MGet({"other", "key"}).values == Values{std::nullopt, "longer"});
  CHECK(cache.bytes() == 9);
  CHECK(cache.counters().hits == 2);
  CHECK(cache.counters().misses == 1);
  CHECK(cache.counters().stores == 2);
}

TEST_CASE("A text in memory is there to the end of its time and not after") {
  FakeClock clock = AnyClock();
  MemoryCache cache(100, clock);
  CHECK_THAT(cache.Set("key", "text", kTtl), IsOk());
  clock.Advance(kTtl - absl::Nanoseconds(1));
  CHECK(cache.Get("key").value == "text");
  clock.Advance(absl::Nanoseconds(1));
  CHECK(cache.Get("key").value == std::nullopt);
  CHECK(cache.bytes() == 0);
}

TEST_CASE("Where memory is full, what was not used for longest goes") {
  FakeClock clock = AnyClock();
  MemoryCache cache(12, clock);
  for (const char* key : {"a", "b", "c"}) {
    CHECK_THAT(cache.Set(key, "123", kTtl), IsOk());
  }
  CHECK(cache.bytes() == 12);
  CHECK(cache.Get("a").value == "123");
  CHECK_THAT(cache.Set("d", "1", kTtl), IsOk());
  CHECK(cache.MGet({"a", "b", "c", "d"}).values ==
        Values{"123", std::nullopt, "123", "1"});
  CHECK_THAT(cache.Set("e", "0123456789a", kTtl), IsOk());
  CHECK(cache.bytes() == 12);
  CHECK(cache.Get("d").value == std::nullopt);
}

TEST_CASE("A text that can never fit is refused and drops nothing") {
  FakeClock clock = AnyClock();
  MemoryCache cache(5, clock);
  CHECK_THAT(cache.Set("a", "1234", kTtl), IsOk());
  CHECK_THAT(cache.Set("b", "12345", kTtl), HasReason("CACHE_VALUE_TOO_LARGE"));
  CHECK(cache.Get("a").value == "1234");
  MemoryCache none(0, clock);
  CHECK_THAT(none.Set("a", "", kTtl), HasReason("CACHE_VALUE_TOO_LARGE"));
  CHECK(none.Get("a").value == std::nullopt);
}

}  // namespace
}  // namespace suyuan::redis
