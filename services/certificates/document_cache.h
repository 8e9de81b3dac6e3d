#ifndef SERVICES_CERTIFICATES_DOCUMENT_CACHE_H_
#define SERVICES_CERTIFICATES_DOCUMENT_CACHE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace suyuan::certificates {

// Keeps what can be made again: texts under keys that name the revision, so
// that what is found is never stale. Nothing may depend on its finding
// anything. Thread-safe; never waits for long.
class DocumentCache {
 public:
  virtual ~DocumentCache() = default;
  // As many as keys. What is found is what Keep() was given, byte for byte.
  virtual std::vector<std::optional<std::string>> Find(
      absl::Span<const std::string> keys) = 0;
  virtual void Keep(absl::string_view key, absl::string_view text) = 0;
};

// Keeps nothing.
class NoDocumentCache final : public DocumentCache {
 public:
  std::vector<std::optional<std::string>> Find(
      absl::Span<const std::string> keys) override {
    return std::vector<std::optional<std::string>>(keys.size());
  }
  void Keep(absl::string_view, absl::string_view) override {}
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_DOCUMENT_CACHE_H_
