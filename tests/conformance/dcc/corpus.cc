#include "tests/conformance/dcc/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"

namespace suyuan::dcc::testing {
namespace {

std::string Folder() {
  const char* set = std::getenv("SUYUAN_DCC_EXAMPLES");
  return set != nullptr ? set : "../shared/dcc/examples";
}

}  // namespace

std::vector<CorpusFile> Corpus() {
  std::ifstream manifest(absl::StrCat(Folder(), "/MANIFEST.tsv"));
  std::vector<CorpusFile> files;
  std::string line;
  if (!manifest) {
    std::cout << "no DCC corpus at " << Folder()
              << " (SUYUAN_DCC_EXAMPLES): nothing is checked\n";
    return files;
  }
  std::getline(manifest, line);  // names of the columns
  while (std::getline(manifest, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    REQUIRE(cells.size() >= 6);
    if (!absl::EndsWith(cells[0], ".xml")) continue;
    files.push_back({cells[0], cells[3], cells[5],
                     absl::StartsWith(cells[5], "yes (dcc ")});
  }
  std::sort(
      files.begin(), files.end(),
      [](const CorpusFile& a, const CorpusFile& b) { return a.name < b.name; });
  REQUIRE(files.size() > 70);
  return files;
}

std::string ReadCorpusFile(absl::string_view name) {
  std::ifstream file(absl::StrCat(Folder(), "/", name), std::ios::binary);
  INFO(std::string(name));
  REQUIRE(file);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace suyuan::dcc::testing
