#include "libs/metrics/metrics.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrics {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

// The whole HTTP answer of 127.0.0.1:port to a GET of `path`.
std::string Get(int port, absl::string_view path) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(fd, reinterpret_cast<sockaddr*>(&address),
                    sizeof(address)) == 0);
  const std::string request = absl::StrCat(
      "GET ", path, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  REQUIRE(::write(fd, request.data(), request.size()) ==
          static_cast<ssize_t>(request.size()));
  std::string answer;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(fd, buffer, sizeof(buffer))) > 0;) {
    answer.append(buffer, static_cast<size_t>(n));
  }
  ::close(fd);
  return answer;
}

TEST_CASE("The same name and labels are one metric, others are another") {
  Registry registry;
  registry.counter("suyuan_x_total", "x", {{"code", "OK"}}).Increment();
  registry.counter("suyuan_x_total", "x", {{"code", "OK"}}).Increment(2);
  registry.counter("suyuan_x_total", "x", {{"code", "NOT_FOUND"}}).Increment();
  CHECK(registry.counter("suyuan_x_total", "x", {{"code", "OK"}}).value() == 3);
  const std::string text = registry.Text();
  CHECK(absl::StrContains(text, "suyuan_x_total{code=\"OK\"} 3"));
  CHECK(absl::StrContains(text, "suyuan_x_total{code=\"NOT_FOUND\"} 1"));
}

TEST_CASE("A latency lands in the bucket of its size") {
  Registry registry;
  Latency latency = registry.latency("suyuan_l_seconds", "l");
  latency.Observe(absl::Microseconds(50));  // on the boundary: within
  latency.Observe(absl::Microseconds(51));  // above it
  latency.Observe(absl::Seconds(61));       // above all
  CHECK(latency.count() == 3);
  const std::string text = registry.Text();
  CHECK(absl::StrContains(text, "suyuan_l_seconds_bucket{le=\"2.5e-05\"} 0"));
  CHECK(absl::StrContains(text, "suyuan_l_seconds_bucket{le=\"5e-05\"} 1"));
  CHECK(absl::StrContains(text, "suyuan_l_seconds_bucket{le=\"0.0001\"} 2"));
  CHECK(absl::StrContains(text, "suyuan_l_seconds_bucket{le=\"60\"} 2"));
  CHECK(absl::StrContains(text, "suyuan_l_seconds_bucket{le=\"+Inf\"} 3"));
}

TEST_CASE("A scrape shows what was counted") {
  Registry registry;
  registry.gauge("suyuan_g", "g").Set(7);
  const auto exposer = Exposer::Start(registry, "127.0.0.1:0");
  REQUIRE_THAT(StatusOf(exposer), IsOk());
  const std::string answer = Get((*exposer)->port(), "/metrics");
  CHECK(absl::StartsWith(answer, "HTTP/1.1 200"));
  CHECK(absl::StrContains(answer, "\nsuyuan_g 7"));
  CHECK(absl::StartsWith(Get((*exposer)->port(), "/other"), "HTTP/1.1 404"));
}

TEST_CASE("A busy port is refused and the flag that changes it is named") {
  Registry registry;
  const auto first = Exposer::Start(registry, "127.0.0.1:0");
  REQUIRE_THAT(StatusOf(first), IsOk());
  const auto second =
      Exposer::Start(registry, absl::StrCat("127.0.0.1:", (*first)->port()));
  CHECK_THAT(StatusOf(second), HasReason("ADDRESS_IN_USE"));
  CHECK(absl::StrContains(second.status().message(), "--metrics-listen"));
}

}  // namespace
}  // namespace suyuan::metrics
