#include "tests/unit/xmldsig/signer.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <openssl/ecdsa.h>

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/check.h"

namespace suyuan::xmldsig::testing {
namespace {

struct FreeDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};
using Doc = std::unique_ptr<xmlDoc, FreeDoc>;

Doc Parse(const std::string& xml) {
  Doc doc(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr,
                        nullptr, XML_PARSE_NONET));
  SUYUAN_CHECK(doc != nullptr);
  return doc;
}

bool HasText(const xmlNode* node, const char* name, absl::string_view value) {
  xmlChar* text = xmlGetNoNsProp(const_cast<xmlNode*>(node),
                                 reinterpret_cast<const xmlChar*>(name));
  const bool has =
      text != nullptr && reinterpret_cast<const char*>(text) == value;
  xmlFree(text);
  return has;
}

// The first element of that name, or, with `id`, that has it.
xmlNode* Find(xmlNode* node, const char* name, const std::string& id) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const bool is_it =
        id.empty() ? xmlStrEqual(node->name,
                                 reinterpret_cast<const xmlChar*>(name)) != 0
                   : HasText(node, "id", id) || HasText(node, "Id", id);
    if (is_it) return node;
    if (xmlNode* below = Find(node->children, name, id)) return below;
  }
  return nullptr;
}

void RemoveSignatures(const Doc& doc) {
  while (xmlNode* signature = Find(doc->children, "Signature", "")) {
    xmlUnlinkNode(signature);
    xmlFreeNode(signature);
  }
}

int IsBelowApex(void* apex, xmlNode* node, xmlNode* parent) {
  const bool has_no_parent =
      node->type == XML_ATTRIBUTE_NODE || node->type == XML_NAMESPACE_DECL;
  const xmlNode* at = has_no_parent ? parent : node;
  while (at != nullptr && at != apex) at = at->parent;
  return at != nullptr ? 1 : 0;
}

int ModeOf(const std::string& algorithm) {
  if (algorithm == kExclusive) return XML_C14N_EXCLUSIVE_1_0;
  return algorithm == kC14n11 ? XML_C14N_1_1 : XML_C14N_1_0;
}

// Null `apex`: the whole document.
std::string Canonical(const Doc& doc, xmlNode* apex,
                      const std::string& algorithm) {
  xmlBuffer* buffer = xmlBufferCreate();
  xmlOutputBuffer* out = xmlOutputBufferCreateBuffer(buffer, nullptr);
  SUYUAN_CHECK(xmlC14NExecute(doc.get(),
                              apex == nullptr ? nullptr : IsBelowApex, apex,
                              ModeOf(algorithm), nullptr, 0, out) >= 0);
  xmlOutputBufferClose(out);
  std::string bytes(reinterpret_cast<const char*>(xmlBufferContent(buffer)),
                    xmlBufferLength(buffer));
  xmlBufferFree(buffer);
  return bytes;
}

const char* DigestName(absl::string_view method) {
  if (absl::StrContains(method, "md5")) return "MD5";
  if (absl::StrContains(method, "sha1")) return "SHA1";
  if (absl::StrContains(method, "sha384")) return "SHA384";
  return absl::StrContains(method, "sha512") ? "SHA512" : "SHA256";
}

std::string DigestBase64(absl::string_view method, const std::string& bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  std::size_t size = 0;
  SUYUAN_CHECK(EVP_Q_digest(nullptr, DigestName(method), nullptr, bytes.data(),
                            bytes.size(), digest, &size) == 1);
  return absl::Base64Escape({reinterpret_cast<const char*>(digest), size});
}

// r and s of the same length one after the other (RFC 9231 2.3.6).
std::string Concatenated(const std::string& der, int bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  SUYUAN_CHECK(pair != nullptr);
  std::string out(2 * bytes, '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), to, bytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), to + bytes, bytes);
  ECDSA_SIG_free(pair);
  return out;
}

std::string ValueBy(EVP_PKEY* key, const std::string& method,
                    const std::string& bytes) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  SUYUAN_CHECK(EVP_DigestSignInit_ex(context, nullptr, DigestName(method),
                                     nullptr, nullptr, key, nullptr) == 1);
  std::string value(512, '\0');
  std::size_t size = value.size();
  SUYUAN_CHECK(EVP_DigestSign(
                   context, reinterpret_cast<unsigned char*>(value.data()),
                   &size, reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size()) == 1);
  EVP_MD_CTX_free(context);
  value.resize(size);
  if (EVP_PKEY_get_id(key) != EVP_PKEY_EC) return value;
  return Concatenated(value, (EVP_PKEY_get_bits(key) + 7) / 8);
}

std::string MethodOf(const Signing& signing) {
  if (!signing.signature_method.empty()) return signing.signature_method;
  const bool is_rsa = EVP_PKEY_get_id(signing.signer.key.get()) == EVP_PKEY_RSA;
  return absl::StrCat("http://www.w3.org/2001/04/xmldsig-more#",
                      is_rsa ? "rsa" : "ecdsa", "-sha256");
}

