#ifndef SERVICES_CERTIFICATES_PAGE_TEXTS_H_
#define SERVICES_CERTIFICATES_PAGE_TEXTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::certificates {

// A file of this folder, compiled in by CMake.
struct PageText {
  absl::string_view name;  // "zh.json", "certificate.html.mustache"
  absl::string_view text;
};
std::vector<PageText> PageTexts();
// Of a file that is there; "" else.
inline std::string PageTextOf(absl::string_view name) {
  for (const PageText& file : PageTexts()) {
    if (file.name == name) return std::string(file.text);
  }
  return "";
}

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_TEXTS_H_
