#ifndef SERVICES_CERTIFICATES_CHECKS_JSON_MEMORY_H_
#define SERVICES_CERTIFICATES_CHECKS_JSON_MEMORY_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"
#include "services/certificates/checks/memory.h"

namespace suyuan::certificates::checks {

// What is remembered as JSON; null where nothing is remembered. STORE_CORRUPT
// where the text is none. What a shelf holds is of one version of the rules, so
// that its shape is known.
absl::StatusOr<nlohmann::json> RecallJson(Memory& memory, Shelf shelf,
                                          absl::string_view key);
void RememberJson(Memory& memory, Shelf shelf, absl::string_view key,
                  const nlohmann::json& value);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_JSON_MEMORY_H_
