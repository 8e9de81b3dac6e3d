#include "libs/redis/circuit_breaker.h"

#include "catch2/catch.hpp"

namespace suyuan::redis {
namespace {

const absl::Duration kOpenFor = absl::Seconds(10);

struct Fixture {
  FakeClock clock{absl::FromUnixSeconds(1700000000)};
  CircuitBreaker breaker{clock, 3, kOpenFor};

  void Fail(int times) {
    for (int i = 0; i < times; ++i) {
      REQUIRE(breaker.Allow());
      breaker.Failed();
    }
  }
};

TEST_CASE("The circuit opens at the failure that reaches the bound") {
  Fixture f;
  f.Fail(2);
  CHECK_FALSE(f.breaker.is_open());
  f.Fail(1);
  CHECK(f.breaker.is_open());
  CHECK_FALSE(f.breaker.Allow());
  CHECK(f.breaker.times_opened() == 1);
}

TEST_CASE("A success in between begins the count anew") {
  Fixture f;
  f.Fail(2);
  REQUIRE(f.breaker.Allow());
  f.breaker.Succeeded();
  f.Fail(2);
  CHECK_FALSE(f.breaker.is_open());
}

TEST_CASE("After its time an open circuit lets one probe through") {
  Fixture f;
  f.Fail(3);
  f.clock.Advance(kOpenFor - absl::Nanoseconds(1));
  CHECK_FALSE(f.breaker.Allow());
  f.clock.Advance(absl::Nanoseconds(1));
  CHECK(f.breaker.Allow());
  CHECK_FALSE(f.breaker.Allow());

  SECTION("whose success closes it") {
    f.breaker.Succeeded();
    CHECK_FALSE(f.breaker.is_open());
    f.Fail(2);
    CHECK_FALSE(f.breaker.is_open());
  }
  SECTION("whose failure opens it for as long again") {
    f.breaker.Failed();
    CHECK(f.breaker.times_opened() == 2);
    f.clock.Advance(kOpenFor - absl::Nanoseconds(1));
    CHECK_FALSE(f.breaker.Allow());
    f.clock.Advance(absl::Nanoseconds(1));
    CHECK(f.breaker.Allow());
  }
  SECTION("that another may make where it was given back") {
    f.breaker.Abandoned();
    CHECK(f.breaker.Allow());
  }
}

TEST_CASE("A clock that was set back does not hold the circuit open") {
  Fixture f;
  f.Fail(3);
  f.clock.Advance(-absl::Hours(1));
  CHECK(f.breaker.Allow());
}

TEST_CASE("A call that comes home after the circuit opened changes nothing") {
  Fixture f;
  REQUIRE(f.breaker.Allow());
  f.Fail(3);
  f.breaker.Succeeded();
  CHECK(f.breaker.is_open());
  f.breaker.Failed();
  CHECK(f.breaker.times_opened() == 1);
}

}  // namespace
}  // namespace suyuan::redis
