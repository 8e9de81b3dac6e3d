#ifndef LIBS_XMLDSIG_FINDING_KINDS_H_
#define LIBS_XMLDSIG_FINDING_KINDS_H_

#include <libxml/tree.h>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/dcc/finding.h"
#include "libs/dcc/finding_kinds.h"

// Every finding about a signature, in one table: docs/signature-findings.md is
// made from it.
namespace suyuan::xmldsig {

// In the order of their codes, which begin with "SIG_".
absl::Span<const dcc::FindingKind> FindingKinds();

// The finding of that kind at `node`; `seen` fills $0, $1, ... and is cut where
// it is long. A code that is not in the table is a bug of ours and ends the
// program.
dcc::Finding FindingAt(const xmlNode* node, absl::string_view code,
                       absl::Span<const absl::string_view> seen = {});

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_FINDING_KINDS_H_
