#ifndef SERVICES_GATEWAY_HTTP_HANDLER_H_
#define SERVICES_GATEWAY_HTTP_HANDLER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "services/gateway/http_message.h"

namespace suyuan::gateway {

// Where one request is answered. Thread-safe; every call posts to the
// connection's loop (one post and no lock held for a batch of calls) and
// returns at once. Calls after the answer's end, or after the client has gone,
// do nothing. Answer exactly once: Send, or Begin then Write* then End or
// Abort.
class ResponseWriter {
 public:
  // Above this many waiting bytes a stream should pause until OnWritable.
  static constexpr size_t kHighWater = 64 * 1024;

  virtual ~ResponseWriter() = default;

  // The whole answer. For HEAD the body is measured and left out.
  virtual void Send(ResponseHead head, std::string body) = 0;

  // An answer whose length is not known yet: chunked, or up to the close for
  // HTTP/1.0.
  virtual void Begin(ResponseHead head) = 0;
  virtual void Write(absl::string_view bytes) = 0;
  virtual void End() = 0;
  // Ends the connection after what was written but without the last chunk (by a
  // reset where there are no chunks), so that the client sees that the answer
  // is not whole.
  virtual void Abort() = 0;

  // Bytes written and not yet taken by the socket.
  virtual size_t waiting() const = 0;

  // The body may flow again after OnBody returned kPause.
  virtual void ReadMore() = 0;
};

enum class BodyFlow {
  kMore,
  kPause,  // nothing more is read from the socket until ReadMore()
};

// One request being handled. The server calls it on the connection's loop,
// where nothing may block; never after OnGone, OnRefused or the answer's end.
class Exchange {
 public:
  virtual ~Exchange() = default;
  // The next bytes of the body: at most 32 KiB, valid during the call.
  virtual BodyFlow OnBody(absl::string_view bytes) = 0;
  // The request is complete. Called for requests without a body too.
  virtual void OnBodyEnd() = 0;
  // A part of the answer was taken by the socket and fewer than
  // ResponseWriter::kHighWater bytes wait.
  virtual void OnWritable() {}
  // The client has gone or broke off, or the server stops: nobody will read
  // the answer.
  virtual void OnGone() {}
  // The server itself answers with this status and ends the connection: the
  // body is too large, malformed or too slow. Nothing follows.
  virtual void OnRefused(int status) {
    (void)status;
    OnGone();
  }
};

// What a route wants of the body, decided from the head alone.
struct BodyPolicy {
  uint64_t limit = 1024 * 1024;
  BodyFlow flow = BodyFlow::kMore;
};

// Decides what is done with a request. Must outlive the server; called on any
// of its loops at once, where nothing may block.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // `head` is valid until the exchange is over. An implementation that answers
  // at once (404, 405, 413) calls `writer` and returns null: the body is then
  // read and dropped if it is short, or the connection is closed. For a client
  // that expects it, 100 Continue is sent only after this returned an exchange
  // and its body may flow.
  virtual std::shared_ptr<Exchange> Start(
      const RequestHead& head, std::shared_ptr<ResponseWriter> writer,
      BodyPolicy* policy) = 0;
  // The body of an answer that the server gives by itself (400, 408, 431, 503
  // and their like), as application/json.
  virtual std::string ErrorBody(int status, absl::string_view why) = 0;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_HTTP_HANDLER_H_
