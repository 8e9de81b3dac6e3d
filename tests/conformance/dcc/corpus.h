#ifndef TESTS_CONFORMANCE_DCC_CORPUS_H_
#define TESTS_CONFORMANCE_DCC_CORPUS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// The published certificates: SUYUAN_DCC_EXAMPLES names the folder, whose
// MANIFEST.tsv says for each file what a schema validator made of it. They
// are not part of this project; without them these tests say so and pass.
namespace suyuan::dcc::testing {

struct CorpusFile {
  std::string name;
  std::string version;  // as the manifest says it
  // The validator's verdict in words: "yes (dcc 2.2.0)", "no (dcc 3.3.0; 2
  // errors; first: ...)", "no (not well-formed: ...)".
  std::string verdict;
  // "yes (dcc 2.2.0)": valid against the DCC schema of its version.
  bool is_valid_dcc = false;
};

// The XML files of the manifest, by name; none where the corpus is absent,
// after a line on standard output.
std::vector<CorpusFile> Corpus();

// The bytes of a file of the corpus. Fails the test where it is not there.
std::string ReadCorpusFile(absl::string_view name);

}  // namespace suyuan::dcc::testing

#endif  // TESTS_CONFORMANCE_DCC_CORPUS_H_
