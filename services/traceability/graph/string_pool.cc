#include "services/traceability/graph/string_pool.h"

#include <algorithm>
#include <cstring>

#include "absl/hash/hash.h"
#include "libs/base/check.h"
#include "libs/hash/hash.h"

namespace suyuan::traceability {
namespace {

constexpr size_t kFirstSlots = 64;
constexpr size_t kMostChars = size_t{4} << 20;

uint8_t TagOf(uint64_t hash) {
  return std::max<uint8_t>(1, static_cast<uint8_t>(hash >> 56));
}

}  // namespace

// absl's hash begins at a random place in each process.
StringPool::StringPool() : seed_(absl::HashOf(kFirstSlots)) {
  slots_.GrowTo(kFirstSlots, 0);
  tags_.GrowTo(kFirstSlots, 0);
  AddBegin();
  Intern("");
}

TextId StringPool::Intern(absl::string_view text) {
  SUYUAN_CHECK(text.size() < kMostChars);
  const uint64_t hash = hash::Hash64(text, seed_);
  size_t slot = SlotOf(text, hash);
  if (tags_[slot] != 0) return slots_[slot];
  const TextId id = size();
  SUYUAN_CHECK(id + 1 < kUnknownText);
  if ((size_t{id} + 1) * 4 > slots_.size() * 3) {
    GrowTable();
    slot = SlotOf(text, hash);
  }
  const size_t at = chars_.size();
  chars_.GrowTo(at + text.size(), '\0');
  if (!text.empty()) std::memcpy(chars_.data() + at, text.data(), text.size());
  AddBegin();
  slots_[slot] = id;
  tags_[slot] = TagOf(hash);
  return id;
}

TextId StringPool::Find(absl::string_view text) const {
  const size_t slot = SlotOf(text, hash::Hash64(text, seed_));
  return tags_[slot] == 0 ? kUnknownText : slots_[slot];
}

void StringPool::AddBegin() {
  const size_t id = begins_.size();
  if (id >> kGroupBits == groups_.size()) groups_.push_back(chars_.size());
  begins_.push_back(static_cast<uint32_t>(chars_.size() - groups_.back()));
}

size_t StringPool::SlotOf(absl::string_view text, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  const uint8_t tag = TagOf(hash);
  size_t at = hash & mask;
  while (tags_[at] != 0 && (tags_[at] != tag || Text(slots_[at]) != text)) {
    at = (at + 1) & mask;
  }
  return at;
}

void StringPool::GrowTable() {
  Array<TextId> slots;
  Array<uint8_t> tags;
  slots.GrowTo(slots_.size() * 2, 0);
  tags.GrowTo(slots.size(), 0);
  const size_t mask = slots.size() - 1;
  for (TextId id = 0; id < size(); ++id) {
    const uint64_t hash = hash::Hash64(Text(id), seed_);
    size_t at = hash & mask;
    while (tags[at] != 0) at = (at + 1) & mask;
    slots[at] = id;
    tags[at] = TagOf(hash);
  }
  slots_ = std::move(slots);
  tags_ = std::move(tags);
}

StringPool::Bytes StringPool::bytes() const {
  return {chars_.bytes(), groups_.bytes() + begins_.bytes(),
          slots_.bytes() + tags_.bytes()};
}

}  // namespace suyuan::traceability
