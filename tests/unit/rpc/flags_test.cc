#include "libs/rpc/flags.h"

#include <signal.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/rpc/run.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::rpc {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;

CommonFlags Defaults() {
  CommonFlags flags;
  flags.listen = "127.0.0.1:8081";
  flags.data_dir = "data";
  return flags;
}

std::optional<int> Parse(CommonFlags& flags,
                         std::initializer_list<const char*> arguments) {
  CLI::App app("test");
  flags.AddTo(app);
  std::vector<const char*> argv = {"test"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return ParseCommandLine(app, static_cast<int>(argv.size()), argv.data());
}

TEST_CASE("A flag beats the environment, which beats the default") {
  CommonFlags flags = Defaults();
  REQUIRE(Parse(flags, {}) == std::nullopt);
  CHECK(flags.data_dir == "data");
  ::setenv("SUYUAN_DATA_DIR", "from-environment", 1);
  ::setenv("SUYUAN_INSECURE_LISTEN", "true", 1);
  flags = Defaults();
  REQUIRE(Parse(flags, {}) == std::nullopt);
  CHECK(flags.data_dir == "from-environment");
  CHECK(flags.insecure_listen);
  flags = Defaults();
  REQUIRE(Parse(flags, {"--data-dir", "from-flag"}) == std::nullopt);
  CHECK(flags.data_dir == "from-flag");
  ::unsetenv("SUYUAN_DATA_DIR");
  ::unsetenv("SUYUAN_INSECURE_LISTEN");
}

TEST_CASE("A flag that nobody knows, or a value out of range, exits with 2") {
  CommonFlags flags = Defaults();
  CHECK(Parse(flags, {"--no-such"}) == 2);
  CHECK(Parse(flags, {"--threads", "-1"}) == 2);
  CHECK(Parse(flags, {"--queue-limit", "0"}) == 2);
  CHECK(Parse(flags, {"--version"}) == 0);
}

TEST_CASE("Addresses and the level are checked before anything starts") {
  CommonFlags flags = Defaults();
  CHECK_THAT(flags.Apply(), IsOk());
  flags.metrics_listen = "0.0.0.0:9000";
  CHECK_THAT(flags.Apply(), HasReason("ADDRESS_NOT_LOOPBACK"));
  CHECK(absl::StrContains(flags.Apply().message(), "--metrics-listen"));
  flags.insecure_listen = true;
  CHECK_THAT(flags.Apply(), IsOk());
  flags.log_level = "loud";
  CHECK_FALSE(flags.Apply().ok());
}

TEST_CASE("The data folder is made with those above it, or refused by name") {
  const suyuan::testing::TemporaryFolder folder;
  const std::string deep = folder.File("a/b");
  CHECK_THAT(MakeDataDir(deep), IsOk());
  CHECK(std::filesystem::is_directory(deep));
  CHECK_THAT(MakeDataDir(deep), IsOk());
  std::ofstream(folder.File("file")) << "no folder";
  const absl::Status refused = MakeDataDir(folder.File("file/below"));
  CHECK_THAT(refused, HasReason("DATA_DIR_UNUSABLE"));
  CHECK(absl::StrContains(refused.message(), folder.File("file/below")));
}

TEST_CASE("Metrics are served where an address is given, and only there") {
  metrics::Registry metrics;
  CommonFlags flags = Defaults();
  const auto none = flags.ServeMetrics(metrics);
  REQUIRE_THAT(none.status(), IsOk());
  CHECK(*none == nullptr);
  flags.metrics_listen = "127.0.0.1:0";
  const auto some = flags.ServeMetrics(metrics);
  REQUIRE_THAT(some.status(), IsOk());
  flags.metrics_listen = absl::StrCat("127.0.0.1:", (*some)->port());
  CHECK_THAT(flags.ServeMetrics(metrics).status(), HasReason("ADDRESS_IN_USE"));
}

TEST_CASE("A signal runs the stop once and is named") {
  HoldSignals();
  // To this thread: those that gRPC began in other tests do not hold signals.
  const pthread_t waiting = ::pthread_self();
  std::thread sender([waiting] { ::pthread_kill(waiting, SIGTERM); });
  int stops = 0;
  CHECK(RunUntilSignal([&stops] { ++stops; }) == SIGTERM);
  CHECK(stops == 1);
  sender.join();
}

}  // namespace
}  // namespace suyuan::rpc
