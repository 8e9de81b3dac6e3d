#ifndef SERVICES_CERTIFICATES_LOG_LEAF_H_
#define SERVICES_CERTIFICATES_LOG_LEAF_H_

#include <string>

#include "absl/time/time.h"
#include "services/certificates/archive/certificate.h"
#include "services/certificates/registry/registry_change.h"

namespace suyuan::certificates {

// The leaves of the log: one line of JSON each, the keys in this order. Leaves
// are public for ever, so they hold no name of a person, a customer or an
// instrument, and no number.

// {"kind":"CALIBRATION","digest":"...","time":"...Z","issuer":"..."}: these
// bytes were held at that time.
std::string ImportLeaf(const KeptCertificate& kept);

// {"kind":"VOIDED","digest":"...","time":"...Z","issuer":"...","statement":
// "..."}: said about the certificate with that digest. The statement is the
// SHA-256 of StatementText(change): who reads the change can check it, and the
// operator cannot alter it later.
std::string StatusLeaf(const KeptCertificate& kept, const StatusChange& change);

// {"kind":"RECORD_SPECIFICATION","digest":"...","time":"...Z",
// "issuer":"registry"}: the registry recorded this content at that time. Who
// the record is about is not told.
std::string RecordLeaf(const LoggedRecord& record, absl::Time recorded_at);

// {"kind":...,"void_from":...,"replaced_by":...,"reason":...}: what the leaf of
// a change of status commits to; of a signature that was added or judged again,
// also "key" (its id) and "signature" (base64), and of the latter "verdict" and
// "signature_state" (as docs/signatures.md has them).
std::string StatementText(const StatusChange& change);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_LEAF_H_
