#ifndef SERVICES_CERTIFICATES_PAGE_TEXTS_H_
#define SERVICES_CERTIFICATES_PAGE_TEXTS_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::certificates {

// A file of this folder, compiled in by CMake.
struct PageText {
  absl::string_view name;  // "zh.json", "certificate.html.mustache"
  absl::string_view text;
};
std::vector<PageText> PageTexts();

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_TEXTS_H_
