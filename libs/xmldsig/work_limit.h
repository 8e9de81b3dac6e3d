#ifndef LIBS_XMLDSIG_WORK_LIMIT_H_
#define LIBS_XMLDSIG_WORK_LIMIT_H_

#include <libxml/tree.h>

#include <cstdint>

namespace suyuan::xmldsig {

// Inside libs/xmldsig: how many canonical forms of one document may be
// computed. libxml2 walks the whole document for each, also for one of a part,
// and compares the namespaces in scope at every element in pairs: so a small
// hostile file could keep a processor for hours. What is allowed is some 200
// million comparisons, about two seconds: hundreds of forms of a real
// certificate, eight of one with 500,000 elements.
class WorkLimit {
 public:
  // One pass over the document.
  explicit WorkLimit(const xmlNode* root);

  // Takes what one canonical form costs; false where too little is left.
  bool SpendOne();

 private:
  std::int64_t left_ = 200'000'000;
  std::int64_t cost_ = 0;
};

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_WORK_LIMIT_H_
