#include "libs/xmldsig/x509.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/crypto/digest.h"

namespace suyuan::xmldsig {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

std::string SerialOf(const X509* certificate) {
  BIGNUM* number =
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
  char* digits = number == nullptr ? nullptr : BN_bn2hex(number);
  std::string serial = digits == nullptr ? "" : absl::AsciiStrToLower(digits);
  OPENSSL_free(digits);
  BN_free(number);
  return serial;
}

std::string KeyAlgorithmOf(const X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return "";
  const char* name = EVP_PKEY_get0_type_name(key);
  char group[64] = "";
  std::size_t length = 0;
  if (EVP_PKEY_get_group_name(key, group, sizeof(group), &length) == 1) {
    return absl::StrCat(name == nullptr ? "" : name, " ", group);
  }
  return absl::StrCat(name == nullptr ? "" : name, " ", EVP_PKEY_get_bits(key));
}

void AppendNames(const X509_NAME* name, int kind,
                 std::vector<std::string>& names) {
  for (int at = X509_NAME_get_index_by_NID(name, kind, -1); at >= 0;
       at = X509_NAME_get_index_by_NID(name, kind, at)) {
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(
        &utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) continue;
    names.emplace_back(reinterpret_cast<const char*>(utf8), size);
    OPENSSL_free(utf8);
  }
}

}  // namespace

Certificate DecodeCertificate(absl::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = at + der.size();
  Certificate decoded(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return at == end ? std::move(decoded) : nullptr;
}

std::string Encode(const X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  SUYUAN_CHECK(size > 0);
  std::string encoded(reinterpret_cast<const char*>(der), size);
  OPENSSL_free(der);
  return encoded;
}

Certificate Share(X509* certificate) {
  SUYUAN_CHECK(X509_up_ref(certificate) == 1);
  return Certificate(certificate);
}

std::string NameText(const X509_NAME* name) {
  const std::unique_ptr<BIO, FreeBio> out(BIO_new(BIO_s_mem()));
  SUYUAN_CHECK(out != nullptr);
  X509_NAME_print_ex(out.get(), name, 0,
                     XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, size);
}

SignerCertificate Describe(const X509* certificate) {
  SignerCertificate signer;
  const X509_NAME* subject = X509_get_subject_name(certificate);
  signer.subject = NameText(subject);
  signer.issuer = NameText(X509_get_issuer_name(certificate));
  signer.serial = SerialOf(certificate);
  signer.sha256 = crypto::Sha256(Encode(certificate)).Hex();
  signer.not_before = TimeOf(X509_get0_notBefore(certificate));
  signer.not_after = TimeOf(X509_get0_notAfter(certificate));
  signer.key_algorithm = KeyAlgorithmOf(certificate);
  AppendNames(subject, NID_organizationName, signer.names);
  AppendNames(subject, NID_commonName, signer.names);
  return signer;
}

absl::Time TimeOf(const ASN1_TIME* time) {
  std::tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
    return absl::InfinitePast();
  }
  return absl::FromTM(parts, absl::UTCTimeZone());
}

bool IsValidAt(const X509* certificate, absl::Time when) {
  return TimeOf(X509_get0_notBefore(certificate)) <= when &&
         when < TimeOf(X509_get0_notAfter(certificate)) + absl::Seconds(1);
}

bool MaySign(X509* certificate) {
  // All bits are set where no key usage is stated.
  return (X509_get_key_usage(certificate) &
          (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

}  // namespace suyuan::xmldsig
