#ifndef LIBS_RPC_SERVER_H_
#define LIBS_RPC_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"

namespace grpc {
class Channel;
class Server;
class Service;
}  // namespace grpc

namespace suyuan::rpc {

class Dispatcher;

// A gRPC server with health (grpc.health.v1), reflection and a graceful end.
// Thread-safe.
class Server {
 public:
  struct Options {
    // host:port; port 0 takes a free one. "" serves InProcessChannel() only.
    std::string address;
    // The flag that errors about the address name.
    std::string address_flag = "--listen";
    // Without it only loopback addresses are accepted.
    bool insecure_listen = false;
    int max_message_bytes = 64 << 20;
    // HTTP/2 streams a connection may have open.
    int max_concurrent_streams = 1024;
    // The one its services run on: Stop() drains it. May be null.
    Dispatcher* dispatcher = nullptr;
  };

  // Borrows the services and the dispatcher until the Server is destroyed.
  // Listens at once, NOT_SERVING until SetReady. Refuses with the reasons of
  // address.h, naming the flag to change.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const Options& options, const std::vector<grpc::Service*>& services);
  // Stops with no time to spare if Stop() was not called.
  ~Server();

  // The bound port, 0 without an address.
  int port() const { return port_; }
  // What clients dial: the host of `address` and port().
  const std::string& target() const { return target_; }

  // The name whose health is SERVING from the start until Stop(), ready or not:
  // what asks whether the process lives asks for it, since a restart does not
  // help a service that waits for another.
  static constexpr char kLive[] = "live";

  // Health of every service and of "" (the server as a whole). A service flips
  // its own as soon as it has loaded what it answers from.
  void SetReady(bool ready);
  // `service` is a full name: "suyuan.registry.v1.Registry".
  void SetReady(absl::string_view service, bool ready);

  // Readiness false, endless streams told to end, no new calls; running calls
  // may finish within `grace`, then they are cancelled. Returns when none runs;
  // so do later calls, which change nothing.
  void Stop(absl::Duration grace);

  // Calls without a socket: 24 µs p50. Lives as long as the server.
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  Server(const Options& options, std::unique_ptr<grpc::Server> server, int port,
         std::string target, std::vector<std::string> services);

  const Options options_;
  const int port_;
  const std::string target_;
  const std::vector<std::string> services_;
  std::unique_ptr<grpc::Server> server_;
  Mutex mutex_;
  bool in_process_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_SERVER_H_
