#include "tests/support/tools.h"

#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"

namespace suyuan::testing {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsInstalled(const std::string& name) {
  for (const auto folder : absl::StrSplit(Variable("PATH"), ':')) {
    const std::string path = absl::StrCat(folder, "/", name);
    if (access(path.c_str(), X_OK) == 0) return true;
  }
  return false;
}

}  // namespace

bool HasToolOrSkip(const std::string& name) {
  if (IsInstalled(name)) return true;
  if (!Variable("CI").empty()) FAIL(name << " is not installed");
  WARN("SKIPPED: " << name << " is not installed");
  return false;
}

}  // namespace suyuan::testing
