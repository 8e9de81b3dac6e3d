#include "libs/crypto/random.h"

#include <set>

#include "catch2/catch.hpp"

namespace suyuan::crypto {
namespace {

class AllOnes : public Random {
 public:
  std::string Bytes(size_t size) override { return std::string(size, '\xff'); }
};

TEST_CASE("Random bytes have the length asked for and do not repeat") {
  SystemRandom random;
  CHECK(random.Bytes(0).empty());
  CHECK(random.Bytes(7).size() == 7);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.Bytes(16));
  CHECK(seen.size() == 1000);
}

TEST_CASE("A UUID carries its version and variant (RFC 9562 4)") {
  AllOnes ones;
  CHECK(Uuid4(ones) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  // RFC 9562 A.6: 2022-02-22 19:22:22 UTC, with other random bits.
  const absl::Time time = absl::FromUnixMillis(0x017f22e279b0);
  CHECK(Uuid7(ones, time) == "017f22e2-79b0-7000-bfff-ffffffffffff");
  CHECK(Uuid7(ones, time + absl::Nanoseconds(999999)) ==
        "017f22e2-79b0-7fff-bfff-ffffffffffff");
}

TEST_CASE("UUIDs of version 7 sort by time and differ at one instant") {
  SystemRandom random;
  absl::Time time = absl::FromUnixSeconds(1700000000);
  std::string before;
  for (int i = 0; i < 2000; ++i) {
    time += absl::Microseconds(1);
    const std::string uuid = Uuid7(random, time);
    CHECK(uuid > before);
    CHECK(uuid != Uuid7(random, time));
    before = uuid;
  }
}

}  // namespace
}  // namespace suyuan::crypto
