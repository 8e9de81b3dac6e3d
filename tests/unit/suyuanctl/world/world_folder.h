#ifndef TESTS_UNIT_SUYUANCTL_WORLD_WORLD_FOLDER_H_
#define TESTS_UNIT_SUYUANCTL_WORLD_WORLD_FOLDER_H_

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::world::testing {

// A folder of its own for files, gone with it.
class WorldFolder {
 public:
  WorldFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "suyuan-world-XXXXXX")
            .string();
    path_ = ::mkdtemp(name.data());
  }
  ~WorldFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  // Its path.
  std::string Write(const std::string& name, absl::string_view text) {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(text.data(), text.size());
    return file.string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace suyuan::world::testing

#endif  // TESTS_UNIT_SUYUANCTL_WORLD_WORLD_FOLDER_H_
