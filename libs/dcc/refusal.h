#ifndef LIBS_DCC_REFUSAL_H_
#define LIBS_DCC_REFUSAL_H_

#include "absl/status/status.h"
#include "libs/dcc/finding.h"

namespace suyuan::dcc {

// Inside libs/dcc: a refusal that RefuseAt (xml_tree.h) made, as a finding:
// what keeps a document from being read is one more thing to say of it. The
// reason is the code.
Finding ToFinding(const absl::Status& refusal);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_REFUSAL_H_
