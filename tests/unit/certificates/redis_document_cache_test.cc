#include "services/certificates/store/redis_document_cache.h"

#include "catch2/catch.hpp"
#include "libs/redis/memory_cache.h"

namespace suyuan::certificates {
namespace {

using Found = std::vector<std::optional<std::string>>;

struct Fixture {
  SystemClock clock;
  redis::MemoryCache* store = new redis::MemoryCache(1 << 20, clock);
  RedisDocumentCache cache{std::unique_ptr<redis::Cache>(store)};
};

TEST_CASE("What was kept is found under its key alone") {
  Fixture f;
  const std::string text("text\0with a zero", 16);
  f.cache.Keep({{"a", text}, {"b", ""}});
  CHECK(f.cache.Find({"a", "c", "b"}) == Found{text, std::nullopt, ""});
  CHECK(f.cache.Find({}).empty());
}

TEST_CASE("What others wrote, or only half, is not found") {
  Fixture f;
  f.cache.Keep({{"a", "a long enough text"}});
  std::string stored = *f.store->Get("a").value;
  REQUIRE(f.store->Set("b", stored, absl::Hours(1)).ok());  // under another key
  CHECK(f.cache.Find({"b"}) == Found{std::nullopt});
  stored.back() ^= 1;
  REQUIRE(f.store->Set("a", stored, absl::Hours(1)).ok());
  CHECK(f.cache.Find({"a"}) == Found{std::nullopt});
  for (const size_t size : {0, 31, 32, 40}) {
    REQUIRE(f.store->Set("a", stored.substr(0, size), absl::Hours(1)).ok());
    CHECK(f.cache.Find({"a"}) == Found{std::nullopt});
  }
}

TEST_CASE("More keys than one trip takes are found in several") {
  Fixture f;
  f.cache.Keep({{"last", "text"}});
  std::vector<std::string> keys(redis::kMaxCacheKeys + 1, "none");
  keys.back() = "last";
  const Found found = f.cache.Find(keys);
  REQUIRE(found.size() == keys.size());
  CHECK(found.back() == "text");
  CHECK_FALSE(found.front().has_value());
}

}  // namespace
}  // namespace suyuan::certificates
