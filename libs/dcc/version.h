#ifndef LIBS_DCC_VERSION_H_
#define LIBS_DCC_VERSION_H_

#include "libs/dcc/build.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: the schema version of the document at `root`, from its
// schemaVersion, else from the address in schemaLocation (2.2.0 has no
// attribute), else from its structure. Finds DCC_VERSION_*.
SchemaVersion ReadVersion(Build& build, const xmlNode* root);

// True where `version` is known to be older than 3.2, the first with a place
// for ds:Signature and a date of issue.
bool IsBefore32(const SchemaVersion& version);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_VERSION_H_
