#ifndef LIBS_TLOG_NOTE_TEXT_H_
#define LIBS_TLOG_NOTE_TEXT_H_

#include "absl/strings/string_view.h"

namespace suyuan::tlog {

// Well-formed UTF-8 (RFC 3629) without control characters under U+0020 other
// than newlines.
bool IsNoteText(absl::string_view text);

// Not empty, UTF-8, without Unicode spaces, control characters or a plus.
bool IsKeyName(absl::string_view name);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_NOTE_TEXT_H_
