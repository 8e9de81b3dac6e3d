// The only file that includes Beast.

// Beast 1.74 asserts that a last chunk arrives as five bytes at least; four
// are legal and arrive. The code behind the assertion is right without it.
#define BOOST_DISABLE_ASSERTS

#include "services/gateway/http_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace suyuan::gateway {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

absl::string_view View(boost::beast::string_view text) {
  return absl::string_view(text.data(), text.size());
}

// Any error ends the parse; the reason is kept beside it.
error_code Stop() { return http::make_error_code(http::error::bad_field); }

bool IsKnownMethod(absl::string_view method) {
  static constexpr absl::string_view kMethods[] = {
      "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  return std::find(std::begin(kMethods), std::end(kMethods), method) !=
         std::end(kMethods);
}

// RFC 3986 in spirit: visible ASCII without the characters that some readers
// take for something else ('\' for '/', '#' for the end).
bool IsTarget(absl::string_view target) {
  return absl::StartsWith(target, "/") &&
         std::all_of(target.begin(), target.end(), [](char c) {
           return c > ' ' && c < 0x7f && c != '#' && c != '\\';
         });
}

bool IsHost(absl::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("-._~:[]%", absl::string_view(&c, 1));
  });
}

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// Beast's tokenizer with a callback for everything it lets pass, so that
// everything can be refused. One object serves one request.
class StrictParser : public http::basic_parser<true> {
 public:
  explicit StrictParser(const ParserLimits& limits) : limits_(limits) {
    header_limit(static_cast<uint32_t>(limits.head));
    // Counted here, after the route is known. boost::none would refuse every
    // length, since anything is more than none.
    body_limit(std::numeric_limits<uint64_t>::max());
  }

  RequestHead head;
  Refusal refusal;
  absl::string_view body;
  bool head_done = false;
  bool line_done = false;

  bool LimitBody(uint64_t bytes) {
    body_left_ = bytes;
    if (!head.content_length || *head.content_length <= bytes) return true;
    refusal = {413, "the body is larger than this route takes"};
    return false;
  }

 protected:
  void on_request_impl(http::verb, boost::beast::string_view method,
                       boost::beast::string_view target, int version,
                       error_code& ec) override {
    line_done = true;
    head.method.assign(method.data(), method.size());
    head.target.assign(target.data(), target.size());
    head.http_1_1 = version == 11;
    bytes_ = method.size() + target.size() + 12;
    if (bytes_ > limits_.request_line)
      return Refuse(414, "target too long", ec);
    if (!IsKnownMethod(head.method)) return Refuse(501, "unknown method", ec);
    if (!IsTarget(head.target)) {
      return Refuse(400, "the target is not a path of visible ASCII", ec);
    }
  }

  void on_response_impl(int, boost::beast::string_view, int,
                        error_code&) override {}

  void on_field_impl(http::field, boost::beast::string_view name,
                     boost::beast::string_view value, error_code& ec) override {
    bytes_ += name.size() + value.size() + 4;
    if (bytes_ > limits_.head || ++fields_ > limits_.fields) {
      return Refuse(431, "too many or too large fields", ec);
    }
    if (head_done) return;  // a trailer: counted and dropped
    head.fields.push_back(
        {absl::AsciiStrToLower(View(name)), std::string(View(value))});
    CheckField(head.fields.back(), ec);
  }

  void on_header_impl(error_code& ec) override {
    head_done = true;
    if (hosts_ > 1 || (head.http_1_1 && hosts_ == 0)) {
      return Refuse(400, "exactly one Host is wanted", ec);
    }
    if (encodings_ > 0 && !chunked()) {
      return Refuse(501, "the only transfer coding is chunked", ec);
    }
    head.chunked = chunked();
    head.keep_alive = keep_alive();
    head.expects_continue = head.expects_continue && head.http_1_1;
  }

  void on_body_init_impl(const boost::optional<uint64_t>&,
                         error_code&) override {}

  size_t on_body_impl(boost::beast::string_view text, error_code&) override {
    body = View(text);
    return text.size();
  }

  void on_chunk_header_impl(uint64_t size, boost::beast::string_view extensions,
                            error_code& ec) override {
    extensions_ += extensions.size();
    if (extensions_ > limits_.chunk_extensions) {
      return Refuse(400, "chunk extensions too large", ec);
    }
    if (size > body_left_) {
      return Refuse(413, "the body is larger than this route takes", ec);
    }
    body_left_ -= size;
  }

  size_t on_chunk_body_impl(uint64_t, boost::beast::string_view text,
                            error_code&) override {
    body = View(text);
    return text.size();
  }

  void on_finish_impl(error_code&) override {}

 private:
  void Refuse(int status, absl::string_view why, error_code& ec) {
    refusal = {status, why};
    ec = Stop();
  }

  void CheckField(const HeaderField& field, error_code& ec) {
    if (field.name == "host") {
      ++hosts_;
      if (!IsHost(field.value)) Refuse(400, "Host is no authority", ec);
    } else if (field.name == "content-length") {
      CheckContentLength(field.value, ec);
    } else if (field.name == "transfer-encoding") {
      CheckTransferEncoding(field.value, ec);
    } else if (field.name == "expect") {
      head.expects_continue = true;
      if (!absl::EqualsIgnoreCase(field.value, "100-continue")) {
        Refuse(417, "the only expectation is 100-continue", ec);
      }
    }
  }

