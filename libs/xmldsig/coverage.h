#ifndef LIBS_XMLDSIG_COVERAGE_H_
#define LIBS_XMLDSIG_COVERAGE_H_

#include <vector>

#include "libs/xmldsig/element_ids.h"
#include "libs/xmldsig/report.h"
#include "libs/xmldsig/signature_element.h"

// Inside libs/xmldsig: what the references of a signature cover, decided from
// the document alone before anything is computed.
namespace suyuan::xmldsig {

// A reference whose digest can and may be computed.
struct CoveredNode {
  const Reference* reference = nullptr;
  // What it covers but for the signatures; null: the whole document with what
  // stands outside the root.
  const xmlNode* element = nullptr;
};

struct Coverage {
  // kValid: one of `covered` is the whole document, and none of the signature's
  // references was left out.
  Verdict verdict = Verdict::kInvalid;
  std::vector<CoveredNode> covered;
  std::vector<dcc::Finding> findings;

  // Whether the signature covers `node` of its own ds:Object or KeyInfo.
  bool Covers(const xmlNode* node) const;
};

// Borrows `signature`, whose node is a child of `root`.
Coverage CoverageOf(const SignatureElement& signature, const xmlNode* root,
                    const ElementIds& ids);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_COVERAGE_H_
