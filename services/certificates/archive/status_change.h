#ifndef SERVICES_CERTIFICATES_ARCHIVE_STATUS_CHANGE_H_
#define SERVICES_CERTIFICATES_ARCHIVE_STATUS_CHANGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/signatures/detached_signature.h"

namespace suyuan::certificates {

// What was said about a certificate after its issue. The numbers are stored.
enum class StatusKind {
  kVoided = 1,
  kAmended = 2,
  kSubstituted = 3,
  kSigned = 4,           // by its issuer; nothing else changes
  kSignatureJudged = 5,  // one of its signatures, to another verdict
};
// "VOIDED", "AMENDED", "SUBSTITUTED", "SIGNED", "SIGNATURE_JUDGED".
absl::string_view StatusWord(StatusKind kind);

// A statement about a certificate: true of a day (`void_from`), known since an
// instant (`recorded_at`). Never changed and never taken back.
struct StatusChange {
  StatusKind kind = StatusKind::kVoided;
  // kVoided: the first day on which the certificate does not count.
  std::optional<absl::CivilDay> void_from;
  // kAmended, kSubstituted: what replaces it.
  std::optional<CertificateId> replaced_by;
  // kSigned: the signature, which is valid. kSignatureJudged: the signature
  // with its verdict from then on.
  std::optional<JudgedSignature> signature;
  // kSigned: valid. kSignatureJudged: what is known of all signatures then.
  std::optional<SignatureState> signature_state;
  std::string reason;
  absl::Time recorded_at;
  std::string principal;
  int64_t position = 0;  // in the change feed
  int64_t log_index = 0;
};

// The first day on which a certificate with these changes does not count:
// voiding again can only bring the day forward. Absent: never voided.
std::optional<absl::CivilDay> VoidFrom(absl::Span<const StatusChange> changes);

// The certificate that replaces it by a recorded change. Absent: none.
std::optional<CertificateId> ReplacedBy(absl::Span<const StatusChange> changes);

// What is known of the signatures beside a certificate that came with
// `imported`, by these changes.
std::vector<JudgedSignature> SignaturesBeside(
    std::vector<JudgedSignature> imported,
    absl::Span<const StatusChange> changes);
// Puts it in the place of the same one, else at the end.
void PutSignature(const JudgedSignature& judged,
                  std::vector<JudgedSignature>& signatures);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_STATUS_CHANGE_H_
