#include "tests/unit/xmldsig/pki.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <atomic>

#include "libs/base/check.h"

namespace suyuan::xmldsig::testing {
namespace {

using Key = std::shared_ptr<EVP_PKEY>;

Key Make(KeyKind kind) {
  switch (kind) {
    case KeyKind::kEc256:
      return {EVP_EC_gen("P-256"), EVP_PKEY_free};
    case KeyKind::kEc224:
      return {EVP_EC_gen("P-224"), EVP_PKEY_free};
    case KeyKind::kRsa2048:
      return {EVP_RSA_gen(2048), EVP_PKEY_free};
    case KeyKind::kRsa1024:
      return {EVP_RSA_gen(1024), EVP_PKEY_free};
    case KeyKind::kEd25519:
      return {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free};
  }
  return nullptr;
}

void SetName(X509_NAME* name, const char* field, const std::string& text) {
  SUYUAN_CHECK(X509_NAME_add_entry_by_txt(
                   name, field, MBSTRING_UTF8,
                   reinterpret_cast<const unsigned char*>(text.data()),
                   static_cast<int>(text.size()), -1, 0) == 1);
}

void Extend(X509* certificate, int kind, const std::string& value) {
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  SUYUAN_CHECK(extension != nullptr &&
               X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

void SetTime(ASN1_TIME* time, absl::Time when) {
  SUYUAN_CHECK(ASN1_TIME_set(time, absl::ToTimeT(when)) != nullptr);
}

const EVP_MD* DigestFor(const EVP_PKEY* key, const std::string& name) {
  return EVP_PKEY_get_id(key) == EVP_PKEY_ED25519
             ? nullptr
             : EVP_get_digestbyname(name.c_str());
}

// Null `authority`: by itself.
Identity Certify(const CertificateSpec& spec, Key key,
                 const Identity* authority) {
  static std::atomic<long> serial = 4096;
  Identity made{std::move(key), {X509_new(), X509_free}};
  X509* certificate = made.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_NAME* subject = X509_get_subject_name(certificate);
  SetName(subject, "O", spec.organisation);
  SetName(subject, "CN", spec.common_name);
  X509_set_issuer_name(
      certificate, authority == nullptr
                       ? subject
                       : X509_get_subject_name(authority->certificate.get()));
  SetTime(X509_getm_notBefore(certificate), spec.not_before);
  SetTime(X509_getm_notAfter(certificate), spec.not_after);
  X509_set_pubkey(certificate, made.key.get());
  Extend(certificate, NID_basic_constraints,
         spec.is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!spec.key_usage.empty()) {
    Extend(certificate, NID_key_usage, spec.key_usage);
  }
  EVP_PKEY* signer =
      authority == nullptr ? made.key.get() : authority->key.get();
  SUYUAN_CHECK(X509_sign(certificate, signer, DigestFor(signer, spec.digest)) >
               0);
  return made;
}

template <typename Write>
std::string PemBy(Write write) {
  BIO* out = BIO_new(BIO_s_mem());
  SUYUAN_CHECK(write(out) == 1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out, &text);
  std::string pem(text, size);
  BIO_free(out);
  return pem;
}

void AddRevoked(X509_CRL* list, const Revoked& revoked) {
  X509_REVOKED* entry = X509_REVOKED_new();
  X509_REVOKED_set_serialNumber(
      entry, X509_get_serialNumber(revoked.identity.certificate.get()));
  ASN1_TIME* when = ASN1_TIME_new();
  SetTime(when, revoked.when);
  X509_REVOKED_set_revocationDate(entry, when);
  ASN1_TIME_free(when);
  if (revoked.reason >= 0) {
    ASN1_ENUMERATED* reason = ASN1_ENUMERATED_new();
    ASN1_ENUMERATED_set(reason, revoked.reason);
    SUYUAN_CHECK(
        X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason, 0, 0) == 1);
    ASN1_ENUMERATED_free(reason);
  }
  SUYUAN_CHECK(X509_CRL_add0_revoked(list, entry) == 1);
}

}  // namespace

absl::Time At(absl::string_view text) {
  absl::Time time;
  std::string error;
  SUYUAN_CHECK(absl::ParseTime(absl::RFC3339_full, text, &time, &error));
  return time;
}

std::string Identity::Der() const {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate.get(), &der);
  std::string out(reinterpret_cast<char*>(der), size);
  OPENSSL_free(der);
  return out;
}

std::string Identity::Pem() const {
  return PemBy(
      [this](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
}

CertificateSpec AuthoritySpec(std::string common_name) {
  CertificateSpec spec;
  spec.organisation = "Example Trust";
  spec.common_name = std::move(common_name);
  spec.not_before = At("2020-01-01T00:00:00Z");
  spec.not_after = At("2030-01-01T00:00:00Z");
  spec.is_authority = true;
  spec.key_usage = "critical,keyCertSign,cRLSign";
  return spec;
}

Identity SelfSigned(const CertificateSpec& spec) {
  return Certify(spec, Make(spec.key), nullptr);
}

Identity Issue(const Identity& authority, const CertificateSpec& spec) {
  return Certify(spec, Make(spec.key), &authority);
}

Identity IssueAgain(const Identity& authority, const Identity& of,
                    const CertificateSpec& spec) {
  return Certify(spec, of.key, &authority);
}

std::string RevocationListOf(const Identity& authority, const ListSpec& spec) {
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list(X509_CRL_new(),
                                                                 X509_CRL_free);
  X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list.get(),
                           X509_get_subject_name(authority.certificate.get()));
  ASN1_TIME* time = ASN1_TIME_new();
  SetTime(time, spec.this_update);
  X509_CRL_set1_lastUpdate(list.get(), time);
  SetTime(time, spec.next_update);
  X509_CRL_set1_nextUpdate(list.get(), time);
  ASN1_TIME_free(time);
  for (const Revoked& one : spec.revoked) AddRevoked(list.get(), one);
  if (spec.is_partial) {
    X509_EXTENSION* extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_issuing_distribution_point,
                            "critical,onlyuser:TRUE");
    SUYUAN_CHECK(extension != nullptr &&
                 X509_CRL_add_ext(list.get(), extension, -1) == 1);
    X509_EXTENSION_free(extension);
  }
  SUYUAN_CHECK(X509_CRL_sign(list.get(), authority.key.get(),
                             DigestFor(authority.key.get(), spec.digest)) > 0);
  return PemBy(
      [&](BIO* out) { return PEM_write_bio_X509_CRL(out, list.get()); });
}

}  // namespace suyuan::xmldsig::testing
