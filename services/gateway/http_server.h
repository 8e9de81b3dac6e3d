#ifndef SERVICES_GATEWAY_HTTP_SERVER_H_
#define SERVICES_GATEWAY_HTTP_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/http_handler.h"
#include "services/gateway/http_parser.h"

namespace suyuan::gateway {

struct HttpServerOptions {
  std::string host = "127.0.0.1";  // an address, not a name
  uint16_t port = 0;               // 0: any free one
  int loops = 2;                   // threads that parse and write
  int max_connections = 10'000;    // one more is answered 503 and closed
  ParserLimits parser;

  // From the first byte, or from the connect, to the end of the head.
  absl::Duration head_timeout = absl::Seconds(10);
  // Between an answer and the next request's first byte.
  absl::Duration idle_timeout = absl::Seconds(60);
  // A body may take this long and a second more for each `body_rate` bytes
  // received; time that our own back-pressure takes is not counted.
  absl::Duration body_timeout = absl::Seconds(10);
  uint64_t body_rate = 16 * 1024;
  // For each 64 KiB of an answer.
  absl::Duration write_timeout = absl::Seconds(30);
  // An unread body up to this size is read and dropped after an early answer;
  // above it the connection is closed.
  uint64_t discard_limit = 64 * 1024;
  // How long a closing connection still reads, so that the client gets the
  // answer and not a reset.
  absl::Duration linger_timeout = absl::Seconds(2);
};

// Counted since the start.
struct HttpServerStats {
  int64_t connections_open = 0;
  int64_t connections_accepted = 0;
  int64_t connections_refused = 0;  // over max_connections
  int64_t requests = 0;             // handed to the handler
  int64_t requests_refused = 0;     // by the parser
  int64_t timeouts = 0;
};

// HTTP/1.1 over TCP. One listener; each connection stays on the loop that it
// was given, so that its state needs no lock. Requests of one connection are
// answered in order, one at a time.
//
// Cost of a request: two system calls (read, write), about a dozen
// allocations (the head's texts, the answer) and no lock that two connections
// share. Memory: about 3 KiB an idle connection, 32 KiB of input and
// ResponseWriter::kHighWater of output for a busy one that obeys it.
class HttpServer {
 public:
  // Unavailable (reason ADDRESS_IN_USE) if another process listens there;
  // InvalidArgument if `host` is no address. `handler` must outlive it.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(
      const HttpServerOptions& options, HttpHandler* handler);

  // Stops with no grace if Stop was not called.
  virtual ~HttpServer() = default;

  virtual uint16_t port() const = 0;
  virtual HttpServerStats stats() const = 0;

  // Closes the listener and idle connections, lets running requests end for
  // `grace`, each answer saying "Connection: close", then breaks off the rest.
  // Blocks until every loop has ended. True if nothing was broken off.
  virtual bool Stop(absl::Duration grace) = 0;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_HTTP_SERVER_H_
