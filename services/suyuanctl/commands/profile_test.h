#ifndef SERVICES_SUYUANCTL_COMMANDS_PROFILE_TEST_H_
#define SERVICES_SUYUANCTL_COMMANDS_PROFILE_TEST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

struct ProfileTestOptions {
  std::string profile;  // file of its definition
  // Worlds (.json), and files of canonical certificates, one a line (.jsonl).
  std::vector<std::string> files;
  std::string against;  // built-in profile; empty: the one that it is made from
  std::string as_of;    // day; empty: today
};

// Checks a profile of one's own and judges the files by it and by a built-in
// one, on this machine: tells each certificate of which the two think
// differently, and how many there are. Without files the profile is only
// checked. Certificates that a world has as DCC are counted and not judged.
// Refused as LoadProfiles and LoadWorlds.
absl::StatusOr<bool> TestProfile(const ProfileTestOptions& options,
                                 const Clock& clock, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_PROFILE_TEST_H_
