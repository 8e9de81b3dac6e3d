#include "services/certificates/transport/evidence.h"

#include <optional>
#include <string>

#include "libs/base/deadline.h"
#include "libs/base/status.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

absl::StatusOr<std::string> OriginalOf(CertificateStore& store,
                                       const CertificateId& id) {
  std::string original;
  SUYUAN_RETURN_IF_ERROR(store.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(const std::optional<KeptCertificate> kept,
                                reader.Find(id));
        if (!kept.has_value()) return CertificateNotFound(id);
        SUYUAN_ASSIGN_OR_RETURN(original, reader.Original(*kept));
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  return original;
}

}  // namespace

absl::Status Evidence::AddSignatures(checks::CheckedCertificate& c) const {
  if (signatures_ == nullptr || c.signature_count == 0) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const std::string original, OriginalOf(store_, c.id));
  c.signatures = signatures_->Read(original, c.recorded_at);
  return absl::OkStatus();
}

absl::Status Evidence::AddTo(
    absl::Span<checks::CheckedCertificate* const> certificates) const {
  for (checks::CheckedCertificate* c : certificates) {
    SUYUAN_RETURN_IF_ERROR(AddSignatures(*c));
  }
  return issued_.Ask(certificates);
}

}  // namespace suyuan::certificates
