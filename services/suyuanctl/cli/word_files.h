#ifndef SERVICES_SUYUANCTL_CLI_WORD_FILES_H_
#define SERVICES_SUYUANCTL_CLI_WORD_FILES_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::ctl {

struct WordFile {
  absl::string_view language;
  absl::string_view text;  // JSON
};

// Compiled in by CMake from words/*.json.
std::vector<WordFile> WordFiles();

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_WORD_FILES_H_
