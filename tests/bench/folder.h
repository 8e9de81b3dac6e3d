#ifndef TESTS_BENCH_FOLDER_H_
#define TESTS_BENCH_FOLDER_H_

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace suyuan::bench {

// A new folder for the stores, gone with this.
class Folder {
 public:
  // In the folder `in`; the path is empty where none can be made.
  explicit Folder(const std::string& in) {
    path_ = in + "/suyuan-bench-XXXXXX";
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_FOLDER_H_
