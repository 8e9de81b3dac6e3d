#ifndef SERVICES_CERTIFICATES_ISSUED_ISSUED_STORE_H_
#define SERVICES_CERTIFICATES_ISSUED_ISSUED_STORE_H_

#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/base/deadline.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/issued/issued_list.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

struct IssuedOrder {
  IssuedSpan span;  // all but its sequence
  std::vector<IssuedNumber> numbers;
  RememberedRequest request;
};

struct IssuedQuestion {
  std::string issuer;  // record, title or code; empty: all
  std::string page_token;
  int page_size = 50;  // at least 1
};
struct IssuedPage {
  std::vector<IssuedSpan> spans;
  std::string next_page_token;  // empty on the last page
};

// What institutions say that they issued. Thread-safe.
class IssuedStore {
 public:
  using Done = absl::AnyInvocable<void(absl::StatusOr<IssuedSpan>)>;
  virtual ~IssuedStore() = default;

  // Keeps a list whole or not at all; the certificates that it concerns are
  // then to be judged again. A repeat of the request gives the first answer.
  // REQUEST_ID_REUSED. `done` is called once, after the durable commit, and
  // must not block.
  virtual void ImportAsync(IssuedOrder order, Done done) = 0;
  // Newest first. INVALID_PAGE_TOKEN.
  virtual absl::StatusOr<IssuedPage> List(const IssuedQuestion& question,
                                          const Deadline& deadline) = 0;
  // Sets what the lists of its issuer say of each, as IsSameIssuer has it.
  virtual absl::Status Ask(
      absl::Span<checks::CheckedCertificate* const> certificates) = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ISSUED_ISSUED_STORE_H_
