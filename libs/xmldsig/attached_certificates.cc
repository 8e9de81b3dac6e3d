#include "libs/xmldsig/attached_certificates.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <string>

#include "absl/strings/escaping.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::xmldsig {
namespace {

constexpr std::size_t kMost = 32;
constexpr std::size_t kMostBase64 = 64 << 10;

void Append(const xmlNode* node, std::vector<Certificate>& certificates) {
  const std::string text = dcc::TextOf(node);
  std::string der;
  if (certificates.size() >= kMost || text.size() > kMostBase64 ||
      !absl::Base64Unescape(text, &der)) {
    return;
  }
  if (Certificate certificate = DecodeCertificate(der)) {
    certificates.push_back(std::move(certificate));
  }
}

bool IssuedAnother(const std::vector<Certificate>& all, X509* one) {
  for (const Certificate& other : all) {
    if (X509_cmp(other.get(), one) != 0 &&
        X509_check_issued(one, other.get()) == X509_V_OK) {
      return true;
    }
  }
  return false;
}

}  // namespace

AttachedCertificates ReadAttached(const SignatureElement& signature) {
  AttachedCertificates attached;
  int depth = 0;
  for (const xmlNode* node = signature.node; node != nullptr;
       node = dcc::NextInOrder(signature.node, node, true, &depth)) {
    const absl::string_view name = dcc::LocalName(node);
    if (name == "X509Certificate" && signature.key_info != nullptr &&
        IsWithin(node, signature.key_info)) {
      Append(node, attached.in_key_info);
    } else if (name == "EncapsulatedX509Certificate") {
      Append(node, attached.others);
    }
  }
  return attached;
}

X509* SignerAmong(const std::vector<Certificate>& in_key_info,
                  const SignedProperties& properties) {
  if (properties.names_certificate()) {
    for (const Certificate& one : in_key_info) {
      if (properties.Names(one.get())) return one.get();
    }
  }
  for (const Certificate& one : in_key_info) {
    if (!IssuedAnother(in_key_info, one.get())) return one.get();
  }
  return in_key_info.empty() ? nullptr : in_key_info[0].get();
}

}  // namespace suyuan::xmldsig
