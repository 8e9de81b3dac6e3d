#include "tests/support/redis_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "tests/support/tools.h"

namespace suyuan::testing {
namespace {

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool Answers(int port) {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  const bool connected =
      connect(file, reinterpret_cast<const sockaddr*>(&address),
              sizeof address) == 0;
  close(file);
  return connected;
}

}  // namespace

int FreePort() {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  REQUIRE(bind(file, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(getsockname(file, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  close(file);
  return ntohs(address.sin_port);
}

std::unique_ptr<RedisServer> RedisServer::StartOrSkip(
    const std::string& password) {
  if (!HasToolOrSkip("redis-server")) return nullptr;
  std::unique_ptr<RedisServer> server(new RedisServer(FreePort(), password));
  server->Start();
  return server;
}

RedisServer::RedisServer(int port, std::string password)
    : port_(port), password_(std::move(password)) {}

RedisServer::~RedisServer() { Kill(); }

void RedisServer::Start() {
  const std::string port = absl::StrCat(port_);
  process_ = fork();
  REQUIRE(process_ >= 0);
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execlp("redis-server", "redis-server", "--bind", "127.0.0.1", "--port",
           port.c_str(), "--save", "", "--appendonly", "no", "--dir", "/tmp",
           password_.empty() ? nullptr : "--requirepass", password_.c_str(),
           nullptr);
    _exit(127);
  }
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  while (!Answers(port_)) {
    REQUIRE(absl::Now() < give_up);
    // Another took the port in between, or it cannot run here.
    REQUIRE(waitpid(process_, nullptr, WNOHANG) == 0);
    absl::SleepFor(absl::Milliseconds(5));
  }
}

void RedisServer::Kill() {
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

void RedisServer::Freeze() const { kill(process_, SIGSTOP); }
void RedisServer::Thaw() const { kill(process_, SIGCONT); }

}  // namespace suyuan::testing
