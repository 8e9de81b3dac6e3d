#include "tests/conformance/dcc/corpus_table.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch2/catch.hpp"
#include "tests/conformance/dcc/corpus.h"
#include "tests/conformance/dcc/xpath_counts.h"

namespace suyuan::dcc::testing {
namespace {

constexpr char kTable[] = "docs/dcc-corpus.md";

std::string Committed() {
  std::ifstream file(kTable, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("The committed table says what the reader reads today") {
  if (Corpus().empty()) return;
  const std::string made = MakeCorpusTable();
  if (std::getenv("SUYUAN_UPDATE_DOCS") != nullptr) {
    std::ofstream(kTable, std::ios::binary) << made;
  }
  INFO("stale: run with SUYUAN_UPDATE_DOCS=1 and read the difference");
  CHECK(Committed() == made);
}

TEST_CASE("The committed counts are those that XPath counts") {
  if (Corpus().empty()) return;
  const auto counts = CountsInTable(Committed());
  CHECK(counts.size() >= 50);
  for (const auto& [file, stated] : counts) {
    CAPTURE(file);
    const CorpusCounts counted = CountByXPath(ReadCorpusFile(file));
    CHECK(stated.items == counted.items);
    CHECK(stated.results == counted.results);
    CHECK(stated.quantities == counted.quantities);
    CHECK(stated.links == counted.links);
    CHECK(stated.upstream_references == counted.upstream_references);
  }
}

}  // namespace
}  // namespace suyuan::dcc::testing
