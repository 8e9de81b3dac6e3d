#ifndef TESTS_UNIT_TLOG_PUBLISHED_TREE_H_
#define TESTS_UNIT_TLOG_PUBLISHED_TREE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/tile.h"
#include "tests/unit/tlog/memory_tree.h"

namespace suyuan::tlog::testing {

// A log as a folder of files by tlog-tiles: the tiles of one size, no others.
class PublishedTree {
 public:
  // Entry i is "entry i".
  explicit PublishedTree(uint64_t size) {
    MemoryTree tree;
    std::vector<std::string> entries;
    for (uint64_t i = 0; i < size; ++i) {
      entries.push_back(absl::StrCat("entry ", i));
      tree.Append(entries.back());
    }
    checkpoint_ = {"example.test/log", size, tree.frontier().Root(), {}};
    for (const auto& [level, hashes] : tree.levels()) {
      for (uint64_t index = 0; index * kTileWidth < hashes.size(); ++index) {
        const int width = TileWidthAt(level, index, size);
        const auto begin = hashes.begin() + index * kTileWidth;
        files_[TilePath({level, index, width})] =
            EncodeTile(std::vector<Hash>(begin, begin + width));
      }
    }
    for (uint64_t i = 0; i < size; ++i) {
      const uint64_t index = i / kTileWidth;
      std::string& bundle =
          files_[TilePath({std::nullopt, index, TileWidthAt(0, index, size)})];
      SUYUAN_CHECK(AppendEntry(entries[i], bundle).ok());
    }
  }

  const Checkpoint& checkpoint() const { return checkpoint_; }
  std::map<std::string, std::string>& files() { return files_; }
  int reads() const { return reads_; }

  auto Fetch() {
    return [this](absl::string_view path) -> absl::StatusOr<std::string> {
      ++reads_;
      const auto found = files_.find(std::string(path));
      if (found != files_.end()) return found->second;
      return absl::NotFoundError(absl::StrCat("no ", path));
    };
  }

 private:
  Checkpoint checkpoint_;
  std::map<std::string, std::string> files_;
  int reads_ = 0;
};

}  // namespace suyuan::tlog::testing

#endif  // TESTS_UNIT_TLOG_PUBLISHED_TREE_H_
