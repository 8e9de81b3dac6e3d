#ifndef SERVICES_SUYUANCTL_WORLD_SERVICES_H_
#define SERVICES_SUYUANCTL_WORLD_SERVICES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/suyuanctl/world/record_kind.h"
#include "suyuan/certificates/v1/certificates.pb.h"
#include "suyuan/traceability/v1/traceability.pb.h"

// What a world is written to and judged by. grpc_services.h makes them of
// stubs. Errors are the services' own, their violations' paths those of the
// requests. Writes may be repeated: a lost answer is asked for again.

namespace suyuan::world {

// The registry.
class Records {
 public:
  virtual ~Records() = default;
  // ALREADY_EXISTS (RECORD_EXISTS) for a name that is taken.
  virtual absl::StatusOr<Record> Create(const Record& record) = 0;
  virtual absl::StatusOr<Record> Get(absl::string_view name) = 0;
  // Writes every field. `etag` names the revision that is replaced.
  virtual absl::StatusOr<Record> Update(const Record& record,
                                        absl::string_view etag) = 0;
  virtual absl::StatusOr<Record> End(absl::string_view name,
                                     absl::string_view day,
                                     absl::string_view reason) = 0;
};

// The certificates service.
class Certificates {
 public:
  virtual ~Certificates() = default;
  virtual absl::StatusOr<certificates::v1::ImportCertificateResponse> Import(
      const certificates::v1::ImportCertificateRequest& request) = 0;
  // Those with that number, of that issuer (as printed or by name) where it is
  // not "".
  virtual absl::StatusOr<std::vector<certificates::v1::Certificate>> Find(
      absl::string_view number, absl::string_view issuer) = 0;
  virtual absl::StatusOr<certificates::v1::Certificate> Get(
      absl::string_view name) = 0;
  virtual absl::StatusOr<certificates::v1::Certificate> Void(
      const certificates::v1::VoidCertificateRequest& request) = 0;
  virtual absl::StatusOr<certificates::v1::Certificate> Replace(
      const certificates::v1::ReplaceCertificateRequest& request) = 0;
};

// The traceability service.
class Judge {
 public:
  virtual ~Judge() = default;
  virtual absl::StatusOr<traceability::v1::TraceResponse> Trace(
      const traceability::v1::TraceRequest& request) = 0;
  // The whole list; DATA_LOSS (STREAM_INCOMPLETE) where it came without its
  // summary.
  virtual absl::StatusOr<std::vector<traceability::v1::AffectedCertificate>>
  ListAffected(const traceability::v1::ListAffectedRequest& request) = 0;
};

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_SERVICES_H_
