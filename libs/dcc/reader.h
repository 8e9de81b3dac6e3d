#ifndef LIBS_DCC_READER_H_
#define LIBS_DCC_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/document.h"
#include "libs/dcc/limits.h"

namespace suyuan::dcc {

// Reads a PTB digital calibration certificate, schema versions 2.2 to 3.3
// and, as far as the structure goes, any other. Elements are told by
// namespace and local name, never by prefix, and are taken where they stand:
// the schema is not enforced, what is odd becomes a Finding of the document.
//
// No network, no file and no entity is ever opened, and no document type
// declaration is accepted. Time and memory are linear in `bytes`.
//
// Refusals are INVALID_ARGUMENT and say the element's path, the line and what
// was expected; their reasons are
//   DCC_TOO_LARGE, DCC_TOO_DEEP   a limit is exceeded; the message names it
//   DCC_FORBIDDEN_DTD             a DOCTYPE
//   DCC_ENCODING_UNSUPPORTED      UTF-16 and others that are not ASCII-based
//   DCC_NOT_WELL_FORMED           not XML, or not valid in its encoding
//   DCC_NOT_A_DCC                 XML of another kind; says which if known
//   DCC_MISSING_ELEMENT           no administrativeData, coreData,
//                                 uniqueIdentifier or measurementResults
absl::StatusOr<Document> Read(absl::string_view bytes, const Limits& limits);

// The decoded bytes of document.attachments[index], where `bytes` is what the
// document was read from. OUT_OF_RANGE (DCC_NO_SUCH_ATTACHMENT) for an index
// that the document does not have, INVALID_ARGUMENT
// (DCC_ATTACHMENT_NOT_BASE64) where the text is not base64.
absl::StatusOr<std::string> ReadAttachment(absl::string_view bytes, int index,
                                           const Limits& limits);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_READER_H_
