#ifndef LIBS_DCC_SCHEMA_CHECK_H_
#define LIBS_DCC_SCHEMA_CHECK_H_

#include <libxml/tree.h>

#include "libs/dcc/finding_log.h"

typedef struct _xmlSchema xmlSchema;

namespace suyuan::dcc {

// Inside libs/dcc: what a schema refuses in the whole document, or in one
// element and all below it. Each refusal goes to `log` as DCC_SCHEMA_*; the
// answer is how many there were, -1 where memory ran out. Reads `schema` alone,
// so that threads may share it. Time and memory are linear in a document in
// which FindLongWord finds nothing, times the different keys where a schema
// asks for keys (of the DCC's 3.0.0-rc.1 alone, with 676 at most).
int CheckDocumentBySchema(xmlSchema* schema, xmlDoc* document, FindingLog& log);
int CheckElementBySchema(xmlSchema* schema, xmlNode* element, FindingLog& log);

// A number or unit of D-SI longer than any can be. The patterns of the schema
// are matched by trying, at a cost that such a word would let grow without
// bound; no schema is tried on it. The first one found, else null. O(text).
const xmlNode* FindLongWord(const xmlNode* root);

inline constexpr std::size_t kLongestWord = 2048;

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_SCHEMA_CHECK_H_
