#ifndef SERVICES_CERTIFICATES_ISSUED_ISSUED_LIST_H_
#define SERVICES_CERTIFICATES_ISSUED_ISSUED_LIST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/certificates/archive/certificate.h"

namespace suyuan::certificates {

// What a list says that it is complete of: the certificates of an issuer, of
// some kinds (none: of all), issued from one day to another.
struct IssuedCoverage {
  Issuer issuer;
  absl::CivilDay from;
  absl::CivilDay to;
  std::vector<CertificateKind> kinds;
};

// A certificate that a list names.
struct IssuedNumber {
  std::string number;  // normal form
  CertificateKind kind = CertificateKind::kUnspecified;
  std::string digest;  // SHA-256 of the document, lower-case hex; "" not told
};

// A list as it is kept, without its numbers.
struct IssuedSpan {
  int64_t sequence = 0;  // 1, 2, 3, ...; 0 where it was not kept
  IssuedCoverage coverage;
  int64_t numbers = 0;
  std::string digest;  // SHA-256 of the list as it was sent, hex
  absl::Time recorded_at;
  std::string principal;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ISSUED_ISSUED_LIST_H_
