#ifndef LIBS_DCC_DOCUMENT_KIND_H_
#define LIBS_DCC_DOCUMENT_KIND_H_

#include "absl/strings/string_view.h"

namespace suyuan::dcc {

// What an XML document is by its root element: a certificate, or one of the
// documents that are met under a certificate's name or with its D-SI values.
enum class DocumentKind {
  kDcc,                // PTB's digital calibration certificate, 2.2 and later
  kDccDraft,           // the same before 2.2, in an address inside PTB
  kDccOtherNamespace,  // its root name in a namespace that is nobody's
  kDcx,                // DFM's dialect, in part with the same root name
  kKeyComparison,      // BIPM's key comparison data, which hold D-SI values
  kDsiValues,          // D-SI values alone
  kDrmd,               // digital reference material document
  kWebPage,            // HTML that was saved as .xml
  kOther,
};

DocumentKind DocumentKindOf(absl::string_view root_name,
                            absl::string_view root_namespace);

// "DCC", "DCC_DRAFT", ...: stable, for machines.
const char* DocumentKindCode(DocumentKind kind);
// For people, as part of a sentence.
const char* DocumentKindInEnglish(DocumentKind kind);
const char* DocumentKindInChinese(DocumentKind kind);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_DOCUMENT_KIND_H_