std::string ReferenceTo(absl::string_view uri, absl::string_view transforms,
                        absl::string_view method, absl::string_view digest) {
  return absl::StrCat(
      "<ds:Reference URI=\"", uri, "\"><ds:Transforms>", transforms,
      "</ds:Transforms><ds:DigestMethod Algorithm=\"", method,
      "\"/><ds:DigestValue>", digest, "</ds:DigestValue></ds:Reference>");
}

std::string TransformBy(absl::string_view algorithm) {
  return absl::StrCat("<ds:Transform Algorithm=\"", algorithm, "\"/>");
}

std::string KeyInfo(const Signing& signing) {
  std::string certificates;
  const std::vector<Identity> own = {signing.signer};
  for (const Identity& one :
       signing.attached.empty() ? own : signing.attached) {
    if (one.certificate == nullptr) return "";
    absl::StrAppend(&certificates, "<ds:X509Certificate>",
                    absl::Base64Escape(one.Der()), "</ds:X509Certificate>");
  }
  return absl::StrCat("<ds:KeyInfo><ds:X509Data>", certificates,
                      "</ds:X509Data></ds:KeyInfo>");
}

bool HasProperties(const Signing& signing) {
  return !signing.signing_time.empty() || signing.names_certificate;
}

std::string Properties(const Signing& signing) {
  if (!HasProperties(signing)) return "";
  std::string inner;
  if (!signing.signing_time.empty()) {
    absl::StrAppend(&inner, "<x:SigningTime>", signing.signing_time,
                    "</x:SigningTime>");
  }
  if (signing.names_certificate) {
    absl::StrAppend(&inner,
                    "<x:SigningCertificateV2><x:Cert><x:CertDigest>"
                    "<ds:DigestMethod Algorithm=\"",
                    signing.digest_method, "\"/><ds:DigestValue>",
                    DigestBase64(signing.digest_method, signing.signer.Der()),
                    "</ds:DigestValue></x:CertDigest></x:Cert>"
                    "</x:SigningCertificateV2>");
  }
  return absl::StrCat(
      "<ds:Object><x:QualifyingProperties "
      "xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\" Target=\"#",
      signing.id, "\"><x:SignedProperties Id=\"", signing.id,
      "-properties\"><x:SignedSignatureProperties>", inner,
      "</x:SignedSignatureProperties></x:SignedProperties>"
      "</x:QualifyingProperties></ds:Object>");
}

std::string SignedInfo(const Signing& signing) {
  std::string references = ReferenceTo(
      signing.uri, signing.removal + TransformBy(signing.canonicalisation),
      signing.digest_method, "@whole@");
  if (HasProperties(signing) && signing.covers_properties) {
    absl::StrAppend(
        &references,
        ReferenceTo("#" + signing.id + "-properties", TransformBy(kExclusive),
                    signing.digest_method, "@properties@"));
  }
  return absl::StrCat("<ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"",
                      kExclusive, "\"/><ds:SignatureMethod Algorithm=\"",
                      MethodOf(signing), "\"/>", references,
                      signing.more_references, "</ds:SignedInfo>");
}

std::string InsertBeforeEnd(std::string document, const std::string& inner) {
  return document.insert(document.rfind("</"), inner);
}

void Fill(std::string& document, absl::string_view mark,
          const std::string& text) {
  absl::StrReplaceAll({{mark, text}}, &document);
}

}  // namespace

std::string Sign(const Signing& signing) {
  std::string document = InsertBeforeEnd(
      signing.document,
      absl::StrCat("<ds:Signature "
                   "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"",
                   signing.id, "\">", SignedInfo(signing),
                   "<ds:SignatureValue>@value@</ds:SignatureValue>",
                   KeyInfo(signing), Properties(signing), "</ds:Signature>"));
  // What an enveloped signature covers is the document before it was signed.
  const Doc unsigned_doc = Parse(signing.document);
  if (signing.removes_others) RemoveSignatures(unsigned_doc);
  xmlNode* part = signing.uri.empty()
                      ? nullptr
                      : Find(unsigned_doc->children, "", signing.uri.substr(1));
  Fill(document, "@whole@",
       DigestBase64(signing.digest_method,
                    Canonical(unsigned_doc, part, signing.canonicalisation)));
  Doc doc = Parse(document);
  if (HasProperties(signing)) {
    xmlNode* properties = Find(doc->children, "", signing.id + "-properties");
    Fill(document, "@properties@",
         DigestBase64(signing.digest_method,
                      Canonical(doc, properties, kExclusive)));
  }
  doc = Parse(document);
  xmlNode* signature = Find(doc->children, "", signing.id);
  xmlNode* info = Find(signature->children, "SignedInfo", "");
  Fill(document, "@value@",
       absl::Base64Escape(ValueBy(signing.signer.key.get(), MethodOf(signing),
                                  Canonical(doc, info, kExclusive))));
  return document;
}

}  // namespace suyuan::xmldsig::testing
