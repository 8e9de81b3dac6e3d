#include "tests/crash/suite.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"

namespace suyuan::crash {
namespace {

constexpr absl::Duration kStartLimit = absl::Seconds(30);

bool IsFree(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool is_free =
      ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return is_free;
}

// Below the ports that the system gives to clients: while a killed service is
// down, nobody else's connection may take its port.
int FreePort() {
  std::random_device device;
  for (int i = 0; i < 1000; ++i) {
    const int port = 15000 + static_cast<int>(device() % 15000);
    if (IsFree(port)) return port;
  }
  FAIL("no free port in 15000..29999");
  return 0;
}

const char* BinaryOf(Service service) {
  switch (service) {
    case Service::kRegistry:
      return SUYUAN_REGISTRY_BINARY;
    case Service::kCertificates:
      return SUYUAN_CERTIFICATES_BINARY;
    case Service::kTraceability:
      break;
  }
  return SUYUAN_TRACEABILITY_BINARY;
}

}  // namespace

const char* NameOf(Service service) {
  switch (service) {
    case Service::kRegistry:
      return "registry";
    case Service::kCertificates:
      return "certificates";
    case Service::kTraceability:
      break;
  }
  return "traceability";
}

Suite::Suite() {
  for (const Service service : kServices) {
    at(service).target = absl::StrCat("127.0.0.1:", FreePort());
    at(service).log = folder_.File(absl::StrCat(NameOf(service), ".log"));
  }
}

void Suite::Start(Service service) {
  Slot& slot = at(service);
  REQUIRE(slot.process == nullptr);
  // The shell opens the log and becomes the service, so that a kill hits the
  // service itself.
  std::vector<std::string> command = {
      "/bin/sh", "-c", "log=$1; shift; exec \"$@\" 2>>\"$log\"", "sh", slot.log,
      // The service's own words:
      BinaryOf(service), "--listen", slot.target, "--metrics-listen", "",
      "--log-level", "warning"};
  if (service == Service::kTraceability) {
    command.insert(command.end(),
                   {"--registry", target(Service::kRegistry), "--certificates",
                    target(Service::kCertificates)});
  } else {
    command.insert(command.end(),
                   {"--data-dir", folder_.File(NameOf(service))});
  }
  if (service == Service::kCertificates) {
    command.insert(command.end(), {"--registry", target(Service::kRegistry)});
  }
  slot.process = std::make_unique<testing::Process>(command);
}

void Suite::AwaitServing(Service service) {
  Slot& slot = at(service);
  const auto channel = rpc::MakeChannel(slot.target);
  const absl::Time until = absl::Now() + kStartLimit;
  while (absl::Now() < until) {
    const auto serving = rpc::IsServing(channel, "", absl::Seconds(1));
    if (serving.ok() && *serving) return;
    if (slot.process->WaitForExit(absl::ZeroDuration())) break;
    absl::SleepFor(absl::Milliseconds(5));
  }
  FAIL(NameOf(service) << " does not serve:\n" << Log(service));
}

void Suite::Kill(Service service) {
  Slot& slot = at(service);
  slot.process->Signal(SIGKILL);
  const std::optional<int> exit = slot.process->WaitForExit();
  INFO(NameOf(service) << ":\n" << Log(service));
  REQUIRE(exit == -SIGKILL);
  slot.process.reset();
}

std::string Suite::Log(Service service) const {
  std::ifstream file(at(service).log);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  return all.size() > 4096 ? all.substr(all.size() - 4096) : all;
}

}  // namespace suyuan::crash
