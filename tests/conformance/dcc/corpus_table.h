#ifndef TESTS_CONFORMANCE_DCC_CORPUS_TABLE_H_
#define TESTS_CONFORMANCE_DCC_CORPUS_TABLE_H_

#include <map>
#include <string>

namespace suyuan::dcc::testing {

// What docs/dcc-corpus.md says of a file that was read.
struct CorpusCounts {
  int items = 0;
  int results = 0;
  int quantities = 0;
  int links = 0;
  int upstream_references = 0;

  friend bool operator==(const CorpusCounts&, const CorpusCounts&) = default;
};

// The whole document, made anew by reading the corpus.
std::string MakeCorpusTable();

// The counts in a table, by file; files that were refused have none.
std::map<std::string, CorpusCounts> CountsInTable(const std::string& table);

}  // namespace suyuan::dcc::testing

#endif  // TESTS_CONFORMANCE_DCC_CORPUS_TABLE_H_
