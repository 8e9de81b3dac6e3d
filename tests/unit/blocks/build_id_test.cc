#include "libs/blocks/build_id.h"

#include <cctype>

#include "catch2/catch.hpp"

namespace suyuan::blocks {
namespace {

TEST_CASE("A program knows its build id, the same each time it asks") {
  const std::string id = BuildId();
  CHECK(id.size() == 40);
  for (const char c : id) CHECK(std::isxdigit(static_cast<unsigned char>(c)));
  CHECK(BuildId() == id);
}

}  // namespace
}  // namespace suyuan::blocks
