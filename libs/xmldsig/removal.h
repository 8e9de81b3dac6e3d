#ifndef LIBS_XMLDSIG_REMOVAL_H_
#define LIBS_XMLDSIG_REMOVAL_H_

#include <libxml/tree.h>

#include <optional>

#include "absl/strings/string_view.h"

// Inside libs/xmldsig: transforms that take signatures out of a document and
// leave all else. These alone are known to keep the whole document.
namespace suyuan::xmldsig {

inline constexpr char kEnvelopedTransform[] =
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr char kXPathTransform[] =
    "http://www.w3.org/TR/1999/REC-xpath-19991116";
inline constexpr char kXPathFilter2Transform[] =
    "http://www.w3.org/2002/06/xmldsig-filter2";

enum class Removal {
  // The one that the transform stands in.
  kThisSignature,
  // Every ds:Signature.
  kAllSignatures,
};

// What a ds:Transform removes; nullopt where that is not known. An XPath is
// never run: it is known when it is, but for blanks and the prefix of the
// signature's namespace, one of the few texts by which signers remove
// signatures. From `algorithm` and what stands in `transform`.
std::optional<Removal> RemovalBy(const xmlNode* transform,
                                 absl::string_view algorithm);

// The ds:Signature in whose SignedInfo `transform` stands, or null.
const xmlNode* SignatureAround(const xmlNode* transform);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_REMOVAL_H_
