#include "services/gateway/http_message.h"

#include "tests/support/status_matchers.h"

namespace suyuan::gateway {
namespace {

TEST_CASE("A target is a path and, after its first '?', a query") {
  RequestHead head;
  head.target = "/v1/a:b?x=1?2";
  CHECK(head.path() == "/v1/a:b");
  CHECK(head.query() == "x=1?2");
  head.target = "/v1";
  CHECK(head.path() == "/v1");
  CHECK(head.query().empty());
}

TEST_CASE("A back end's text can not split an answer") {
  ResponseHead head;
  head.Set("Content-Type", "text/xml\r\nSet-Cookie: a=b");
  head.Set("Bad Name", "x");
  head.Set("ETag", "\"7\"");
  const std::string text = RenderHead(head, {.date = "D"});
  CHECK(text.find("Set-Cookie") == std::string::npos);
  CHECK(text.find("Bad Name") == std::string::npos);
  CHECK(text.find("ETag: \"7\"\r\n") != std::string::npos);
}

TEST_CASE("What a handler says replaces the default") {
  ResponseHead head;
  head.Set("cache-control", "public, max-age=60");
  const std::string text = RenderHead(head, {.date = "D"});
  CHECK(text.find("no-store") == std::string::npos);
  CHECK(text.find("nosniff") != std::string::npos);
}

TEST_CASE("A date is written as RFC 9110 5.6.7 shows it") {
  CHECK(HttpDate(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace suyuan::gateway
