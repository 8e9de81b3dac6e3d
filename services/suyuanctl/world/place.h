#ifndef SERVICES_SUYUANCTL_WORLD_PLACE_H_
#define SERVICES_SUYUANCTL_WORLD_PLACE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::world {

// Where something stands in a world: "c1.json" and
// "steps[2].certificates[0]". The field names are those of world.proto.
struct Place {
  std::string file;
  std::string path;
  int step = -1;  // -1 outside the steps

  std::string ToString() const { return file + ": " + path; }
};

// `status` with what it refuses named as its author wrote it: the message
// begins with file and path, and each violation's path is one in the file. A
// service speaks of its request ("standard.title"): `field`, the request's
// field that held what stands at `place`, is taken away.
absl::Status AtPlace(const Place& place, absl::string_view field,
                     const absl::Status& status);

// INVALID_FIELD for the field `path` of `file`.
absl::Status BadWorld(absl::string_view file, absl::string_view path,
                      absl::string_view description);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_PLACE_H_
