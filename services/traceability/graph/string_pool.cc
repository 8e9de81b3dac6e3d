#include "services/traceability/graph/string_pool.h"

#include <algorithm>
#include <cstring>

namespace suyuan::traceability {
namespace {
constexpr size_t kBlock = 64 * 1024;
}  // namespace

TextId StringPool::Intern(absl::string_view text) {
  const auto found = ids_.find(text);
  if (found != ids_.end()) return found->second;
  const absl::string_view kept = Keep(text);
  const TextId id = static_cast<TextId>(texts_.size());
  texts_.push_back(kept);
  ids_.emplace(kept, id);
  return id;
}

TextId StringPool::Find(absl::string_view text) const {
  const auto found = ids_.find(text);
  return found == ids_.end() ? kUnknownText : found->second;
}

absl::string_view StringPool::Keep(absl::string_view text) {
  if (text.empty()) return "";
  if (blocks_.empty() || block_used_ + text.size() > block_size_) {
    block_size_ = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(block_size_));
    text_bytes_ += static_cast<int64_t>(block_size_);
    block_used_ = 0;
  }
  char* to = blocks_.back().get() + block_used_;
  std::memcpy(to, text.data(), text.size());
  block_used_ += text.size();
  return absl::string_view(to, text.size());
}

int64_t StringPool::bytes() const {
  constexpr int64_t kSlot = sizeof(absl::string_view) + sizeof(TextId) + 1;
  return text_bytes_ +
         static_cast<int64_t>(texts_.capacity() * sizeof(absl::string_view)) +
         static_cast<int64_t>(ids_.capacity()) * kSlot;
}

}  // namespace suyuan::traceability
