#ifndef SERVICES_CERTIFICATES_ARCHIVE_VIEW_H_
#define SERVICES_CERTIFICATES_ARCHIVE_VIEW_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/certificates/archive/certificate.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// Certificates of one issuer and number that are compared with each other: the
// newest so many. More is no accident of numbering but a flood.
inline constexpr int64_t kMaxSameNumber = 100;

// The certificates before `before` in the feed whose `term` (kKey or
// kReplacedKey) is `number_key` with one of `issuer_forms`, each once, newest
// first, at most kMaxSameNumber of each form.
absl::StatusOr<std::vector<KeptCertificate>> WithKey(
    CertificateReader& reader, Term term, absl::string_view number_key,
    const std::vector<std::string>& issuer_forms, int64_t before);

// The certificate with everything said about it up to `horizon`.
// O(certificates with its number and issuer + their changes).
absl::StatusOr<CertificateView> ViewOf(CertificateReader& reader,
                                       KeptCertificate kept,
                                       const Horizon& horizon);

// The same key: issuer, kind, normalised number. An empty
// number is nobody's.
bool HasSameKey(const KeptCertificate& a, const KeptCertificate& b);

// Whether the document of `newer` says that it replaces `older`: same issuer,
// the number it gives, and not itself. Where each says so of the other (a
// third issue under one number), the later day of issue replaces, and of one
// day the later import.
bool ClaimsToReplace(const KeptCertificate& newer,
                     const KeptCertificate& older);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_VIEW_H_
