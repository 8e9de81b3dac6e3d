#include "libs/xmldsig/xades.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/dcc/xml_tree.h"
#include "libs/xmldsig/algorithms.h"
#include "libs/xmldsig/finding_kinds.h"

namespace suyuan::xmldsig {
namespace {

using ::suyuan::dcc::FirstElement;
using ::suyuan::dcc::NextElement;

// Any of 1.1.1, 1.2.2, 1.3.2 and 1.4.1.
bool IsXades(const xmlNode* node, absl::string_view name) {
  return dcc::LocalName(node) == name &&
         absl::StartsWith(dcc::NamespaceOf(node), "http://uri.etsi.org/01903/");
}

const xmlNode* XadesChild(const xmlNode* parent, absl::string_view name) {
  const xmlNode* child = FirstElement(parent);
  while (child != nullptr && !IsXades(child, name)) child = NextElement(child);
  return child;
}

const xmlNode* DsChild(const xmlNode* parent, absl::string_view name) {
  const xmlNode* child = FirstElement(parent);
  while (child != nullptr && !IsDs(child, name)) child = NextElement(child);
  return child;
}

std::vector<const xmlNode*> PropertiesIn(const SignatureElement& signature) {
  std::vector<const xmlNode*> found;
  for (const xmlNode* object = FirstElement(signature.node); object != nullptr;
       object = NextElement(object)) {
    if (!IsDs(object, "Object")) continue;
    for (const xmlNode* at = FirstElement(object); at != nullptr;
         at = NextElement(at)) {
      if (!IsXades(at, "QualifyingProperties")) continue;
      const xmlNode* properties = XadesChild(at, "SignedProperties");
      if (properties != nullptr) found.push_back(properties);
    }
  }
  return found;
}

void ReadTime(const xmlNode* of_signature, SignedProperties& properties) {
  const xmlNode* time = XadesChild(of_signature, "SigningTime");
  if (time == nullptr) return;
  const std::string text = dcc::TextOf(time);
  properties.signing_time = ReadInstant(text);
  if (!properties.signing_time.has_value()) {
    properties.findings.push_back(
        FindingAt(time, "SIG_TIME_UNREADABLE", {text}));
  }
}

void ReadCertificate(const xmlNode* of_signature,
                     SignedProperties& properties) {
  const xmlNode* signing = XadesChild(of_signature, "SigningCertificateV2");
  if (signing == nullptr) {
    signing = XadesChild(of_signature, "SigningCertificate");
  }
  if (signing == nullptr) return;
  const xmlNode* digest = XadesChild(XadesChild(signing, "Cert"), "CertDigest");
  const xmlNode* method = DsChild(digest, "DigestMethod");
  const bool is_whole =
      method != nullptr &&
      absl::Base64Unescape(dcc::TextOf(DsChild(digest, "DigestValue")),
                           &properties.certificate_digest);
  if (!is_whole) {
    properties.verdict = Verdict::kInvalid;
    properties.findings.push_back(
        FindingAt(signing, "SIG_MALFORMED", {"SigningCertificate"}));
    return;
  }
  properties.digest_method = dcc::Attribute(method, "Algorithm");
}

}  // namespace

std::optional<absl::Time> ReadInstant(absl::string_view text) {
  absl::Time instant;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &instant, &error) ||
      instant == absl::InfiniteFuture() || instant == absl::InfinitePast()) {
    return std::nullopt;
  }
  return instant;
}

bool SignedProperties::Names(const X509* certificate) const {
  return DigestBy(digest_method, Encode(certificate)) == certificate_digest;
}

SignedProperties ReadProperties(const SignatureElement& signature,
                                const Coverage& coverage) {
  SignedProperties properties;
  const std::vector<const xmlNode*> found = PropertiesIn(signature);
  if (found.empty()) return properties;
  if (found.size() > 1 || !coverage.Covers(found[0])) {
    properties.verdict = Verdict::kInvalid;
    properties.findings.push_back(
        FindingAt(found[0], "SIG_PROPERTIES_NOT_SIGNED"));
    return properties;
  }
  const xmlNode* of_signature =
      XadesChild(found[0], "SignedSignatureProperties");
  if (of_signature == nullptr) return properties;
  ReadTime(of_signature, properties);
  ReadCertificate(of_signature, properties);
  return properties;
}

}  // namespace suyuan::xmldsig
