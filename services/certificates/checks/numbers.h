#ifndef SERVICES_CERTIFICATES_CHECKS_NUMBERS_H_
#define SERVICES_CERTIFICATES_CHECKS_NUMBERS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"

namespace suyuan::certificates::checks {

// A certificate as it is found by its number.
struct NumberedCertificate {
  std::string certificate;  // CertificateId::text()
  std::string issuer;       // IssuerKey
  std::string content;      // what it says, whatever its format
  std::optional<absl::CivilDay> valid_to;
  std::vector<std::string> artefacts;  // keys of its items
};

// Those remembered under a number, the first so many.
inline constexpr size_t kMostOfOneNumber = 16;
absl::StatusOr<std::vector<NumberedCertificate>> WithNumber(
    Memory& memory, const std::string& number);
absl::Status RememberNumber(const CheckedCertificate& certificate,
                            Memory& memory);

// The certificate that a reference cites, by one of its numbers. Numbers
// repeat across issuers: where the reference names none, one certificate alone
// must have the number. Else nullopt.
absl::StatusOr<std::optional<NumberedCertificate>> CitedBy(
    const CheckedReference& reference, Memory& memory);

// V22 (F14, F15): the archive holds other bytes under this issuer, kind and
// number, and no replacement links the two. One finding a pair, so that a later
// replacement closes it. Of the same content (the same record in two formats)
// hard and major; of another content a contradiction and a blocker.
absl::StatusOr<std::vector<Finding>> CheckUniqueNumber(
    const CheckedCertificate& certificate, Memory& memory);
// The subject of V22 about a pair, in either order.
std::string PairSubject(const CertificateId& a, const CertificateId& b);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_NUMBERS_H_
