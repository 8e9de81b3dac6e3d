#ifndef SERVICES_CERTIFICATES_PAGE_PAGE_H_
#define SERVICES_CERTIFICATES_PAGE_PAGE_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

struct PageOptions {
  std::string language;  // "zh" or "en"
  // Where people reach the HTTP interface: "https://example.org". Links and
  // the QR code begin with it.
  std::string public_url;
  // The legal day on which it is looked at.
  absl::CivilDay today;
  // By reference id: the certificate held here that the reference means,
  // "certificates/...".
  std::map<std::string, std::string> held_references;
};

// A certificate as a page for people: HTML that stands alone, without scripts
// and with no style but its own, laid out for the screen and for paper
// (numbered pages). It has what such a certificate must carry (JJF 1071 for
// calibrations, the national form for verifications and their failures), its
// status, what proves it and a QR code of the address that checks it. What the
// record does not hold is said to stand in the original: names of persons, and
// the customer and addresses where nobody gave them. It tells what the
// certificate tells, so it is for those who may see the certificate.
//
// Whatever the certificate holds is escaped. INVALID_FIELD (lang) for a
// language without words. O(size of the certificate).
absl::StatusOr<std::string> PageOf(const v1::Certificate& certificate,
                                   const PageOptions& options);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_PAGE_H_
