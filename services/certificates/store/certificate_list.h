#ifndef SERVICES_CERTIFICATES_STORE_CERTIFICATE_LIST_H_
#define SERVICES_CERTIFICATES_STORE_CERTIFICATE_LIST_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/deadline.h"
#include "services/certificates/archive/certificate.h"

namespace suyuan::certificates {

struct ListQuestion {
  std::string filter;
  std::string page_token;
  int page_size = 50;  // at least 1
  // A page ends before the originals of its certificates are larger together;
  // one certificate is always taken.
  int64_t max_original_bytes = std::numeric_limits<int64_t>::max();
  absl::CivilDay today;  // of the field `status`
};

struct ListedPage {
  std::vector<CertificateView> certificates;
  std::string next_page_token;  // empty on the last page
};

// Lists of certificates, newest import first, by filter. Thread-safe.
class CertificateList {
 public:
  virtual ~CertificateList() = default;
  // INVALID_FILTER, INVALID_PAGE_TOKEN. A page may be short and still not the
  // last.
  virtual absl::StatusOr<ListedPage> List(const ListQuestion& question,
                                          const Deadline& deadline) const = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_CERTIFICATE_LIST_H_
