#ifndef TESTS_E2E_REGION_H_
#define TESTS_E2E_REGION_H_

#include <map>
#include <string>

#include "tests/e2e/instance.h"

namespace suyuan::e2e {

// A suite with the sample's worlds and the region that deploy/sample/generate
// draws, loaded as deploy/quickstart does. Fails the test if anything of it is
// refused.
class Region {
 public:
  // Draws into `folder` and keeps its data beside it.
  explicit Region(const std::string& folder);

  Instance& instance() { return instance_; }
  // Records that were taken, by collection.
  const std::map<std::string, int>& taken() const { return taken_; }

 private:
  void Import(const std::string& path, const std::string& collection);
  void Call(const std::string& line);

  Instance instance_;
  std::map<std::string, int> taken_;
};

// One for all tests of a process, made by the first that asks; null where the
// machine has no Python to draw it with.
Region* SharedRegion();

}  // namespace suyuan::e2e

#endif  // TESTS_E2E_REGION_H_
