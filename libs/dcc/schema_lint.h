#ifndef LIBS_DCC_SCHEMA_LINT_H_
#define LIBS_DCC_SCHEMA_LINT_H_

#include "libs/dcc/lint.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: the verdict of the schema that the document names, or that
// its namespace has in `schemas`. D-SI values that stand in another root (as
// PTB's examples do) are checked element by element. `report` gives kind and
// version. Signatures are taken out of `tree` and put back.
SchemaReport LintSchema(XmlTree& tree, const LintReport& report,
                        const SchemaFolder* schemas, const Limits& limits);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_SCHEMA_LINT_H_
