#ifndef SERVICES_CERTIFICATES_CONVERT_CANONICAL_H_
#define SERVICES_CERTIFICATES_CONVERT_CANONICAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// Clears every output-only field (google.api.field_behavior), at any depth.
void ClearOutputs(v1::Certificate& certificate);

// The one JSON text of a certificate, so that equal content has equal bytes
// and one digest: protobuf's JSON mapping with lowerCamelCase names, without
// fields that have their default value, keys in the order of their bytes, no
// blanks, UTF-8 not escaped (RFC 8785 as far as these values go: there are no
// fractions, all decimals being text). Output-only fields must be cleared.
std::string CanonicalJson(const v1::Certificate& certificate);

// Any JSON text of a certificate. INVALID_FIELD (document) for what is none,
// unknown fields included.
absl::StatusOr<v1::Certificate> CertificateFromJson(absl::string_view json);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CANONICAL_H_
