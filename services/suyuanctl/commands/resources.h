#ifndef SERVICES_SUYUANCTL_COMMANDS_RESOURCES_H_
#define SERVICES_SUYUANCTL_COMMANDS_RESOURCES_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

struct GetOptions {
  std::string name;
  std::string known_at;  // RFC 3339; of certificates only
  std::string token;
};

// Prints a resource of any service as JSON: a record of the registry,
// certificates/*, findings/*, creditSubjects/*, creditSubjects/*/facts/*,
// creditPolicies/*. INVALID_FIELD for a name of no collection, and for an
// option that its collection has not.
absl::StatusOr<bool> Get(const GetOptions& options, Connections& connections,
                         Console& console);

struct ListOptions {
  // "standards", "certificates", "creditSubjects/x/facts".
  std::string collection;
  std::string filter;
  std::string as_of;  // records of the registry only
  int page_size = 0;  // the service's own
  std::string token;
  bool json = false;
};

// Prints a collection whole, page by page: as a table, or one JSON object a
// line. INVALID_FIELD for a collection that is none, or an option that it has
// not.
absl::StatusOr<bool> List(const ListOptions& options, Connections& connections,
                          Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_RESOURCES_H_
