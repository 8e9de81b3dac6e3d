#ifndef SERVICES_GATEWAY_HTTP_PARSER_H_
#define SERVICES_GATEWAY_HTTP_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "services/gateway/http_message.h"

namespace suyuan::gateway {

// Bounds of one request's head, trailers and chunk lines.
struct ParserLimits {
  size_t request_line = 8 * 1024;
  size_t head = 16 * 1024;  // request line, fields and trailers together
  int fields = 100;         // trailers count too
  size_t chunk_extensions = 4 * 1024;  // all chunks of a body together
};

// Why a request is refused. The connection must be closed after the answer:
// where the next request begins is unknown or not to be believed.
struct Refusal {
  int status = 400;
  absl::string_view why;  // a constant, safe to show to the client
};

// Parses HTTP/1.1 requests as RFC 9112 frames them and refuses whatever two
// readers could frame in two ways: more than one Content-Length, one that is
// not plain digits, Content-Length with Transfer-Encoding, any coding but
// exactly "chunked", chunked in HTTP/1.0, folded lines, bare CR or LF, a Host
// that is absent or doubled, unknown Expect, a target that is not a path.
// Trailers are read within the limits and dropped. Never throws and never
// reads outside `input`. Not thread-safe.
class RequestParser {
 public:
  enum class Event {
    kNeedMore,  // the input is used up as far as it goes
    kHead,      // head() is complete; SetBodyLimit() now
    kBody,      // `body` holds the next bytes of the body
    kEnd,       // the request is complete
    kRefused,   // refusal() says why; nothing may follow
  };
  struct Step {
    Event event = Event::kNeedMore;
    size_t consumed = 0;     // bytes of `input` that are done with
    absl::string_view body;  // kBody: lies within `input`
  };

  explicit RequestParser(const ParserLimits& limits);
  ~RequestParser();

  // Forgets everything, for the next request of the connection.
  void Reset();

  // Takes one step. `input` begins where the last step's consumed bytes ended
  // and is contiguous. Call again with the rest until kNeedMore, kEnd or
  // kRefused. O(consumed), except that an unfinished head is looked at anew
  // from where the last look ended. No allocation but for the head's texts.
  Step Next(absl::string_view input);

  // Call at kHead. False, and refused with 413, if Content-Length is over it
  // already; a chunk that goes over it is refused when its line is read.
  [[nodiscard]] bool SetBodyLimit(uint64_t bytes);

  // True once a byte of this request was seen.
  bool started() const;
  const RequestHead& head() const;
  const Refusal& refusal() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_HTTP_PARSER_H_
