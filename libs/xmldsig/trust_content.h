#ifndef LIBS_XMLDSIG_TRUST_CONTENT_H_
#define LIBS_XMLDSIG_TRUST_CONTENT_H_

#include <string>
#include <vector>

#include "libs/xmldsig/trust_folder.h"
#include "libs/xmldsig/x509.h"

namespace suyuan::xmldsig {

// Inside libs/xmldsig: what a trust folder holds.
struct TrustFolder::Content {
  std::vector<Certificate> roots;
  std::vector<Certificate> intermediates;
  std::vector<RevocationList> lists;
  std::vector<std::string> problems;
  std::string fingerprint;
};

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_TRUST_CONTENT_H_
