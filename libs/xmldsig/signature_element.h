#ifndef LIBS_XMLDSIG_SIGNATURE_ELEMENT_H_
#define LIBS_XMLDSIG_SIGNATURE_ELEMENT_H_

#include <libxml/tree.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Inside libs/xmldsig: the parts of a ds:Signature, borrowed from the tree.
namespace suyuan::xmldsig {

struct Transform {
  const xmlNode* node = nullptr;
  std::string algorithm;
};

struct Reference {
  const xmlNode* node = nullptr;
  // Empty is the whole document; absent is left to the application.
  std::optional<std::string> uri;
  std::vector<Transform> transforms;
  std::string digest_method;
};

struct SignatureElement {
  const xmlNode* node = nullptr;
  const xmlNode* signed_info = nullptr;
  const xmlNode* canonicalisation = nullptr;
  const xmlNode* method = nullptr;
  const xmlNode* value = nullptr;
  const xmlNode* key_info = nullptr;  // null where it is left out
  std::string canonicalisation_method;
  std::string signature_method;
  std::vector<Reference> references;
};

bool IsDs(const xmlNode* node, absl::string_view name);
// Whether `node` is `within` or stands below it.
bool IsWithin(const xmlNode* node, const xmlNode* within);

// The parts in the order and number that XMLDSig 4.1 to 4.4 wants. nullopt
// otherwise, with what is wrong in `problem`.
std::optional<SignatureElement> ReadSignature(const xmlNode* node,
                                              std::string& problem);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_SIGNATURE_ELEMENT_H_
