#ifndef TESTS_CONFORMANCE_DCC_SCHEMAS_H_
#define TESTS_CONFORMANCE_DCC_SCHEMAS_H_

#include "absl/strings/string_view.h"
#include "libs/dcc/lint.h"

// The published schemas: SUYUAN_DCC_SCHEMAS names the folder. They are not
// part of this project; without them these tests say so and pass.
namespace suyuan::dcc::testing {

// Null, after a line on standard output, where they are absent.
const SchemaFolder* Schemas();

// The report on `bytes`; fails the test where there is none.
LintReport MustLint(absl::string_view bytes, const SchemaFolder* schemas);

}  // namespace suyuan::dcc::testing

#endif  // TESTS_CONFORMANCE_DCC_SCHEMAS_H_
