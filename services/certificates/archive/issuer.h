#ifndef SERVICES_CERTIFICATES_ARCHIVE_ISSUER_H_
#define SERVICES_CERTIFICATES_ARCHIVE_ISSUER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::certificates {

// Who issued a certificate, as it says itself. This service knows no register
// of institutions: names are compared as printed.
struct Issuer {
  std::string institution;  // institutions/{institution}, or empty
  std::string title;        // as printed
  std::string code;         // accreditation or laboratory number, as printed

  friend bool operator==(const Issuer&, const Issuer&) = default;
};

// Whether two certificates say that the same body issued them. Where both name
// a record, the records decide; else equal titles or equal codes do, each in
// normal form. What both leave empty says nothing. O(length).
bool IsSameIssuer(const Issuer& a, const Issuer& b);

// The texts by which an issuer is looked up: record, title and code in normal
// form, each marked with which it is; none for what is empty. Issuers that are
// the same share one.
std::vector<std::string> IssuerForms(const Issuer& issuer);

// The forms that `asked` may be: a resource name, a title or a code.
std::vector<std::string> FormsAsked(absl::string_view asked);

// What a public answer and the log call the issuer: the title as printed, else
// the record, else the code; at most 256 bytes, cut between characters.
std::string PublicIssuer(const Issuer& issuer);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_ISSUER_H_
