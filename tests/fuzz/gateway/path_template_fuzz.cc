// Any template and any path: what parses matches what it says, and what is
// taken out of a path is what was in it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "services/gateway/path_template.h"

namespace suyuan::gateway {
namespace {

std::string Encoded(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    absl::StrAppend(&out, "%",
                    absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
  }
  return out;
}

void CheckDecoding(absl::string_view text) {
  const auto back = PercentDecode(Encoded(text));
  SUYUAN_CHECK(back.has_value() && *back == text);
  const auto decoded = PercentDecode(text);
  SUYUAN_CHECK(!decoded || decoded->size() <= text.size());
}

// A path that the template's shape fits, each wildcard filled with `filling`.
std::string PathThatFits(const PathTemplate& path, absl::string_view filling) {
  return absl::StrReplaceAll(path.Shape(),
                             {{"**", absl::StrCat(filling, "/", filling)},
                              {"*", std::string(filling)}});
}

void CheckTemplate(const PathTemplate& path) {
  // A template's own text gives the same again.
  const auto again = PathTemplate::Parse(path.text());
  SUYUAN_CHECK(again.ok() && again->Shape() == path.Shape());
  const std::string fits = PathThatFits(path, "x%2Fy");
  const auto segments = SplitPath(fits);
  SUYUAN_CHECK(segments.has_value() || path.size() >= 31);
  if (!segments) return;
  const auto bindings = path.Match(*segments);
  SUYUAN_CHECK(bindings.has_value());
  SUYUAN_CHECK(bindings->size() == path.field_paths().size());
}

void CheckMatch(const PathTemplate& path, absl::string_view text) {
  const auto segments = SplitPath(text);
  if (!segments) return;
  SUYUAN_CHECK(absl::StrCat("/", absl::StrJoin(*segments, "/")) == text);
  SUYUAN_CHECK(segments->size() <= 32);
  const auto bindings = path.Match(*segments);
  if (!bindings) return;
  for (const PathBinding& binding : *bindings) {
    SUYUAN_CHECK(!binding.value.empty());
    // Nothing is made up, and nothing but '%' changes anything.
    if (absl::StrContains(text, '%')) continue;
    SUYUAN_CHECK(absl::StrContains(text, binding.value));
  }
}

}  // namespace
}  // namespace suyuan::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace suyuan::gateway;
  const absl::string_view all(reinterpret_cast<const char*>(data), size);
  const std::pair<absl::string_view, absl::string_view> lines =
      absl::StrSplit(all, absl::MaxSplits('\n', 1));
  CheckDecoding(lines.second);
  const auto path = PathTemplate::Parse(lines.first);
  if (!path.ok()) return 0;
  CheckTemplate(*path);
  CheckMatch(*path, lines.second);
  return 0;
}
