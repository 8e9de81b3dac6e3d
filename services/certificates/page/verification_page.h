#ifndef SERVICES_CERTIFICATES_PAGE_VERIFICATION_PAGE_H_
#define SERVICES_CERTIFICATES_PAGE_VERIFICATION_PAGE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

struct VerificationPageOptions {
  std::string language;  // "zh" or "en"
  // As PageOptions.public_url.
  std::string public_url;
  // Too little was given to ask with.
  bool is_incomplete = false;
};

// Where a QR code leads: the page's address for the document with this digest.
std::string VerificationUrl(const std::string& public_url,
                            const std::string& digest);

// What CheckAuthenticity answers, as a page for anybody: a form for a digest or
// a number with its issuer, filled with the question, and below it the answer
// in words. It tells nothing that CheckAuthenticity does not. `answer`: null
// where nothing was asked yet. HTML that stands alone, without scripts; all
// texts are escaped. INVALID_FIELD (lang) for a language without words.
absl::StatusOr<std::string> VerificationPageOf(
    const v1::CheckAuthenticityRequest& question,
    const v1::CheckAuthenticityResponse* answer,
    const VerificationPageOptions& options);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_VERIFICATION_PAGE_H_
