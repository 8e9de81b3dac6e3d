#ifndef SERVICES_SUYUANCTL_CLI_SIGNED_DOCUMENT_H_
#define SERVICES_SUYUANCTL_CLI_SIGNED_DOCUMENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/crypto/signing_key.h"
#include "suyuan/certificates/v1/certificate.pb.h"

// Documents and the signatures beside them, as files.

namespace suyuan::ctl {

// INVALID_ARGUMENT DOCUMENT_SYNTAX for what is no canonical certificate.
absl::StatusOr<certificates::v1::Certificate> ParseCertificate(
    const std::string& json);

// The bytes that a signature covers, which are those that the service keeps:
// of a DCC the file, of a canonical certificate (.json) its one canonical text.
// FILE_MISSING, DOCUMENT_TOO_LARGE, DOCUMENT_SYNTAX; INVALID_FIELD (kind) for a
// canonical certificate that does not say it, since an import would add it.
absl::StatusOr<std::string> ReadSignedBytes(const std::string& path);

// Beside "certificate.xml" stands "certificate.xml.sig".
std::string SignaturePathOf(absl::string_view document);

certificates::v1::DetachedSignature SignBytes(const crypto::SigningKey& key,
                                              absl::string_view bytes,
                                              absl::Time now);

// The file is the signature's message in JSON. FILE_MISSING; DOCUMENT_SYNTAX
// for what is none.
absl::StatusOr<certificates::v1::DetachedSignature> ReadSignatureFile(
    const std::string& path);
absl::StatusOr<std::string> SignatureFileText(
    const certificates::v1::DetachedSignature& signature);

// Whether the key made the signature over the bytes. FAILED_PRECONDITION
// SIGNATURE_INVALID: another key or algorithm is named, or it does not hold.
absl::Status CheckSignature(
    const certificates::v1::DetachedSignature& signature,
    absl::string_view bytes, const crypto::VerifyingKey& key);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_SIGNED_DOCUMENT_H_
