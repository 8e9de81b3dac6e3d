#ifndef TESTS_UNIT_TLOG_MEMORY_TREE_H_
#define TESTS_UNIT_TLOG_MEMORY_TREE_H_

#include <map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/tlog/tree.h"

namespace suyuan::tlog::testing {

// A log's stored hashes in memory, with a count of the reads.
class MemoryTree {
 public:
  void Append(absl::string_view entry) {
    std::vector<StoredHash> stored;
    frontier_.Append(HashLeaf(entry), stored);
    for (const StoredHash& s : stored) {
      auto& level = levels_[s.level];
      if (level.size() != s.index) ++gaps_;
      level.push_back(s.hash);
    }
  }

  absl::StatusOr<std::vector<Hash>> Read(int level, uint64_t first, int count) {
    ++reads_;
    const auto& hashes = levels_[level];
    if (count < 1 || first / kTileWidth != (first + count - 1) / kTileWidth) {
      return absl::InternalError("a read of more than one tile");
    }
    if (first + count > hashes.size()) {
      return absl::NotFoundError(absl::StrCat(
          "level ", level, " index ", first + count - 1, " is not stored"));
    }
    return std::vector<Hash>(hashes.begin() + first,
                             hashes.begin() + first + count);
  }
  auto Reader() {
    return [this](int level, uint64_t first, int count) {
      return Read(level, first, count);
    };
  }

  Frontier& frontier() { return frontier_; }
  std::map<int, std::vector<Hash>>& levels() { return levels_; }
  int gaps() const { return gaps_; }
  int reads() const { return reads_; }

 private:
  Frontier frontier_;
  std::map<int, std::vector<Hash>> levels_;
  int gaps_ = 0;
  int reads_ = 0;
};

}  // namespace suyuan::tlog::testing

#endif  // TESTS_UNIT_TLOG_MEMORY_TREE_H_
