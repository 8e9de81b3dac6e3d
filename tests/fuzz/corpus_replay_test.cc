// Replays a corpus, every beginning of each of its files, and a fixed number
// of mutations. With clang, -fsanitize=fuzzer links the target alone and finds
// more.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/strip.h"
#include "tests/support/status_matchers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace suyuan {
namespace {

// Below tests/fuzz; the corpus is GROUP/corpus/NAME.
const std::string kGroup = SUYUAN_FUZZ_GROUP;
const std::string kName = SUYUAN_FUZZ_NAME;

// On the heap and no larger, so that a sanitizer sees its ends.
void Run(const std::string& text) {
  INFO("the input: \"" << absl::CEscape(text) << "\"");
  const std::vector<uint8_t> exact(text.begin(), text.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::vector<std::string> Corpus() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(
           "tests/fuzz/" + kGroup + "/corpus/" + kName)) {
    std::ifstream file(entry.path(), std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file),
                     std::istreambuf_iterator<char>());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// The pieces of a libFuzzer dictionary: one quoted text a line.
std::vector<std::string> Dictionary() {
  std::ifstream file("tests/fuzz/" + kGroup + "/" + kName + ".dict");
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);) {
    absl::string_view quoted = line;
    if (!absl::ConsumePrefix(&quoted, "\"")) continue;
    absl::ConsumeSuffix(&quoted, "\"");
    std::string piece;
    REQUIRE(absl::CUnescape(quoted, &piece));
    out.push_back(piece);
  }
  return out;
}

class Mutator {
 public:
  Mutator(std::vector<std::string> corpus, std::vector<std::string> pieces)
      : corpus_(std::move(corpus)), pieces_(std::move(pieces)) {}

  std::string Mutate(std::string text) {
    for (size_t i = 0, n = 1 + Below(4); i < n; ++i) Change(&text);
    return text;
  }

 private:
  void Change(std::string* text) {
    const size_t at = Below(text->size());
    switch (Below(5)) {
      case 0:
        text->insert(at, pieces_[Below(pieces_.size())]);
        break;
      case 1:
        text->erase(at, 1 + Below(8));
        break;
      case 2:
        if (!text->empty()) (*text)[at] = static_cast<char>(random_());
        break;
      case 3:
        text->insert(at, Cut(*text));
        break;
      default:
        text->replace(at, Below(32), Cut(corpus_[Below(corpus_.size())]));
    }
  }

  std::string Cut(const std::string& from) {
    return from.substr(Below(from.size()), Below(64));
  }
  size_t Below(size_t n) { return random_() % std::max<size_t>(n, 1); }

  const std::vector<std::string> corpus_;
  const std::vector<std::string> pieces_;
  std::mt19937 random_{20251125};
};

TEST_CASE("The target survives its corpus, cut short and mutated") {
  const std::vector<std::string> corpus = Corpus();
  const std::vector<std::string> pieces = Dictionary();
  REQUIRE(corpus.size() >= 10);
  REQUIRE(pieces.size() >= 10);
  Mutator mutator(corpus, pieces);
  for (const std::string& text : corpus) {
    for (size_t size = 0; size <= std::min<size_t>(text.size(), 600); ++size) {
      Run(text.substr(0, size));
    }
    for (int i = 0; i < 2000; ++i) Run(mutator.Mutate(text));
  }
}

}  // namespace
}  // namespace suyuan
