#ifndef LIBS_TEXT_NORMALISE_H_
#define LIBS_TEXT_NORMALISE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::text {

// Unicode normal form KC, format characters and all; bytes that are not UTF-8
// become U+FFFD. O(n), no work for ASCII text.
std::string Nfkc(absl::string_view raw);

// NFKC with full case folding, invisible format characters removed; blanks stay
// as they are. Not for showing. O(n).
std::string FoldCase(absl::string_view raw);

// The form by which identifiers are compared: certificate and specification
// numbers, serial numbers, codes. Two ways to type one number give one form:
//   NFKC (full-width letters and digits become ASCII);
//   brackets unified: （） to (), 〔〕［］【】〖〗 to [];
//   blanks of every kind and invisible format characters removed;
//   every dash and minus to '-', the Chinese two-em dash —— to one '-';
//   ASCII letters to upper case.
// So "JJG（新） 5—2020" gives "JJG(新)5-2020". Idempotent. A byte that is not
// UTF-8 becomes U+FFFD: who must refuse such text asks IsValidUtf8 first.
// The raw text is for showing and is kept beside it.
// O(n); one allocation for ASCII text.
std::string NormaliseIdentifier(absl::string_view raw);

// The form by which names of institutions are matched as printed: NFKC with
// full case folding, invisible format characters removed, each run of blanks
// one blank, none at the ends and none beside a full-width character (Chinese
// names are spaced out for looks). Not for showing. O(n).
std::string NormaliseName(absl::string_view raw);

}  // namespace suyuan::text

#endif  // LIBS_TEXT_NORMALISE_H_
