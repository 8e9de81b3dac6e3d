#ifndef SERVICES_TRACEABILITY_GRAPH_STRING_POOL_H_
#define SERVICES_TRACEABILITY_GRAPH_STRING_POOL_H_

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace suyuan::traceability {

// A text of a pool, by number. Id 0 is the empty text.
using TextId = uint32_t;
inline constexpr TextId kNoText = 0;
inline constexpr TextId kUnknownText = std::numeric_limits<TextId>::max();

// Each different text once, numbered from 0 in the order they came. Not
// thread-safe for writing; texts never move. Intern and Find are O(length);
// a new text costs its bytes and about 40 more.
class StringPool {
 public:
  StringPool() { Intern(""); }

  TextId Intern(absl::string_view text);
  // kUnknownText where nobody interned it.
  TextId Find(absl::string_view text) const;
  absl::string_view Text(TextId id) const { return texts_[id]; }
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }
  int64_t bytes() const;

 private:
  absl::string_view Keep(absl::string_view text);

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_used_ = 0;
  size_t block_size_ = 0;
  int64_t text_bytes_ = 0;
  std::vector<absl::string_view> texts_;
  absl::flat_hash_map<absl::string_view, TextId> ids_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_STRING_POOL_H_
