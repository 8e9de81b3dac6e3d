#ifndef SERVICES_SUYUANCTL_COMMANDS_SUGGEST_H_
#define SERVICES_SUYUANCTL_COMMANDS_SUGGEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

// As SuggestChainRequest.
struct SuggestOptions {
  std::string instrument;
  std::string kind;
  std::string value;
  std::string unit;
  std::string uncertainty;
  std::string mpe;
  std::string ratio;
  std::string specification;
  std::string division;
  std::string equipment_class;
  bool verification = false;
  bool outside = false;
  std::string profile;
  std::string as_of;
  std::string token;
  bool json = false;
};

// Shows which measurement standards could carry an item, what speaks against
// others, and shorter ways up. False where none could.
absl::StatusOr<bool> Suggest(const SuggestOptions& options,
                             Connections& connections, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_SUGGEST_H_
