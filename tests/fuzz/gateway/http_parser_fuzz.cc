// Any bytes, cut anywhere, parse without reading outside them, and the cuts
// never change what was understood.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "services/gateway/http_parser.h"

namespace suyuan::gateway {
namespace {

using Event = RequestParser::Event;

// Feeds `text` in pieces of at most `piece` bytes and writes down what came
// out. Each input is its own allocation, so that a sanitizer sees its ends.
std::string Understood(absl::string_view text, size_t piece) {
  RequestParser parser({});
  std::string out;
  std::string pending;
  size_t given = 0;
  while (true) {
    const std::unique_ptr<char[]> input(new char[pending.size()]);
    std::copy(pending.begin(), pending.end(), input.get());
    const auto step = parser.Next({input.get(), pending.size()});
    SUYUAN_CHECK(step.consumed <= pending.size());
    if (step.event == Event::kRefused) return absl::StrCat(out, "refused");
    if (step.event == Event::kBody) absl::StrAppend(&out, step.body);
    pending.erase(0, step.consumed);
    if (step.event == Event::kHead) {
      absl::StrAppend(&out, parser.head().method, parser.head().target, "\n");
      if (!parser.SetBodyLimit(1 << 20)) return absl::StrCat(out, "refused");
    }
    if (step.event == Event::kEnd) {
      absl::StrAppend(&out, "\nend\n");
      parser.Reset();
      if (pending.empty() && given == text.size()) return out;
    }
    if (step.event != Event::kNeedMore) continue;
    if (given == text.size() || pending.size() >= 32 * 1024) return out;
    const absl::string_view next = text.substr(given, piece);
    absl::StrAppend(&pending, next);
    given += next.size();
  }
}

bool TakeRefused(std::string* understood) {
  static constexpr absl::string_view kRefused = "refused";
  if (!absl::EndsWith(*understood, kRefused)) return false;
  understood->resize(understood->size() - kRefused.size());
  return true;
}

}  // namespace
}  // namespace suyuan::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = 1 + data[0] % 64;
  const absl::string_view text(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  std::string whole = suyuan::gateway::Understood(text, 32 * 1024);
  std::string pieces = suyuan::gateway::Understood(text, piece);
  // An unfinished head may be refused sooner or later by how it arrives; what
  // was understood before is the same.
  const bool refused = suyuan::gateway::TakeRefused(&whole) |
                       suyuan::gateway::TakeRefused(&pieces);
  const size_t shared = std::min(whole.size(), pieces.size());
  SUYUAN_CHECK(refused || whole.size() == pieces.size());
  SUYUAN_CHECK(whole.compare(0, shared, pieces, 0, shared) == 0);
  return 0;
}