  // RFC 9110 8.6 lets equal lengths be joined; a front end may do otherwise.
  void CheckContentLength(absl::string_view value, error_code& ec) {
    uint64_t length = 0;
    if (head.content_length || encodings_ > 0 || !IsDigits(value) ||
        !absl::SimpleAtoi(value, &length)) {
      return Refuse(400, "Content-Length is not one plain number", ec);
    }
    head.content_length = length;
  }

  void CheckTransferEncoding(absl::string_view value, error_code& ec) {
    if (++encodings_ > 1 || head.content_length || !head.http_1_1) {
      return Refuse(400, "Transfer-Encoding does not fit this request", ec);
    }
    if (!absl::EqualsIgnoreCase(value, "chunked")) {
      return Refuse(501, "the only transfer coding is chunked", ec);
    }
  }

  const ParserLimits& limits_;
  size_t bytes_ = 0;
  size_t extensions_ = 0;
  uint64_t body_left_ = std::numeric_limits<uint64_t>::max();
  int fields_ = 0;
  int hosts_ = 0;
  int encodings_ = 0;
};

}  // namespace

class RequestParser::Impl {
 public:
  explicit Impl(const ParserLimits& limits) : limits_(limits) { Reset(); }

  void Reset() {
    parser_.emplace(limits_);
    looked_ = 0;
    started_ = false;
    refused_ = false;
    head_given_ = false;
  }

  Step Next(absl::string_view input) {
    if (refused_) return {Event::kRefused};
    started_ = started_ || !input.empty();
    if (head_given_ && parser_->is_done()) return {Event::kEnd};
    if (!parser_->head_done && FindsFold(input)) {
      parser_->refusal = {400, "folded header lines are refused"};
      return Refused();
    }
    parser_->body = {};
    error_code ec;
    const size_t consumed =
        parser_->put(boost::asio::const_buffer(input.data(), input.size()), ec);
    looked_ -= std::min(looked_, consumed);
    if (ec && ec != http::error::need_more) return Refused(ec);
    if (!ec && parser_->head_done && !head_given_) {
      head_given_ = true;
      return {Event::kHead, consumed};
    }
    if (!parser_->body.empty()) return {Event::kBody, consumed, parser_->body};
    if (!ec && parser_->is_done()) return {Event::kEnd, consumed};
    // After a chunk's line there is no error and no body yet: go on.
    if (!ec && consumed > 0) {
      Step next = Next(input.substr(consumed));
      next.consumed += consumed;
      return next;
    }
    return {Event::kNeedMore, consumed};
  }

  bool LimitBody(uint64_t bytes) {
    if (parser_->LimitBody(bytes)) return true;
    refused_ = true;
    return false;
  }

  bool started() const { return started_; }
  const StrictParser& parser() const { return *parser_; }

 private:
  Step Refused() {
    refused_ = true;
    return {Event::kRefused};
  }

  Step Refused(error_code ec) {
    if (!parser_->refusal.why.empty()) return Refused();
    if (ec == http::error::header_limit) {
      parser_->refusal = parser_->line_done
                             ? Refusal{431, "too many or too large fields"}
                             : Refusal{414, "target too long"};
    } else if (ec == http::error::bad_version) {
      parser_->refusal = {505, "HTTP/1.1 is wanted"};
    } else {
      parser_->refusal = {400, "this is not HTTP/1.1"};
    }
    return Refused();
  }

  // Beast turns a folded line into a space before it calls back, so folds are
  // looked for here, up to the end of the head and from where the last look
  // ended.
  bool FindsFold(absl::string_view input) {
    while (true) {
      const size_t at = input.find("\r\n", looked_);
      if (at == absl::string_view::npos) {
        looked_ = input.empty() ? 0 : input.size() - 1;
        return false;
      }
      looked_ = at;
      const absl::string_view after = input.substr(at + 2);
      if (after.empty()) return false;
      if (after[0] == ' ' || after[0] == '\t') return true;
      if (after[0] == '\r') return false;
      looked_ = at + 2;
    }
  }

  const ParserLimits limits_;
  std::optional<StrictParser> parser_;
  size_t looked_ = 0;
  bool started_ = false;
  bool refused_ = false;
  bool head_given_ = false;
};

RequestParser::RequestParser(const ParserLimits& limits)
    : impl_(std::make_unique<Impl>(limits)) {}
RequestParser::~RequestParser() = default;

void RequestParser::Reset() { impl_->Reset(); }
RequestParser::Step RequestParser::Next(absl::string_view input) {
  return impl_->Next(input);
}
bool RequestParser::SetBodyLimit(uint64_t bytes) {
  return impl_->LimitBody(bytes);
}
bool RequestParser::started() const { return impl_->started(); }
const RequestHead& RequestParser::head() const { return impl_->parser().head; }
const Refusal& RequestParser::refusal() const {
  return impl_->parser().refusal;
}

}  // namespace suyuan::gateway
