#ifndef TESTS_UNIT_CERTIFICATES_SAMPLES_H_
#define TESTS_UNIT_CERTIFICATES_SAMPLES_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/store/memory_certificate_store.h"
#include "services/certificates/store/sql_certificate_store.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates::testing {

inline const absl::Time kNow = absl::FromUnixSeconds(1735689600);  // 2025-01-01

// A calibration with this number of the issuer 天山计量院; `text` tells the
// bytes of one apart from those of another.
PreparedCertificate AnyPrepared(const std::string& number,
                                const std::string& text = "");
KeptCertificate AnyKept(const std::string& number, int64_t position,
                        const std::string& text = "");

// A certificate that passes every check; change one field.
v1::Certificate ValidCertificate();
// The same, and whole as one of their kind must be: a 检定证书 of a pressure
// gauge and a 标准物质证书 of the second grade.
v1::Certificate ValidVerification();
v1::Certificate ValidMaterial();

// Payloads that show what was encoded.
class PlainEncoder : public FeedEncoder {
 public:
  std::string Imported(absl::string_view document,
                       const CertificateView& view) const override;
  std::string Changed(const CertificateId& id,
                      const StatusChange& change) const override;
};

// Each with a `store`, for contracts of CertificateStore.
struct Memory {
  MemoryCertificateStore owned;
  CertificateStore& store = owned;
};
struct Sqlite {
  Sqlite();
  std::unique_ptr<SqlCertificateStore> owned;
  CertificateStore& store;
};

}  // namespace suyuan::certificates::testing

#endif  // TESTS_UNIT_CERTIFICATES_SAMPLES_H_
