#ifndef TESTS_CONFORMANCE_DCC_XPATH_COUNTS_H_
#define TESTS_CONFORMANCE_DCC_XPATH_COUNTS_H_

#include <string>

#include "tests/conformance/dcc/corpus_table.h"

namespace suyuan::dcc::testing {

// The same counts by XPath over libxml2's tree. Shares no code with libs/dcc:
// slow and obvious.
CorpusCounts CountByXPath(const std::string& bytes);

}  // namespace suyuan::dcc::testing

#endif  // TESTS_CONFORMANCE_DCC_XPATH_COUNTS_H_
