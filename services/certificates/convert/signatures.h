#ifndef SERVICES_CERTIFICATES_CONVERT_SIGNATURES_H_
#define SERVICES_CERTIFICATES_CONVERT_SIGNATURES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "google/protobuf/repeated_field.h"
#include "services/certificates/lint/lint.h"
#include "services/certificates/signatures/detached_signature.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

inline constexpr int kMostSignatures = 8;

// INVALID_FIELD for a key id that is no SHA-256, an unknown algorithm, no
// signature or one over 128 bytes, and a time that is none.
absl::StatusOr<DetachedSignature> ToSignature(
    const v1::DetachedSignature& message);
// The same with paths below `signatures`; at most kMostSignatures.
absl::StatusOr<std::vector<DetachedSignature>> ToSignatures(
    const google::protobuf::RepeatedPtrField<v1::DetachedSignature>& messages);

v1::DetachedSignature ToProto(const JudgedSignature& judged);
// What ToProto has made. What cannot be read is absent.
JudgedSignature FromProto(const v1::DetachedSignature& message);
std::vector<JudgedSignature> FromProto(
    const google::protobuf::RepeatedPtrField<v1::DetachedSignature>& messages);
// As the archive has it.
SignatureState StateOf(SignatureVerdict verdict);

// What is wrong with it as a finding; docs/signatures.md lists the codes. None
// where it is valid.
void AddSignatureFinding(const JudgedSignature& judged, int index,
                         v1::Certificate& certificate);

// Says of a certificate that is coming in what is known of its signatures:
// those in the document, which are counted already, and those beside it.
void SetSignatures(const SignatureLint& inside,
                   absl::Span<const JudgedSignature> beside,
                   v1::Certificate& certificate);

// Adds a valid signature to what the certificate has, or puts it in the place
// of the same one with another verdict. The certificate is VALID then.
void AddSignature(const JudgedSignature& judged, v1::Certificate& certificate);

// Puts a signature in the place of the same one, with its finding in the place
// of the ones about it. What is known of all is `state` then.
void ReviewSignature(const JudgedSignature& judged, SignatureState state,
                     v1::Certificate& certificate);

// Whether the certificate has a valid signature by the key.
bool HasValidSignature(const v1::Certificate& certificate,
                       absl::string_view key_id);
// Whether it has signatures in the document itself, and whether one of these is
// broken, which no other mends.
bool HasSignatureInside(const v1::Certificate& certificate);
bool IsBrokenInside(const v1::Certificate& certificate);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_SIGNATURES_H_
