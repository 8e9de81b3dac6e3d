#ifndef SERVICES_SUYUANCTL_WORLD_WORLD_FILE_H_
#define SERVICES_SUYUANCTL_WORLD_WORLD_FILE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/suyuanctl/world/place.h"
#include "suyuanctl/world.pb.h"

namespace suyuan::world {

using ::suyuanctl::Expectation;
using ::suyuanctl::Step;
using ::suyuanctl::World;

// A world as read from its file.
struct WorldFile {
  std::string path;  // as given, or beside the file that includes it
  World world;
  // The bytes of every dcc_files entry, by the entry's text.
  std::map<std::string, std::string> documents;
  // Named by the caller, not only included: its expectations are judged.
  bool named = false;
};

// The files at `paths` with all that they include, in the order in which they
// are applied: what is included before what includes it, each file once.
// Refused before anything is applied:
//   NOT_FOUND WORLD_FILE_MISSING: a file that cannot be read
//   INVALID_ARGUMENT WORLD_SYNTAX: no World in protobuf's JSON form
//   INVALID_ARGUMENT WORLD_INCLUDES_ITSELF: by some way
//   INVALID_FIELD: what CheckWorld says
absl::StatusOr<std::vector<WorldFile>> LoadWorlds(
    const std::vector<std::string>& paths);

// One World of JSON text. WORLD_SYNTAX naming `file`.
absl::StatusOr<World> ParseWorld(absl::string_view file,
                                 absl::string_view json);

// What can be seen without any service: names that are none, times that go
// back, endings without a day, expectations that ask nothing. INVALID_FIELD
// naming `file` and the field.
absl::Status CheckWorld(absl::string_view file, const World& world);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_WORLD_FILE_H_
