#ifndef LIBS_BASE_PREFIX_H_
#define LIBS_BASE_PREFIX_H_

#include "absl/strings/string_view.h"

namespace suyuan {

// Appended to a text: after every UTF-8 text that begins with it, bytes
// compared. The last character there is.
inline constexpr absl::string_view kAfterAll = "\xf4\x8f\xbf\xbf";

}  // namespace suyuan

#endif  // LIBS_BASE_PREFIX_H_
