#ifndef SERVICES_CERTIFICATES_DCC_EXPORT_H_
#define SERVICES_CERTIFICATES_DCC_EXPORT_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/dcc/document.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// A canonical certificate as a digital calibration certificate: the mirror of
// dcc_import.h. Values, units, uncertainties, methods, equipment, conditions
// and statements stand where every reader of DCCs looks for them; what DCC has
// no element for is said by refType tokens of our own (dcc_vocabulary.h).
// What the schema wants and the certificate does not say is filled with
// "not stated" and marked, never made up. Output-only fields are not said, but
// for a statement of which record the document was made from.
//
// DCC_EXPORT_UNSAYABLE where there is no number, or neither a first nor a last
// day of the work. O(size of the certificate).
absl::StatusOr<dcc::Document> DccDocumentOf(const v1::Certificate& certificate);

// The same as bytes, schema 3.3.0. They were read back, and what came back is
// the certificate: where one field would differ, DCC_EXPORT_UNSAYABLE names it
// with what it was and what it would become. Two things count as equal: a
// message that says nothing and none at all; a unit with and without blanks
// between its parts, which are not written. DCC_TOO_LARGE where the service
// would not take it back.
absl::StatusOr<std::string> DccOf(const v1::Certificate& certificate);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_DCC_EXPORT_H_
