#ifndef SERVICES_CERTIFICATES_ARCHIVE_AUTHENTICITY_H_
#define SERVICES_CERTIFICATES_ARCHIVE_AUTHENTICITY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/certificates/archive/certificate.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// What anybody may ask (a public answer with minimal
// data): is there such a certificate, and does it count?

// The numbers are those of the wire.
enum class Authenticity {
  kGenuine = 1,
  kNotHeld = 2,  // says nothing about the paper
  kVoid = 3,
  kReplaced = 4,
  kConflicting = 5,  // several different documents claim this number (V22)
};

// By digest, or by number and issuer; the digest wins.
struct AuthenticityQuestion {
  std::optional<Digest> digest;
  std::string number;
  std::string issuer;
};

struct AuthenticityMatch {
  CertificateView view;
  Authenticity answer = Authenticity::kGenuine;
};

struct AuthenticityAnswer {
  Authenticity answer = Authenticity::kNotHeld;
  // Those that count first, then the newest import first.
  std::vector<AuthenticityMatch> matches;
};

// As of `today`: a certificate that becomes void later still counts. A
// document that was voided no longer makes the other one doubtful.
// O(certificates with the number).
absl::StatusOr<AuthenticityAnswer> CheckAuthenticity(
    CertificateReader& reader, const AuthenticityQuestion& question,
    absl::CivilDay today);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_AUTHENTICITY_H_
