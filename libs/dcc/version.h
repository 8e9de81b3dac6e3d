#ifndef LIBS_DCC_VERSION_H_
#define LIBS_DCC_VERSION_H_

#include "absl/strings/string_view.h"
#include "libs/dcc/build.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: the schema version of the document at `root`, from its
// schemaVersion, else from the address in schemaLocation (2.2.0 has no
// attribute), else from its structure. Finds DCC_VERSION_*.
SchemaVersion ReadVersion(Build& build, const xmlNode* root);

// The version that a root other than a DCC's states: its schemaVersion, or the
// D-SI version in schemaLocation; "" for none.
std::string OtherVersionOf(const xmlNode* root);

// True where `version` ("3.1.1", "2.x") is known to be older than 3.2, the
// first with a place for ds:Signature and a date of issue.
bool IsBefore32(absl::string_view version);

// False where `version` is known to be older than 3.1, the first in which a
// statement can declare a unit outside the SI.
bool MayDeclareUnits(absl::string_view version);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_VERSION_H_
