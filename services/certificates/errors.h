#ifndef SERVICES_CERTIFICATES_ERRORS_H_
#define SERVICES_CERTIFICATES_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/certificates/archive/digest.h"

// The only texts of this service's refusals, and the reasons that clients
// match on.

namespace suyuan::certificates {

absl::Status CertificateNotFound(const CertificateId& id);
absl::Status DocumentTooLarge(int64_t bytes, int64_t most);
// What DCC has no way to say: `field` of the certificate, and what is in it.
absl::Status DccExportUnsayable(absl::string_view field,
                                absl::string_view what);
absl::Status TooManyItems(int64_t count, int64_t most);
absl::Status EtagMismatch(absl::string_view given, absl::string_view current);
absl::Status AlreadyVoid(const CertificateId& id, absl::CivilDay since);
absl::Status AlreadyReplaced(const CertificateId& id, const CertificateId& by);
absl::Status IssuerMismatch(absl::string_view replaced,
                            absl::string_view replacing);
// UNAVAILABLE: the answer would not include what the token asks for.
absl::Status TokenAhead(int64_t asked, int64_t last);
absl::Status OutsideLog(absl::string_view field, int64_t asked, int64_t size);
// The signature is not taken: a word of DetachedVerdict says why.
absl::Status SignatureRefused(absl::string_view verdict,
                              absl::string_view key_id);
// What the folder of keys to issue with cannot be used for.
absl::Status IssuingKeysInvalid(absl::string_view path, absl::string_view what);
absl::Status IssuingKeyNone(absl::string_view institution);
absl::Status IssuingNotAllowed(absl::string_view principal,
                               absl::string_view institution);
// The document's own schema, of that version, refuses it.
absl::Status SchemaInvalid(absl::string_view version, int errors);
// UNAVAILABLE: the keys of institutions are still on their way.
absl::Status SigningKeysNotReady();
// Two documents whose digests begin alike in 128 bits.
absl::Status IdTaken(const CertificateId& id);
// A row that the schema promises is not there.
absl::Status RowMissing();
absl::Status TileNotFound(absl::string_view path, int64_t signed_size);
absl::Status WitnessesNone();
absl::Status NotWitnessed();
// The note is of another checkpoint than those that can be cosigned now.
absl::Status CheckpointNotPending();
absl::Status CosignatureInFuture(absl::string_view witness, absl::Time at);
// The signed checkpoint does not fit the leaves that are stored.
absl::Status LogForked(int64_t signed_size, int64_t stored_size);
// Who follows the log could not check what another key signs.
absl::Status LogKeyChanged(absl::string_view verifier);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ERRORS_H_
