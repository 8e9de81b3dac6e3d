#ifndef SERVICES_CERTIFICATES_SQL_CERTIFICATE_LIST_H_
#define SERVICES_CERTIFICATES_SQL_CERTIFICATE_LIST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/base/deadline.h"
#include "libs/sql/page_token.h"
#include "services/certificates/certificate.h"
#include "services/certificates/certificate_store.h"

namespace suyuan::certificates {

struct ListedPage {
  std::vector<CertificateView> certificates;
  std::string next_page_token;  // empty on the last page
};

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
class CertificateList {
 public:
  static constexpr int64_t kMaxScanned = 10000;

  explicit CertificateList(sql::KeyedHash keyed_hash)
      : tokens_(std::move(keyed_hash)) {}

  // INVALID_FILTER, INVALID_PAGE_TOKEN. `page_size` is at least 1.
  absl::StatusOr<ListedPage> List(CertificateStore& store,
                                  absl::string_view filter,
                                  absl::string_view page_token, int page_size,
                                  absl::CivilDay today,
                                  const Deadline& deadline) const;

 private:
  sql::PageTokens tokens_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_SQL_CERTIFICATE_LIST_H_
