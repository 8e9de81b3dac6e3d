#ifndef LIBS_DCC_FINDING_LOG_H_
#define LIBS_DCC_FINDING_LOG_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/dcc/finding.h"
#include "libs/dcc/finding_kinds.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// A finding of that kind at `node`, null for the document; `seen` fills $0, $1,
// ..., each cut to `longest_seen` bytes. O(depth and siblings).
Finding MakeFinding(const FindingKind& kind, const xmlNode* node,
                    absl::Span<const absl::string_view> seen,
                    std::size_t longest_seen = 80);

// Collects findings while a document is read. Equal messages are counted and
// kept once; past `most` different ones a last finding says so. Add is O(1)
// but for the first of its kind, whose path costs O(depth and siblings).
class FindingLog {
 public:
  // What was seen is cut to `longest_seen` bytes.
  explicit FindingLog(std::size_t most, std::size_t longest_seen = 80)
      : most_(most), longest_seen_(longest_seen) {}

  // `node` is where, null for the document; `seen` fills $0, $1, ...
  void Add(const char* code, const xmlNode* node,
           absl::Span<const absl::string_view> seen = {});

  // In document order of first occurrence.
  std::vector<Finding> Take() { return std::move(findings_); }

 private:
  const std::size_t most_;
  const std::size_t longest_seen_;
  std::vector<Finding> findings_;
  absl::flat_hash_map<std::string, std::size_t> by_message_;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_FINDING_LOG_H_
