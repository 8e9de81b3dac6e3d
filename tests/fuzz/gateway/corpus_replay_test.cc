// Replays the corpus, every prefix of it and a fixed number of mutations. With
// clang, -fsanitize=fuzzer links http_parser_fuzz.cc alone and finds more.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/support/status_matchers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace suyuan {
namespace {

constexpr char kCorpus[] = "tests/fuzz/gateway/corpus";

void Run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()),
                         text.size());
}

std::vector<std::string> Corpus() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus)) {
    std::ifstream file(entry.path(), std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file),
                     std::istreambuf_iterator<char>());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string Mutate(std::string text, std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "\r\n",
      "\r\n\r\n",
      "\n",
      "\r",
      " ",
      "\t",
      ":",
      "0\r\n",
      "5\r\n",
      ";",
      "Transfer-Encoding: chunked\r\n",
      "Content-Length: 5\r\n",
      "ffffffff"};
  const auto below = [&](size_t n) {
    return random() % std::max<size_t>(n, 1);
  };
  for (size_t i = 0, n = 1 + below(4); i < n; ++i) {
    const size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text.insert(at, kPieces[below(kPieces.size())]);
        break;
      case 1:
        text.erase(at, 1 + below(8));
        break;
      case 2:
        if (!text.empty()) text[at] = static_cast<char>(random());
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(64)));
    }
  }
  return text;
}

TEST_CASE("The parser survives its corpus, cut short and mutated") {
  const std::vector<std::string> corpus = Corpus();
  REQUIRE(corpus.size() >= 10);
  std::mt19937 random(20251125);
  for (const std::string& text : corpus) {
    for (size_t size = 1; size <= std::min<size_t>(text.size(), 600); ++size) {
      Run(text.substr(0, size));
    }
    for (int i = 0; i < 2000; ++i) Run(Mutate(text, random));
  }
}

}  // namespace
}  // namespace suyuan
