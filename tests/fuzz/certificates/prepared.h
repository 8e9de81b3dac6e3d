#ifndef TESTS_FUZZ_CERTIFICATES_PREPARED_H_
#define TESTS_FUZZ_CERTIFICATES_PREPARED_H_

#include <string>

#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/dcc/export.h"
#include "tests/fuzz/input.h"

// What holds of every certificate that was taken in, whatever it came as.

namespace suyuan::certificates::fuzz {

// `certificate` and its one JSON text say the same, to both readers of JSON.
inline void CheckCanonical(v1::Certificate certificate) {
  ClearOutputs(certificate);
  const std::string bytes = rpc::CanonicalBytes(certificate);
  const std::string canonical = CanonicalJson(certificate);
  SUYUAN_CHECK(text::IsValidUtf8(canonical));
  const auto again = CertificateFromJson(canonical);
  SUYUAN_CHECK(again.ok());
  SUYUAN_CHECK(rpc::CanonicalBytes(*again) == bytes);
  SUYUAN_CHECK(CanonicalJson(*again) == canonical);
  v1::Certificate by_ours;
  SUYUAN_CHECK(json::FromJson(canonical, by_ours).ok());
  SUYUAN_CHECK(rpc::CanonicalBytes(by_ours) == bytes);
}

// What is kept is the original, its digest, and a document that can be read.
inline v1::Certificate CheckPrepared(const PreparedCertificate& prepared) {
  SUYUAN_CHECK(prepared.digest == Digest::Of(prepared.original));
  auto certificate = ToProto(prepared);
  SUYUAN_CHECK(certificate.ok());
  SUYUAN_CHECK(rpc::CanonicalBytes(*certificate) == prepared.document);
  SUYUAN_CHECK(certificate->number() == prepared.particulars.number);
  return *std::move(certificate);
}

// What can be exported is taken in again as the same certificate.
inline void CheckExport(const v1::Certificate& certificate) {
  const auto bytes = DccOf(certificate);
  if (!bytes.ok()) {
    return suyuan::fuzz::CheckRefusal(
        bytes.status(), {"DCC_EXPORT_UNSAYABLE", "DCC_TOO_LARGE",
                         "DCC_TOO_MANY_POINTS", "DCC_UNWRITABLE"});
  }
  const auto prepared = PrepareDcc(*bytes, {});
  SUYUAN_CHECK(prepared.ok());
  v1::Certificate back = CheckPrepared(*prepared);
  SUYUAN_CHECK(back.kind() == certificate.kind());
  ClearOutputs(back);
  const auto again = DccOf(back);
  SUYUAN_CHECK(again.ok() && *again == *bytes);
}

}  // namespace suyuan::certificates::fuzz

#endif  // TESTS_FUZZ_CERTIFICATES_PREPARED_H_
