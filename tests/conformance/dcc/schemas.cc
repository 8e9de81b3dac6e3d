#include "tests/conformance/dcc/schemas.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "catch2/catch.hpp"

namespace suyuan::dcc::testing {

const SchemaFolder* Schemas() {
  static const auto& folder = *new std::unique_ptr<SchemaFolder>([] {
    const char* set = std::getenv("SUYUAN_DCC_SCHEMAS");
    const std::string path = set != nullptr ? set : "../shared/dcc/schema";
    auto opened = SchemaFolder::Open(path);
    if (opened.ok()) return *std::move(opened);
    std::cout << "no DCC schemas at " << path
              << " (SUYUAN_DCC_SCHEMAS): nothing is checked\n";
    return std::unique_ptr<SchemaFolder>();
  }());
  return folder.get();
}

LintReport MustLint(absl::string_view bytes, const SchemaFolder* schemas) {
  auto report = Lint(bytes, Limits(), schemas, Deadline::Infinite());
  INFO(report.status());
  REQUIRE(report.ok());
  return *std::move(report);
}

}  // namespace suyuan::dcc::testing
