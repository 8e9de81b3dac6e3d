#ifndef SERVICES_GATEWAY_HTTP_MESSAGE_H_
#define SERVICES_GATEWAY_HTTP_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::gateway {

// One field of a head. In a request the name is lower-case, as parsed.
struct HeaderField {
  std::string name;
  std::string value;
};

// A request before its body. Every text has passed the parser: no control
// characters, no folded lines, a target that starts with '/'.
struct RequestHead {
  std::string method;  // upper-case, one of those that RFC 9110 9.3 names
  std::string target;  // as sent: path, and '?' with the query if there is one
  std::vector<HeaderField> fields;  // in the order received
  bool http_1_1 = true;             // else HTTP/1.0
  bool keep_alive = true;           // as version and Connection say
  bool expects_continue = false;
  bool chunked = false;
  // Absent when the body is chunked or there is none.
  std::optional<uint64_t> content_length;

  bool has_body() const {
    return chunked || (content_length.has_value() && *content_length > 0);
  }
  // Still percent-encoded; the query is without its '?'.
  absl::string_view path() const;
  absl::string_view query() const;
  // The first field of that lower-case name. O(fields).
  std::optional<absl::string_view> Find(absl::string_view name) const;
};

struct ResponseHead {
  int status = 200;
  std::vector<HeaderField> fields;

  void Set(absl::string_view name, absl::string_view value);
  // Names compare without case.
  bool Has(absl::string_view name) const;
};

// "Not Found" for 404; "Unknown" for a status that HTTP does not name.
absl::string_view ReasonPhrase(int status);

// How the bytes after a head are framed.
enum class Framing {
  kLength,   // Content-Length says how many
  kChunked,  // Transfer-Encoding: chunked
  kToClose,  // until the connection ends (HTTP/1.0)
  kNone,     // 204, 304: neither body nor length
};

struct RenderOptions {
  absl::string_view date;  // IMF-fixdate
  Framing framing = Framing::kLength;
  uint64_t content_length = 0;
  bool keep_alive = true;
  bool http_1_1 = true;  // the request's version
};

// The head's bytes, with Date, framing, Connection and the fields that every
// answer of an API carries (RFC 9110 8, 9112 6; nosniff, no-store unless the
// handler set Cache-Control, no referrer, a closed content policy). A field
// whose name is no token or whose value holds a control character is left
// out: a back end's text can never split an answer.
// O(length), one allocation.
std::string RenderHead(const ResponseHead& head, const RenderOptions& options);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7).
std::string HttpDate(int64_t unix_seconds);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_HTTP_MESSAGE_H_
