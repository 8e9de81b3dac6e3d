#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "services/suyuanctl/commands/profile_test.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

// Nothing that V14 has a say in breaks a chain by itself; here it does.
constexpr char kStrict[] = R"({"id": "STRICT", "version": "1",
  "base": "CN_LEGAL",
  "rules": [{"code": "V14", "severity": "SEVERITY_BLOCKER"}]})";

struct Run {
  absl::StatusOr<bool> done = false;
  std::string out;
};

Run RunTest(const std::string& definition, std::vector<std::string> files) {
  const TemporaryFolder folder;
  std::ofstream(folder.File("profile.json")) << definition;
  const FakeClock clock(absl::FromUnixSeconds(1793000000));  // 2026-10-26
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  Run run;
  run.done = TestProfile({.profile = folder.File("profile.json"),
                          .files = std::move(files),
                          .as_of = "2026-11-02"},
                         clock, console);
  run.out = out.str();
  return run;
}

TEST_CASE("A profile alone is checked and shown with its digest") {
  const Run run = RunTest(kStrict, {});
  REQUIRE_THAT(StatusOf(run.done), IsOk());
  CHECK(absl::StartsWith(run.out, "STRICT, version 1, digest "));
  CHECK(absl::StrContains(run.out, "compared with CN_LEGAL"));
}

TEST_CASE("What a profile changes in a world is told, and nothing else") {
  const Run run =
      RunTest(kStrict, {"tests/worlds/files/v14-uncertainty-monotonic.json"});
  REQUIRE_THAT(StatusOf(run.done), IsOk());
  CHECK(absl::StrContains(run.out, "V14-LESS"));
  CHECK(absl::StrContains(run.out, "V14_UNC_MONOTONIC"));
  CHECK_FALSE(absl::StrContains(run.out, "V14-EQUAL"));
  CHECK(absl::StrContains(run.out, "6 certificates judged, 2 differently"));
}

TEST_CASE("A profile that is its base changes nothing") {
  const Run run =
      RunTest(R"({"id": "SAME", "version": "1", "base": "CN_LEGAL"})",
              {"tests/worlds/files/v14-uncertainty-monotonic.json"});
  REQUIRE_THAT(StatusOf(run.done), IsOk());
  CHECK(absl::StrContains(run.out, "6 certificates judged, 0 differently"));
}

TEST_CASE("A profile that is not sound is refused by its field") {
  const Run run = RunTest(R"({"id": "strict"})", {});
  CHECK_THAT(StatusOf(run.done), HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::ctl
