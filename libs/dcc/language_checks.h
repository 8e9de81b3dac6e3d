#ifndef LIBS_DCC_LANGUAGE_CHECKS_H_
#define LIBS_DCC_LANGUAGE_CHECKS_H_

#include "libs/dcc/build.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: what is odd in a `content`: no words, no language, one that
// is not declared, or words that are plainly of another.
void CheckContent(Build& build, const xmlNode* node);

// What is odd in the languages that coreData declares, and in its country.
void CheckLanguages(Build& build, const xmlNode* core);
void CheckCountry(Build& build, const xmlNode* core);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_LANGUAGE_CHECKS_H_
