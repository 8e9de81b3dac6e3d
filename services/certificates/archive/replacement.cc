#include "services/certificates/archive/replacement.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

// A longer chain is refused like a circle: nobody could follow it.
constexpr int kMaxReplacements = 100;

absl::Status CheckNoCircle(CertificateReader& reader, const CertificateId& id,
                           const CertificateId& replaced_by) {
  std::optional<CertificateId> next = replaced_by;
  for (int step = 0; step < kMaxReplacements; ++step) {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<StatusChange> changes,
                            reader.Changes(*next));
    next = ReplacedBy(changes);
    if (!next.has_value()) return absl::OkStatus();
    if (*next == id) break;
  }
  return InvalidField(
      "replaced_by",
      absl::StrCat(replaced_by.name(), " is itself replaced, in the end by ",
                   id.name(),
                   "; a certificate that replaces none of its own "
                   "successors is wanted"));
}

}  // namespace

absl::Status CheckReplacement(CertificateReader& reader,
                              const CertificateView& view,
                              const KeptCertificate& replacing) {
  const CertificateId& id = view.kept.id;
  if (replacing.id == id) {
    return InvalidField("replaced_by",
                        absl::StrCat(id.name(),
                                     " is the certificate itself; "
                                     "another one is wanted"));
  }
  const Issuer& issuer = view.kept.particulars.issuer;
  if (!IsSameIssuer(issuer, replacing.particulars.issuer)) {
    return IssuerMismatch(PublicIssuer(issuer),
                          PublicIssuer(replacing.particulars.issuer));
  }
  const std::optional<CertificateId> already = ReplacedBy(view.changes);
  if (already.has_value()) return AlreadyReplaced(id, *already);
  return CheckNoCircle(reader, id, replacing.id);
}

}  // namespace suyuan::certificates
