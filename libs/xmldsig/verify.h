#ifndef LIBS_XMLDSIG_VERIFY_H_
#define LIBS_XMLDSIG_VERIFY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/dcc/limits.h"
#include "libs/xmldsig/report.h"
#include "libs/xmldsig/trust_folder.h"

// The signatures inside a document: XMLDSig and XAdES-B enveloped signatures.
// libxmlsec1 computes digests and values; what it may be asked to compute, and
// what that proves, is decided here.
namespace suyuan::xmldsig {

struct Question {
  // Null: chains and revocation are not checked.
  const TrustFolder* trust = nullptr;
  absl::Time now;
  // When these bytes are known to have existed, by a record of them; unset:
  // now. Where the signer claims no time it is the time that counts.
  std::optional<absl::Time> existed_by;
  // The names of who issued the document. A signer with none of them as
  // organisation or common name is a finding; empty: not compared.
  std::vector<std::string> issuer_names;
  dcc::Limits limits;
};

// Judges every signature of `document`, the original bytes. Refuses what
// dcc::Read refuses up to DCC_NOT_WELL_FORMED; whether it is a certificate
// does not matter. A signature is INVALID when any of this is so:
//   it covers another document, a part of this one, or an id that occurs more
//     than once; a ds:Signature stands elsewhere than in the root element
//   a digest or the value is wrong
//   SHA-1, MD5, HMAC, an RSA key below 2048 or an EC key below 256 bits
//   XAdES properties that it does not cover, or that name another certificate
//   the signer's certificate was not valid or was revoked at the signing time,
//     may not sign, or its chain is broken
// Nothing outside `document` is ever opened, no XPath or XSLT of it is run: of
// XPath filters only those that remove the signatures are known, by their
// text. At most 8 signatures with 8 references each are looked at; more leave
// the verdict INDETERMINATE, as does a document so large that its canonical
// forms would take seconds. Time stamps of third parties (XAdES-T) are not
// evaluated. Costs a parse, and a canonical form for each reference and each
// signature. Thread-safe.
absl::StatusOr<Report> Verify(absl::string_view document,
                              const Question& question);

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_VERIFY_H_
