#ifndef LIBS_XMLDSIG_REPORT_H_
#define LIBS_XMLDSIG_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/dcc/finding.h"

namespace suyuan::xmldsig {

// From best to worst: of several checks the worst decides.
enum class Verdict {
  // There is nothing to judge.
  kNone,
  kValid,
  // What is needed to decide was not configured.
  kNotChecked,
  // What is there does not decide: an unknown algorithm, a certificate that
  // leads to no configured root, a revocation list older than the signature.
  kIndeterminate,
  // Something is wrong with the signature or its certificate.
  kInvalid,
};

// "NONE", "VALID", "NOT_CHECKED", "INDETERMINATE", "INVALID".
const char* VerdictName(Verdict verdict);

// The certificate whose key made the signature, as it says of itself.
struct SignerCertificate {
  // RFC 4514 in UTF-8. May name a person.
  std::string subject;
  std::string issuer;
  // Lower-case hexadecimal digits.
  std::string serial;
  std::string sha256;
  // Both ends belong to the validity.
  absl::Time not_before;
  absl::Time not_after;
  // "RSA 3072", "EC prime256v1".
  std::string key_algorithm;
  // Organisations and common names of the subject.
  std::vector<std::string> names;
};

// At which instant the certificate had to be valid, and how it is known.
enum class TimeSource {
  // XAdES SigningTime, covered by the signature: what the signer says. No
  // trusted third party vouches for it.
  kClaimed,
  // Nothing is said. The instant by which the document is known to exist.
  kExistence,
};

struct SigningTime {
  absl::Time at;
  TimeSource source = TimeSource::kExistence;
};

// One ds:Signature in the root element. Each check is one of kValid,
// kNotChecked, kIndeterminate and kInvalid; `verdict` is the worst.
struct SignatureReport {
  // As in dcc::Finding.
  std::string path;
  int line = 0;
  Verdict verdict = Verdict::kNotChecked;

  // It covers the whole document but the signatures (XMLDSig 2.1).
  Verdict coverage = Verdict::kNotChecked;
  // Only methods and key sizes that are still trusted.
  Verdict algorithms = Verdict::kNotChecked;
  // What it covers is as it was signed (XMLDSig 3.2.1).
  Verdict digest = Verdict::kNotChecked;
  // The value was made by the signer's key (XMLDSig 3.2.2).
  Verdict value = Verdict::kNotChecked;
  // The certificate is the one the signer named (XAdES SigningCertificate),
  // may sign, and was valid at the signing time.
  Verdict certificate = Verdict::kNotChecked;
  // It leads to a configured root; by the chain model: each certificate valid
  // when it was used, the signer's at the signing time.
  Verdict chain = Verdict::kNotChecked;
  // No certificate of the chain was revoked before the signing time.
  Verdict revocation = Verdict::kNotChecked;
  // The same chain judged at the present instant; not part of the verdict,
  // for what was valid when it was signed stays valid.
  Verdict chain_now = Verdict::kNotChecked;

  // Algorithm identifiers as written.
  std::string signature_method;
  std::string digest_method;
  SigningTime signing_time;
  std::optional<SignerCertificate> signer;
  std::vector<dcc::Finding> findings;
};

struct Report {
  // kNone without a signature, else the worst of all.
  Verdict verdict = Verdict::kNone;
  // In document order.
  std::vector<SignatureReport> signatures;
  // What concerns no single one: a signature that stands where none may.
  std::vector<dcc::Finding> findings;
};

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_REPORT_H_
