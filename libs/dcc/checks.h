#ifndef LIBS_DCC_CHECKS_H_
#define LIBS_DCC_CHECKS_H_

#include "libs/dcc/build.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: what is odd in one element, whatever it is: a name that no
// schema has, a text without its language or without words.
void CheckElement(Build& build, const xmlNode* node);

// What is odd in the certificate link document.links[index], read from `node`.
void CheckLink(Build& build, const xmlNode* node, int index);

// What is odd in the document as a whole, once it is read: missing parts,
// order of dates, languages, identifiers, signers, links, ids, hybrids.
// `root` is the tree it was read from. O(elements).
void CheckDocument(Build& build, const xmlNode* root);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_CHECKS_H_
