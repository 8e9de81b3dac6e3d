#ifndef SERVICES_TRACEABILITY_PROFILES_LOAD_H_
#define SERVICES_TRACEABILITY_PROFILES_LOAD_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/traceability/rules/profile.h"

namespace suyuan::traceability {

// Adds the profile of each file. As ProfileFromJson and Profiles::Add, with the
// file's name before the field; PROFILE_FILE_UNREADABLE where it cannot be
// read, is empty or over 1 MiB.
absl::Status LoadProfiles(const std::vector<std::string>& files,
                          Profiles& profiles);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROFILES_LOAD_H_
