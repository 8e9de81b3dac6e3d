#ifndef LIBS_DCC_FINDING_KINDS_H_
#define LIBS_DCC_FINDING_KINDS_H_

#include "absl/types/span.h"
#include "libs/dcc/finding.h"

// Every finding of this reader, in one table: docs/dcc-findings.md is made
// from it. `$0`, `$1`, `$2` are what was seen.
namespace suyuan::dcc {

struct FindingKind {
  const char* code;
  Severity severity;
  const char* english;
  const char* chinese;
};

// In the order of their codes.
absl::Span<const FindingKind> FindingKinds();

// The kind with that code. A code that is not in the table is a bug of ours
// and ends the program.
const FindingKind& FindingKindOf(const char* code);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_FINDING_KINDS_H_
