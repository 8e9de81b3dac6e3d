#ifndef TESTS_UNIT_REGISTRY_WRITING_H_
#define TESTS_UNIT_REGISTRY_WRITING_H_

#include <stdlib.h>

#include <filesystem>
#include <future>
#include <string>
#include <utility>

#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "services/registry/store/record_store.h"

namespace suyuan::registry {

// Writes and waits until it is done.
inline absl::Status WriteNow(RecordStore& store, RecordStore::Unit unit) {
  auto done = std::make_shared<std::promise<absl::Status>>();
  std::future<absl::Status> status = done->get_future();
  store.Write(std::move(unit),
              [done](absl::Status result) { done->set_value(result); });
  return status.get();
}

// An error that no store makes by itself.
inline absl::Status RecordAbsent() {
  return WithReason(absl::NotFoundError("absent"), "ABSENT");
}

// `file` in a folder of its own.
inline std::string TemporaryPath(const std::string& file) {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "suyuan-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  return pattern + "/" + file;
}

}  // namespace suyuan::registry

#endif  // TESTS_UNIT_REGISTRY_WRITING_H_
