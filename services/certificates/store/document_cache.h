#ifndef SERVICES_CERTIFICATES_STORE_DOCUMENT_CACHE_H_
#define SERVICES_CERTIFICATES_STORE_DOCUMENT_CACHE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace suyuan::certificates {

struct CachedText {
  std::string key;
  std::string text;
};

// Keeps what can be made again: texts under keys that name the revision, so
// that what is found is never stale. Nothing may depend on its finding
// anything. Thread-safe; never waits for long.
class DocumentCache {
 public:
  virtual ~DocumentCache() = default;
  // As many as keys. What is found is what Keep() was given, byte for byte.
  virtual std::vector<std::optional<std::string>> Find(
      absl::Span<const std::string> keys) = 0;
  // Some, all or none of them.
  virtual void Keep(absl::Span<const CachedText> texts) = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_DOCUMENT_CACHE_H_
