#ifndef SERVICES_TRACEABILITY_GRAPH_STRING_POOL_H_
#define SERVICES_TRACEABILITY_GRAPH_STRING_POOL_H_

#include <cstdint>
#include <limits>

#include "absl/strings/string_view.h"
#include "services/traceability/graph/array.h"

namespace suyuan::traceability {

// A text of a pool, by number. Id 0 is the empty text.
using TextId = uint32_t;
inline constexpr TextId kNoText = 0;
inline constexpr TextId kUnknownText = std::numeric_limits<TextId>::max();

// Each different text once, numbered from 0 in the order they came. Not
// thread-safe for writing; texts stay where they are until the next new one.
// Intern and Find are O(length); a new text costs its bytes and 11 to 18 more.
// A text has less than 4 MiB.
class StringPool {
 public:
  StringPool();
  // Moved from, it may only be assigned to.
  StringPool(StringPool&&) = default;
  StringPool& operator=(StringPool&&) = default;

  // `text` is not of this pool's own.
  TextId Intern(absl::string_view text);
  // kUnknownText where nobody interned it.
  TextId Find(absl::string_view text) const;
  absl::string_view Text(TextId id) const {
    const uint64_t at = Begin(id);
    return {chars_.data() + at, Begin(id + 1) - at};
  }
  uint32_t size() const { return static_cast<uint32_t>(begins_.size() - 1); }

  struct Bytes {
    int64_t texts = 0;
    int64_t places = 0;
    int64_t table = 0;

    int64_t total() const { return texts + places + table; }
  };
  Bytes bytes() const;

  // Calls `visit` with the name and the value of all that it is made of.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("chars", self.chars_);
    visit("groups", self.groups_);
    visit("begins", self.begins_);
    visit("slots", self.slots_);
    visit("tags", self.tags_);
    visit("seed", self.seed_);
  }

 private:
  // Texts of one group are told from its beginning, in 32 bits.
  static constexpr int kGroupBits = 10;

  uint64_t Begin(TextId id) const {
    return groups_[id >> kGroupBits] + begins_[id];
  }
  // Where the next text will begin.
  void AddBegin();
  // Its slot, or the free one for it.
  size_t SlotOf(absl::string_view text, uint64_t hash) const;
  void GrowTable();

  Array<char> chars_;
  Array<uint64_t> groups_;
  Array<uint32_t> begins_;  // one more than texts
  // A power of two of slots, at most three quarters full; a slot that is taken
  // has a tag of its text's hash, a free one 0.
  Array<TextId> slots_;
  Array<uint8_t> tags_;
  uint64_t seed_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_STRING_POOL_H_
