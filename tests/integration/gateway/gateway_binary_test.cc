// suyuan-gateway as a process, with traceability over TCP behind it.
// SUYUAN_GATEWAY_BINARY is its path.

#include <signal.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/traceability/traceability_server.h"
#include "tests/integration/traceability/feeds.h"
#include "tests/support/process.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"

namespace suyuan {
namespace {

using nlohmann::json;
using testing::Process;
using testing::RawClient;
using testing::RawResponse;
using testing::RequestText;

bool Eventually(const std::function<bool()>& holds) {
  const absl::Time until = absl::Now() + absl::Seconds(20);
  while (!holds()) {
    if (absl::Now() >= until) return false;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return true;
}

// The number behind the last colon of a log line's "url".
uint16_t PortOf(const std::string& line) {
  const std::string url = json::parse(line)["url"];
  return static_cast<uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

std::vector<std::string> Command(const std::vector<std::string>& more) {
  std::vector<std::string> out = {SUYUAN_GATEWAY_BINARY, "--metrics-listen",
                                  ""};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

RawResponse Ask(uint16_t port, const std::string& request) {
  RawClient client(port);
  client.Send(request);
  return client.Receive().value();
}

std::unique_ptr<rpc::RunningService> StartTraceability(
    testing::Feeds& feeds, metrics::Registry& metrics) {
  static const SystemClock clock;
  traceability::Options options;
  options.listen = "127.0.0.1:0";
  options.registry = feeds.channel();
  options.certificates = feeds.channel();
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  return traceability::StartTraceability(options).value();
}

TEST_CASE("The process serves what is behind it, says what is not, and stops") {
  testing::Feeds feeds;
  metrics::Registry metrics;
  const auto behind = StartTraceability(feeds, metrics);
  Process gateway(Command({"--listen", "127.0.0.1:0", "--traceability",
                           behind->target(), "--registry", "127.0.0.1:1",
                           "--certificates", "", "--credit", ""}));
  const auto serving = gateway.WaitForLine("\"serving\"");
  REQUIRE(serving.has_value());
  const uint16_t port = PortOf(*serving);

  CHECK(Ask(port, RequestText("GET", "/healthz")).status == 200);
  CHECK(Eventually([&] {
    return Ask(port, RequestText("GET", "/v1/traceability:status")).status ==
           200;
  }));
  CHECK(
      Ask(port, RequestText("GET", "/v1/traceability:trace?target=x")).status ==
      404);
  CHECK(Ask(port, RequestText("GET", "/v1/institutions")).status == 503);
  CHECK(Ask(port, RequestText("GET", "/v1/certificates")).status == 404);
  json ready;
  CHECK(Eventually([&] {
    ready = json::parse(Ask(port, RequestText("GET", "/readyz")).body);
    return ready["backends"][1]["status"] == "SERVING";
  }));
  CHECK(ready["status"] == "NOT_SERVING");
  CHECK(ready["backends"][0]["name"] == "registry");
  CHECK(ready["backends"][0]["status"] == "NOT_SERVING");

  gateway.Signal(SIGTERM);
  CHECK(gateway.WaitForExit() == 0);
}

TEST_CASE("A busy port ends the process and names the flag") {
  Process first(Command({"--listen", "127.0.0.1:0"}));
  const auto serving = first.WaitForLine("\"serving\"");
  REQUIRE(serving.has_value());
  const std::string address = absl::StrCat("127.0.0.1:", PortOf(*serving));
  Process second(Command({"--listen", address}));
  const auto why = second.WaitForLine(address);
  REQUIRE(why.has_value());
  CHECK(why->find("--listen") != std::string::npos);
  CHECK(second.WaitForExit() == 1);
}

TEST_CASE("Other addresses, levels and flags are refused with the reason") {
  Process open(Command({"--listen", "0.0.0.0:0"}));
  CHECK(open.WaitForLine("--insecure-listen").has_value());
  CHECK(open.WaitForExit() == 1);
  Process none(Command({"--listen", "8080"}));
  CHECK(none.WaitForLine("--listen").has_value());
  CHECK(none.WaitForExit() == 1);
  Process unknown(Command({"--data-dir", "/tmp"}));
  CHECK(unknown.WaitForLine("--data-dir").has_value());
  CHECK(unknown.WaitForExit() == 2);
}

}  // namespace
}  // namespace suyuan
