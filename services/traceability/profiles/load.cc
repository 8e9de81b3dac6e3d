#include "services/traceability/profiles/load.h"

#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/traceability/errors.h"
#include "services/traceability/profiles/profile_definition.h"

namespace suyuan::traceability {
namespace {

absl::StatusOr<std::string> ReadText(const std::string& path) {
  constexpr size_t kMostBytes = 1 << 20;
  std::ifstream file(path, std::ios::binary);
  std::string text(kMostBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || file.gcount() == 0 || !file.eof()) {
    return ProfileFileUnreadable(path);
  }
  text.resize(static_cast<size_t>(file.gcount()));
  return text;
}

// The status with the file that it is about.
absl::Status OfFile(const std::string& file, const absl::Status& status) {
  if (!ViolationsOf(status).empty()) return InField(file, status);
  return WithReason(
      absl::Status(status.code(), absl::StrCat(file, ": ", status.message())),
      ReasonOf(status));
}

}  // namespace

absl::Status LoadProfiles(const std::vector<std::string>& files,
                          Profiles& profiles) {
  for (const std::string& file : files) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string text, ReadText(file));
    absl::StatusOr<Profile> profile = ProfileFromJson(text);
    if (!profile.ok()) return OfFile(file, profile.status());
    const absl::Status added = profiles.Add(*std::move(profile));
    if (!added.ok()) return OfFile(file, added);
  }
  return absl::OkStatus();
}

}  // namespace suyuan::traceability
