// Every world that we ship is one: read strictly, marked as made up, its
// certificates unlike each other.

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "services/suyuanctl/world/world_file.h"
#include "tests/support/status_matchers.h"
#include "tests/worlds/sample/world_paths.h"

namespace suyuan::world {
namespace {

using suyuan::testing::IsOk;
using testing::SamplePaths;
using testing::WorldPaths;

std::vector<std::string> AllPaths() {
  std::vector<std::string> paths = SamplePaths();
  for (const std::string& path : WorldPaths()) paths.push_back(path);
  return paths;
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("The sample has a world for each of the chains C1 to C8") {
  const std::vector<std::string> paths = SamplePaths();
  for (const std::string chain :
       {"c1-", "c2-", "c3-", "c4-", "c5-", "c6-", "c7-", "c8-"}) {
    CAPTURE(chain);
    CHECK(std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
      return Contains(path, "/chains/" + chain);
    }));
  }
}

TEST_CASE("Each failure of chains and standards has its regression world") {
  std::set<std::string> shown;
  for (const std::string& path : WorldPaths()) {
    const auto files = LoadWorlds({path});
    REQUIRE_THAT(files.status(), IsOk());
    const std::string title = files->back().world.title().texts().at("en");
    for (const absl::string_view word :
         absl::StrSplit(title, absl::ByAnyChar(" ,:()"))) {
      shown.insert(std::string(word));
    }
  }
  // F01 to F12, F21, F22, F30 to F32, F38 to F40, F46 to F53 and F56.
  for (const std::string code :
       {"F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10",
        "F11", "F12", "F21", "F22", "F30", "F31", "F32", "F38", "F39", "F40",
        "F46", "F47", "F48", "F49", "F50", "F51", "F52", "F53", "F56"}) {
    CAPTURE(code);
    CHECK(shown.contains(code));
  }
}

TEST_CASE("Every world file reads strictly and says that it is made up") {
  for (const std::string& path : AllPaths()) {
    CAPTURE(path);
    const auto files = LoadWorlds({path});
    REQUIRE_THAT(files.status(), IsOk());
    for (const WorldFile& file : *files) {
      CAPTURE(file.path);
      CHECK(Contains(file.world.notice(), "模拟数据"));
      CHECK(Contains(file.world.notice(), "simulated data"));
      CHECK(file.world.title().texts().contains("zh"));
      CHECK(file.world.title().texts().contains("en"));
    }
  }
}

TEST_CASE("Every expectation says in both languages what it shows") {
  for (const std::string& path : AllPaths()) {
    const auto files = LoadWorlds({path});
    REQUIRE_THAT(files.status(), IsOk());
    for (const Expectation& expected : files->back().world.expect()) {
      CAPTURE(path, expected.target());
      CHECK(Contains(expected.about(), " / "));
    }
  }
}

TEST_CASE("The DCC files of the sample are read without a finding") {
  const auto files = LoadWorlds(SamplePaths());
  REQUIRE_THAT(files.status(), IsOk());
  int documents = 0;
  for (const WorldFile& file : *files) {
    for (const auto& [name, bytes] : file.documents) {
      CAPTURE(file.path, name);
      const auto document = dcc::Read(bytes, dcc::Limits());
      REQUIRE_THAT(document.status(), IsOk());
      CHECK(document->version.text == "3.3.0");
      for (const dcc::Finding& finding : document->findings) {
        CAPTURE(finding.code, finding.message_en);
        CHECK(false);
      }
      ++documents;
    }
  }
  CHECK(documents == 10);
}

TEST_CASE("No two certificates of the sample share a number") {
  const auto files = LoadWorlds(SamplePaths());
  REQUIRE_THAT(files.status(), IsOk());
  std::set<std::string> numbers;
  for (const WorldFile& file : *files) {
    for (const Step& step : file.world.steps()) {
      for (const auto& certificate : step.certificates()) {
        CAPTURE(certificate.number());
        CHECK(numbers.insert(certificate.number()).second);
      }
    }
  }
  CHECK(numbers.size() >= 40);
}

}  // namespace
}  // namespace suyuan::world
