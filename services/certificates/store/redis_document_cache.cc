#include "services/certificates/store/redis_document_cache.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/crypto/digest.h"

namespace suyuan::certificates {
namespace {

constexpr absl::Duration kTimeToLive = absl::Hours(24);
constexpr auto kMostKeeping = std::chrono::milliseconds(100);

std::string Seal(absl::string_view key, absl::string_view text) {
  crypto::Hasher hasher = crypto::Hasher::Sha256();
  hasher.Update(key);
  hasher.Update("\n");  // no key holds one
  hasher.Update(text);
  return std::string(hasher.Finish().view());
}

std::optional<std::string> Opened(const std::string& key, std::string value) {
  if (value.size() < crypto::Digest::kSize) return std::nullopt;
  const std::string seal = value.substr(0, crypto::Digest::kSize);
  value.erase(0, crypto::Digest::kSize);
  if (Seal(key, value) != seal) return std::nullopt;
  return value;
}

}  // namespace

std::vector<std::optional<std::string>> RedisDocumentCache::Find(
    absl::Span<const std::string> keys) {
  std::vector<std::optional<std::string>> found(keys.size());
  for (size_t from = 0; from < keys.size(); from += redis::kMaxCacheKeys) {
    redis::Lookups lookups =
        cache_->MGet(keys.subspan(from, redis::kMaxCacheKeys));
    const size_t count = std::min(lookups.values.size(), keys.size() - from);
    for (size_t i = 0; i < count; ++i) {
      std::optional<std::string>& value = lookups.values[i];
      if (!value.has_value()) continue;
      found[from + i] = Opened(keys[from + i], *std::move(value));
    }
  }
  return found;
}

void RedisDocumentCache::Keep(absl::Span<const CachedText> texts) {
  const auto end = std::chrono::steady_clock::now() + kMostKeeping;
  for (const CachedText& one : texts) {
    if (std::chrono::steady_clock::now() >= end) return;
    const absl::Status kept = cache_->Set(
        one.key, absl::StrCat(Seal(one.key, one.text), one.text), kTimeToLive);
    // A text may be too large; but who cannot be reached is left alone.
    if (absl::IsUnavailable(kept)) return;
  }
}

}  // namespace suyuan::certificates
