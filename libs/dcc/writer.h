#ifndef LIBS_DCC_WRITER_H_
#define LIBS_DCC_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/document.h"

namespace suyuan::dcc {

// The document as a PTB digital calibration certificate, schema 3.3.0 with
// D-SI 2.2.1: the reader's mirror. Uncertainties are written in the form of
// 2.2.1, lists as XMLLists, everything in the order of the schema; among the
// data of one parent, words stand before quantities and these before lists.
// The version, the findings and the lines of `document` do not matter.
//
// What the schema requires and the document leaves empty is written empty, so
// a document that says all that the schema wants becomes a valid certificate
// and no other does. Software stands at the document, an item or equipment.
// Signatures are left out: they hold for the bytes that they were made over.
//
// INVALID_ARGUMENT (DCC_UNWRITABLE) names the element that cannot be written:
// a document does not hold all of attachments, formulas, comments and
// covariances; an expanded uncertainty lacks its factor or probability; a
// text holds a character that XML does not have. O(size of the document).
absl::StatusOr<std::string> Write(const Document& document);

// UTF-8 of characters that XML 1.0 has (section 2.2, Char).
bool IsXmlText(absl::string_view text);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_WRITER_H_
