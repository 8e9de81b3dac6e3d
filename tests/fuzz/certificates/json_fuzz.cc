// Any text as a certificate in JSON: what is read has one canonical text,
// which reads back as it was; what is taken in is taken in again by that text
// with the same digest; what can be exported comes back.

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/certificates/prepared.h"

namespace suyuan::certificates {
namespace {

using suyuan::fuzz::CheckRefusal;

void CheckTakenIn(const PreparedCertificate& prepared) {
  const v1::Certificate certificate = fuzz::CheckPrepared(prepared);
  const auto again = PrepareJson(prepared.original, {});
  SUYUAN_CHECK(again.ok());
  SUYUAN_CHECK(again->digest == prepared.digest);
  SUYUAN_CHECK(again->document == prepared.document);
  fuzz::CheckExport(certificate);
}

// Our own reader of JSON reads less, and nothing else.
void CheckOurReader(absl::string_view json) {
  v1::Certificate certificate;
  const absl::Status read = json::FromJson(json, certificate);
  if (!read.ok()) return CheckRefusal(read, {"JSON_SYNTAX", "INVALID_FIELD"});
  fuzz::CheckCanonical(certificate);
}

void Check(absl::string_view json) {
  CheckOurReader(json);
  const auto certificate = CertificateFromJson(json);
  const auto prepared = PrepareJson(json, v1::Certificate::KIND_CALIBRATION);
  if (prepared.ok()) {
    CheckTakenIn(*prepared);
  } else {
    CheckRefusal(prepared.status(), {"INVALID_FIELD"});
    SUYUAN_CHECK(ViolationsOf(prepared.status()).size() <= 20);
  }
  SUYUAN_CHECK(certificate.ok() || !prepared.ok());
  if (certificate.ok()) fuzz::CheckCanonical(*certificate);
}

}  // namespace
}  // namespace suyuan::certificates

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::certificates::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
