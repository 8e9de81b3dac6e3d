#ifndef TESTS_WORLDS_SAMPLE_WORLD_PATHS_H_
#define TESTS_WORLDS_SAMPLE_WORLD_PATHS_H_

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace suyuan::world::testing {

// The .json files below `folder`, relative to the root of the project, sorted.
inline std::vector<std::string> JsonBelow(const std::string& folder) {
  std::vector<std::string> paths;
  if (!std::filesystem::exists(folder)) return paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") {
      paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::vector<std::string> SamplePaths() {
  return JsonBelow("deploy/sample");
}
inline std::vector<std::string> WorldPaths() {
  return JsonBelow("tests/worlds/files");
}

}  // namespace suyuan::world::testing

#endif  // TESTS_WORLDS_SAMPLE_WORLD_PATHS_H_
