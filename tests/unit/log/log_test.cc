#include "libs/log/log.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "tests/support/status_matchers.h"

namespace suyuan::log {
namespace {

class Captured {
 public:
  explicit Captured(Level level)
      : clock_(absl::FromCivil(absl::CivilSecond(2025, 3, 1, 8, 0, 0),
                               absl::UTCTimeZone())),
        logger_(level, clock_,
                [this](absl::string_view line) { lines_.emplace_back(line); }) {
  }

  Logger& logger() { return logger_; }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  FakeClock clock_;
  std::vector<std::string> lines_;
  Logger logger_;
};

TEST_CASE("A line is one JSON object with time, level, message and fields") {
  Captured log(Level::kInfo);
  log.logger().Info(
      "call",
      {{"code", "OK"}, {"items", 3}, {"seconds", 0.25}, {"retried", false}});
  REQUIRE(log.lines().size() == 1);
  CHECK(log.lines()[0] ==
        R"({"time":"2025-03-01T08:00:00.000000Z","level":"info",)"
        R"("message":"call","code":"OK","items":3,"seconds":0.25,)"
        R"("retried":false})"
        "\n");
}

TEST_CASE("Text of strangers cannot break out of its line or its string") {
  Captured log(Level::kInfo);
  const std::string hostile = "a\"b\\\n{\"level\":\"x\"}\x01\xff 溯源";
  log.logger().Warning(hostile, {{"field", hostile}});
  REQUIRE(log.lines().size() == 1);
  const std::string& line = log.lines()[0];
  CHECK(line.find('\n') == line.size() - 1);
  const auto parsed = nlohmann::json::parse(line);
  CHECK(parsed["level"] == "warning");
  CHECK(parsed["field"] == "a\"b\\\n{\"level\":\"x\"}\x01\xEF\xBF\xBD 溯源");
}

TEST_CASE("A number that JSON cannot write becomes null") {
  Captured log(Level::kInfo);
  log.logger().Info("x", {{"v", std::numeric_limits<double>::quiet_NaN()}});
  CHECK(nlohmann::json::parse(log.lines()[0])["v"].is_null());
}

TEST_CASE("The level can be changed while running; below it nothing appears") {
  Captured log(Level::kWarning);
  log.logger().Info("no");
  CHECK(log.lines().empty());
  log.logger().Warning("yes");
  CHECK(log.lines().size() == 1);
  log.logger().set_level(Level::kDebug);
  log.logger().Debug("yes");
  CHECK(log.lines().size() == 2);
  log.logger().set_level(Level::kOff);
  log.logger().Error("no");
  CHECK(log.lines().size() == 2);
}

TEST_CASE("A level that nobody knows is refused by name") {
  CHECK(ParseLevel("debug").value() == Level::kDebug);
  CHECK(ParseLevel("off").value() == Level::kOff);
  const absl::Status refused = ParseLevel("loud").status();
  CHECK_THAT(refused, testing::HasCode(absl::StatusCode::kInvalidArgument));
  CHECK(refused.message().find("loud") != absl::string_view::npos);
}

TEST_CASE("Lines of many threads stay whole") {
  Captured log(Level::kInfo);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&log, t] {
      for (int i = 0; i < 100; ++i) log.logger().Info("m", {{"thread", t}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  REQUIRE(log.lines().size() == 400);
  for (const std::string& line : log.lines()) {
    CHECK(nlohmann::json::accept(line));
  }
}

}  // namespace
}  // namespace suyuan::log
