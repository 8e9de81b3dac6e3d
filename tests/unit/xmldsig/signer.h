#ifndef TESTS_UNIT_XMLDSIG_SIGNER_H_
#define TESTS_UNIT_XMLDSIG_SIGNER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/unit/xmldsig/pki.h"

// Signs documents as a laboratory's tool does. Shares libxml2 and OpenSSL with
// what it tests, and no code: no libxmlsec1.
namespace suyuan::xmldsig::testing {

inline constexpr char kEnveloped[] =
    "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#"
    "enveloped-signature\"/>";
inline constexpr char kC14n[] =
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
inline constexpr char kC14n11[] = "http://www.w3.org/2006/12/xml-c14n11";
inline constexpr char kExclusive[] = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr char kSha256[] = "http://www.w3.org/2001/04/xmlenc#sha256";
inline constexpr char kSha1[] = "http://www.w3.org/2000/09/xmldsig#sha1";

// A small document; "id" attributes are for references.
inline constexpr char kDocument[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<d:certificate xmlns:d=\"urn:example\" xmlns:u=\"urn:unused\" "
    "id=\"root\">\n"
    "  <d:part id=\"part\"><d:value>1.000002</d:value></d:part>\n"
    "  <d:place>乌鲁木齐</d:place>\n"
    "</d:certificate>\n";

struct Signing {
  // The signature goes before the last end tag.
  std::string document = kDocument;
  Identity signer;
  // What KeyInfo carries; empty: the signer's certificate. An identity without
  // a certificate leaves KeyInfo out.
  std::vector<Identity> attached;
  // "" or "#id".
  std::string uri;
  std::string removal = kEnveloped;
  // What the removal takes out besides this signature.
  bool removes_others = false;
  std::string canonicalisation = kC14n11;
  std::string digest_method = kSha256;
  // By the key where it is empty.
  std::string signature_method;
  // XAdES. Empty time and no certificate: no properties at all.
  std::string signing_time = "2024-03-01T10:00:00Z";
  bool names_certificate = true;
  bool covers_properties = true;
  // Written into SignedInfo after the others.
  std::string more_references;
  std::string id = "sig";
};

// The document with the signature.
std::string Sign(const Signing& signing);

}  // namespace suyuan::xmldsig::testing

#endif  // TESTS_UNIT_XMLDSIG_SIGNER_H_
