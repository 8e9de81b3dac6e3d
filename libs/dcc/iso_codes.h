#ifndef LIBS_DCC_ISO_CODES_H_
#define LIBS_DCC_ISO_CODES_H_

#include "absl/strings/string_view.h"

namespace suyuan::dcc {

// A language of ISO 639-1: "en", "zh". Two lower-case letters, else false.
bool IsLanguageCode(absl::string_view code);

// A country or territory of ISO 3166-1 alpha-2, officially assigned: "CN",
// "GB" and not "UK". Two capitals, else false.
bool IsCountryCode(absl::string_view code);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_ISO_CODES_H_
