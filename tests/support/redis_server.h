#ifndef TESTS_SUPPORT_REDIS_SERVER_H_
#define TESTS_SUPPORT_REDIS_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>

namespace suyuan::testing {

// A port of the loopback that nobody listens on.
int FreePort();

// A real redis-server of our own on the loopback, without persistence; killed
// at the end.
class RedisServer {
 public:
  // nullptr, with a line that says so, where the program is missing; a
  // failure in CI.
  static std::unique_ptr<RedisServer> StartOrSkip(
      const std::string& password = "");
  ~RedisServer();

  int port() const { return port_; }
  // Ends it without warning, as a power cut does.
  void Kill();
  // Starts it on the same port; it has forgotten everything.
  void Start();
  // Stops it from answering, and lets it go on.
  void Freeze() const;
  void Thaw() const;

 private:
  RedisServer(int port, std::string password);
  int port_;
  std::string password_;
  pid_t process_ = -1;
};

}  // namespace suyuan::testing

#endif  // TESTS_SUPPORT_REDIS_SERVER_H_
