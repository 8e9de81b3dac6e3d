#ifndef SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_LIST_H_
#define SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_LIST_H_

#include <cstdint>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/deadline.h"
#include "libs/sql/page_token.h"
#include "services/certificates/store/certificate_list.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// Lists of certificates, newest import first, with the filters of libs/sql
// over the fields
//   number, item, reference   compared in normal form
//   issuer                    record, title or code
//   kind, digest              "CALIBRATION"; hex
//   status                    CURRENT, VOIDED, REPLACED: as of today
//   begin, end, issued, valid_to, recorded_at
// What must hold of number, item, reference, issuer, kind or digest is served
// by an index; the rest is looked through, at most kMaxScanned certificates a
// page, so a page may be short and still not the last. Thread-safe.
class SqlCertificateList final : public CertificateList {
 public:
  static constexpr int64_t kMaxScanned = 10000;

  // Borrows the store. `keyed_hash` seals page tokens.
  SqlCertificateList(CertificateStore& store, sql::KeyedHash keyed_hash)
      : store_(store), tokens_(std::move(keyed_hash)) {}

  absl::StatusOr<ListedPage> List(const ListQuestion& question,
                                  const Deadline& deadline) const override;

 private:
  CertificateStore& store_;
  sql::PageTokens tokens_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_LIST_H_
