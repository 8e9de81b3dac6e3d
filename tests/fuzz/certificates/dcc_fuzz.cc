// Any bytes as a digital calibration certificate that is taken in: the record
// is well formed, its original comes back byte for byte, and what can be
// exported again comes back as the same record.

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/certificates/prepared.h"

namespace suyuan::certificates {
namespace {

void Check(absl::string_view bytes) {
  const auto prepared = PrepareDcc(std::string(bytes), {});
  if (!prepared.ok()) {
    return suyuan::fuzz::CheckRefusal(
        prepared.status(),
        {"DCC_TOO_LARGE", "DCC_TOO_DEEP", "DCC_FORBIDDEN_DTD",
         "DCC_ENCODING_UNSUPPORTED", "DCC_NOT_WELL_FORMED", "DCC_NOT_A_DCC",
         "DCC_MISSING_ELEMENT", "DCC_TOO_MANY_POINTS", "INVALID_FIELD"});
  }
  SUYUAN_CHECK(prepared->original == bytes);
  const v1::Certificate certificate = fuzz::CheckPrepared(*prepared);
  SUYUAN_CHECK(certificate.kind() != v1::Certificate::KIND_UNSPECIFIED);
  SUYUAN_CHECK(certificate.media_type() == "application/xml");
  SUYUAN_CHECK(certificate.original_bytes() ==
               static_cast<int64_t>(bytes.size()));
  fuzz::CheckCanonical(certificate);
  fuzz::CheckExport(certificate);
}

}  // namespace
}  // namespace suyuan::certificates

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::certificates::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
