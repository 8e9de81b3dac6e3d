#include "services/gateway/http_server.h"

#include <sys/resource.h>

#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/echo_handler.h"

namespace suyuan {
namespace {

using gateway::HttpServer;
using gateway::HttpServerOptions;
using testing::EchoHandler;
using testing::RawClient;
using testing::RawResponse;
using testing::RequestText;

// A server whose deadlines a test can wait for.
HttpServerOptions Impatient() {
  return {.head_timeout = absl::Milliseconds(300),
          .idle_timeout = absl::Milliseconds(400),
          .body_timeout = absl::Milliseconds(300),
          .write_timeout = absl::Milliseconds(300),
          .linger_timeout = absl::Milliseconds(100)};
}

struct Running {
  explicit Running(const HttpServerOptions& options = {})
      : server(HttpServer::Start(options, &handler).value()) {}

  EchoHandler handler;
  std::unique_ptr<HttpServer> server;
};

bool Eventually(const std::function<bool()>& holds) {
  const absl::Time until = absl::Now() + absl::Seconds(10);
  while (!holds()) {
    if (absl::Now() >= until) return false;
    absl::SleepFor(absl::Milliseconds(2));
  }
  return true;
}

int64_t ResidentKib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::stoll(line.substr(6));
  }
  return 0;
}

TEST_CASE("An answer says its length, its date and that no page may use it") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("GET", "/a?b=c"));
  const RawResponse answer = client.Receive().value();
  CHECK(answer.status == 200);
  CHECK(answer.body == "/a?b=c|");
  CHECK(answer.fields.at("x-content-type-options") == "nosniff");
  CHECK(answer.fields.at("cache-control") == "no-store");
  CHECK(answer.fields.at("date").find("GMT") != std::string::npos);
  CHECK(answer.fields.count("access-control-allow-origin") == 0);
  CHECK(answer.fields.count("connection") == 0);
}

TEST_CASE("HEAD has the fields of GET and no body") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("HEAD", "/abc") + RequestText("GET", "/next"));
  const RawResponse head = client.Receive(/*head=*/true).value();
  CHECK(head.fields.at("content-length") == "5");
  CHECK(client.Receive().value().body == "/next|");
}

TEST_CASE("Pipelined requests are answered in order, whatever they are") {
  Running r;
  RawClient client(r.server->port());
  std::string requests;
  for (int i = 0; i < 200; ++i) {
    requests += i % 3 == 0 ? RequestText("GET", absl::StrCat("/", i))
                : i % 3 == 1
                    ? RequestText("POST", absl::StrCat("/", i), "", "b")
                    : RequestText("GET", "/stream/3");
  }
  REQUIRE(client.Send(requests));
  for (int i = 0; i < 200; ++i) {
    const RawResponse answer = client.Receive().value();
    const std::string wanted = i % 3 == 0   ? absl::StrCat("/", i, "|")
                               : i % 3 == 1 ? absl::StrCat("/", i, "|b")
                                            : answer.body;
    CHECK(answer.body == wanted);
    if (i % 3 == 2) CHECK(answer.body.substr(0, 6) == "line 3");
  }
}

TEST_CASE("Requests sent while an answer is being made are kept in order") {
  Running r;
  RawClient client(r.server->port());
  for (int i = 0; i < 50; ++i) {
    client.Send(RequestText("POST", absl::StrCat("/a", i), "", "some body"));
    client.Send(RequestText("GET", absl::StrCat("/b", i)));
    CHECK(client.Receive().value().body == absl::StrCat("/a", i, "|some body"));
    CHECK(client.Receive().value().body == absl::StrCat("/b", i, "|"));
  }
  CHECK(r.handler.targets().size() == 100);
}

TEST_CASE("HTTP/1.0 gets no chunks, and stays connected only if it asks") {
  Running r;
  RawClient once(r.server->port());
  once.Send("GET /x HTTP/1.0\r\n\r\n");
  CHECK(once.Receive().value().fields.at("connection") == "close");
  CHECK(once.WaitClosed());

  RawClient stays(r.server->port());
  stays.Send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(stays.Receive().value().fields.at("connection") == "keep-alive");
  stays.Send("GET /stream/2 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const RawResponse stream = stays.Receive().value();
  CHECK(stream.fields.count("transfer-encoding") == 0);
  CHECK(stream.body.substr(0, 6) == "line 2");
  CHECK(stays.WaitClosed());
}

TEST_CASE("A stream that ends late ends, whatever frames it") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("GET", "/late-end") +
              RequestText("HEAD", "/late-end") +
              "GET /late-end HTTP/1.0\r\n\r\n");
  CHECK(client.Receive().value().body == "some");
  CHECK(client.Receive(/*head=*/true).value().status == 200);
  CHECK(client.Receive().value().body == "some");
  CHECK(client.WaitClosed());
}

TEST_CASE("A stream that is broken off does not look whole") {
  Running r;
  RawClient chunked(r.server->port());
  chunked.Send(RequestText("GET", "/abort"));
  const RawResponse answer = chunked.Receive().value();
  CHECK(answer.body == "some");
  CHECK_FALSE(answer.complete);
  RawClient old(r.server->port());
  old.Send("GET /abort HTTP/1.0\r\n\r\n");
  (void)old.Receive();
  CHECK(old.WasReset());
}

TEST_CASE("100 Continue is said once the route wants the body") {
  Running r;
  RawClient client(r.server->port());
  client.Send(
      "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
      "Content-Length: 5\r\n\r\n");
  CHECK(client.Receive().value().status == 100);
  client.Send("hello");
  CHECK(client.Receive().value().body == "/x|hello");

  client.Send(
      "POST /early HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
      "Content-Length: 5\r\n\r\n");
  CHECK(client.Receive().value().status == 404);
  CHECK(client.WaitClosed());
}

TEST_CASE("An early answer keeps the connection if the body is short") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("POST", "/early", "", "some body") +
              RequestText("GET", "/after"));
  CHECK(client.Receive().value().status == 404);
  CHECK(client.Receive().value().body == "/after|");

  const std::string large(65537, 'x');
  client.Send(RequestText("POST", "/early", "", large));
  CHECK(client.Receive().value().fields.at("connection") == "close");
  CHECK(client.WaitClosed());
}

TEST_CASE("A body is taken up to the route's limit and not a byte more") {
  Running r;
  r.handler.limit = 1000;
  const auto status = [&](const std::string& request) {
    RawClient client(r.server->port());
    client.Send(request);
    return client.Receive().value().status;
  };
  const std::string at(1000, 'x');
  const std::string over(1001, 'x');
  const auto chunked = [](const std::string& body) {
    return absl::StrCat(
        RequestText("POST", "/", "Transfer-Encoding: chunked\r\n"), "1\r\n",
        body.substr(0, 1), "\r\n", absl::Hex(body.size() - 1), "\r\n",
        body.substr(1), "\r\n0\r\n\r\n");
  };
  CHECK(status(RequestText("POST", "/", "", at)) == 200);
  CHECK(status(RequestText("POST", "/", "", over)) == 413);
  CHECK(status(chunked(at)) == 200);
  CHECK(status(chunked(over)) == 413);
}

TEST_CASE("A request line, a field and their number have bounds") {
  Running r;
  const auto status = [&](const std::string& request) {
    RawClient client(r.server->port());
    client.Send(request);
    return client.Receive().value().status;
  };
  CHECK(status(RequestText("GET", "/" + std::string(8000, 'a'))) == 200);
  CHECK(status(RequestText("GET", "/" + std::string(8300, 'a'))) == 414);
  CHECK(status(RequestText("GET", "/" + std::string(40000, 'a'))) == 414);
  const auto fields = [](int n) {
    std::string out;
    for (int i = 0; i < n; ++i) absl::StrAppend(&out, "X", i, ": 1\r\n");
    return out;
  };
  CHECK(status(RequestText("GET", "/", fields(99))) == 200);  // and Host
  CHECK(status(RequestText("GET", "/", fields(100))) == 431);
  CHECK(status(RequestText("GET", "/",
                           "X: " + std::string(15000, 'a') + "\r\n")) == 200);
  CHECK(status(RequestText("GET", "/",
                           "X: " + std::string(16400, 'a') + "\r\n")) == 431);
}

TEST_CASE("Requests that two readers may frame in two ways are refused") {
  Running r;
  struct Case {
    int status;
    std::string text;
  };
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  const std::string hidden = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::vector<Case> cases = {
      {400, RequestText("POST", "/", chunked + "Content-Length: 5\r\n") +
                "0\r\n\r\n" + hidden},
      {400, RequestText("POST", "/", "Content-Length: 5\r\n" + chunked) +
                "0\r\n\r\n" + hidden},
      {501, RequestText("POST", "/", "Transfer-Encoding: gzip\r\n") + hidden},
      {501, RequestText("POST", "/", "Transfer-Encoding: gzip, chunked\r\n") +
                "0\r\n\r\n" + hidden},
      {400, RequestText("POST", "/", chunked + chunked) + "0\r\n\r\n"},
      {400, "POST / HTTP/1.0\r\nHost: a\r\n" + chunked + "\r\n0\r\n\r\n"},
      {400, RequestText("POST", "/", "Content-Length: 5\r\n", "hello")},
      {400, RequestText("POST", "/", "Content-Length: 5, 5\r\n") + "hello"},
      {400, RequestText("POST", "/", "Content-Length: +5\r\n") + "hello"},
      {400, RequestText("POST", "/", "Content-Length : 5\r\n") + "hello"},
      {400, RequestText("GET", "/", "X: a\r\n b\r\n")},
      {400, RequestText("GET", "/", "X: a\nY: b\r\n")},
      {400, RequestText("GET", "/", "X: a\rY: b\r\n")},
      {400, RequestText("GET", "/", std::string("X: a\0b\r\n", 8))},
      {400, RequestText("GET", "/", "Host: b\r\n")},
      {400, "GET / HTTP/1.1\r\n\r\n"},
      {400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"},
      {505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
      {400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {400, "GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {400, "GET /\\x HTTP/1.1\r\nHost: a\r\n\r\n"},
      {501, RequestText("TRACE", "/")},
      {417, RequestText("POST", "/", "Expect: a miracle\r\n", "x")},
      {400, RequestText("POST", "/", chunked) + "0x1\r\na\r\n0\r\n\r\n"},
      {400, RequestText("POST", "/", chunked) + "1\r\naX0\r\n\r\n"},
      {400, RequestText("POST", "/", chunked) + "1;" + std::string(5000, 'e') +
                "\r\na\r\n0\r\n\r\n"},
      {431, RequestText("POST", "/", chunked) +
                "0\r\nX: " + std::string(20000, 't') + "\r\n\r\n"},
      {400,
       RequestText("POST", "/", chunked) + "0\r\nContent-Length: 3\r\n\r\nabc"},
  };
  for (const Case& c : cases) {
    INFO(c.text.substr(0, 200));
    RawClient client(r.server->port());
    client.Send(c.text);
    const auto answer = client.Receive();
    REQUIRE(answer.has_value());
    CHECK(answer->status == c.status);
    CHECK(answer->fields.at("connection") == "close");
    CHECK(answer->fields.at("content-type") == "application/json");
    CHECK(client.WaitClosed());
  }
  for (const std::string& target : r.handler.targets()) {
    CHECK(target != "/smuggled");
  }
}

TEST_CASE("A last chunk of four bytes, one at a time, is still a last chunk") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("POST", "/x", "Transfer-Encoding: chunked\r\n"));
  for (const char c : std::string("0\r\n\r\n")) {
    client.Send(absl::string_view(&c, 1));
    absl::SleepFor(absl::Milliseconds(2));
  }
  CHECK(client.Receive().value().body == "/x|");
}

TEST_CASE("A client that drips its head or its body is cut off") {
  Running r(Impatient());
  const auto drip = [&](const std::string& text) {
    RawClient client(r.server->port());
    const absl::Time start = absl::Now();
    for (const char c : text) {
      if (!client.Send(absl::string_view(&c, 1))) break;
      if (!client.Silent(absl::Milliseconds(20))) break;
    }
    CHECK(client.Receive().value().status == 408);
    return absl::Now() - start;
  };
  const std::string head = RequestText("GET", "/" + std::string(500, 'x'));
  CHECK(drip(head) < absl::Seconds(2));
  const std::string body = RequestText("POST", "/", "", std::string(500, 'b'));
  CHECK(drip(body) < absl::Seconds(3));
  CHECK(r.server->stats().timeouts == 2);
}

TEST_CASE("A body may take longer than the time-out if it keeps coming") {
  HttpServerOptions options = Impatient();
  options.body_rate = 1024;  // each KiB earns a second
  Running r(options);
  RawClient client(r.server->port());
  client.Send(RequestText("POST", "/x", "Content-Length: 4096\r\n"));
  for (int i = 0; i < 4; ++i) {
    client.Send(std::string(1024, 'x'));
    absl::SleepFor(absl::Milliseconds(200));
  }
  CHECK(client.Receive().value().status == 200);
}

TEST_CASE("A silent and an idle connection are closed without a word") {
  Running r(Impatient());
  RawClient silent(r.server->port());
  RawClient idle(r.server->port());
  idle.Send(RequestText("GET", "/x"));
  CHECK(idle.Receive().has_value());
  CHECK(silent.WaitClosed());
  CHECK_FALSE(silent.Receive().has_value());
  CHECK(idle.WaitClosed());
  CHECK(Eventually([&] { return r.server->stats().connections_open == 0; }));
}

TEST_CASE("A client that reads nothing stops the stream, then is cut off") {
  Running r(Impatient());
  RawClient client(r.server->port());
  client.SetReceiveBuffer(4096);
  client.Send(RequestText("GET", "/stream/1000000"));  // 100 MB on offer
  REQUIRE(Eventually([&] { return r.handler.lines_made > 0; }));
  CHECK(Eventually([&] { return r.handler.gone == 1; }));
  // What the sockets' buffers and the high-water mark hold: under 8 MiB.
  CHECK(r.handler.lines_made < 80'000);
  CHECK(r.server->stats().timeouts == 1);
}

TEST_CASE("A client that reads gets the whole stream") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("GET", "/stream/100000"));
  const RawResponse answer = client.Receive(false, absl::Seconds(30)).value();
  CHECK(answer.complete);
  CHECK(std::count(answer.body.begin(), answer.body.end(), '\n') == 100'000);
  client.Send(RequestText("GET", "/next"));
  CHECK(client.Receive().value().body == "/next|");
}

TEST_CASE("A paused body is not read from the socket") {
  Running r;
  r.handler.limit = 64 << 20;
  RawClient client(r.server->port());
  client.Send(
      RequestText("POST", "/slow-body", "Content-Length: 50000000\r\n"));
  CHECK_FALSE(client.Send(std::string(50'000'000, 'x'), absl::Seconds(1)));
  CHECK(r.handler.body_bytes <= 32 * 1024);
  CHECK(r.handler.bodies_ended == 0);
}

TEST_CASE("A handler is told when its client goes") {
  Running r;
  SECTION("by ending the connection") {
    {
      RawClient client(r.server->port());
      client.Send(RequestText("GET", "/silent"));
      REQUIRE(Eventually([&] { return r.handler.bodies_ended == 1; }));
    }
    CHECK(Eventually([&] { return r.handler.gone == 1; }));
  }
  SECTION("by a reset in the middle of the body") {
    RawClient client(r.server->port());
    client.Send(RequestText("POST", "/silent", "Content-Length: 9\r\n") +
                "abc");
    REQUIRE(Eventually([&] { return r.handler.body_bytes == 3; }));
    client.Reset();
    CHECK(Eventually([&] { return r.handler.gone == 1; }));
  }
  CHECK(Eventually([&] { return r.server->stats().connections_open == 0; }));
}

TEST_CASE("A client that ended its side still gets the answer that is ready") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("GET", "/x"));
  client.CloseSending();
  // Whether the end is seen before the answer is a race; the server neither
  // hangs nor sends half an answer.
  const auto answer = client.Receive();
  if (answer) CHECK(answer->complete);
  CHECK(client.WaitClosed());
}

TEST_CASE("A handler that throws ends its connection and no other") {
  Running r({.loops = 1});
  RawClient other(r.server->port());
  other.Send(RequestText("GET", "/before"));
  CHECK(other.Receive().has_value());
  RawClient client(r.server->port());
  client.Send(RequestText("GET", "/thrown"));
  CHECK(client.WaitClosed());
  other.Send(RequestText("GET", "/after"));
  CHECK(other.Receive().value().body == "/after|");
}

TEST_CASE("A full server says 503 and takes the next one when one has left") {
  Running r({.max_connections = 2, .linger_timeout = absl::Milliseconds(50)});
  auto first = std::make_unique<RawClient>(r.server->port());
  RawClient second(r.server->port());
  for (RawClient* client : {first.get(), &second}) {
    client->Send(RequestText("GET", "/in"));
    CHECK(client->Receive().value().status == 200);
  }
  RawClient third(r.server->port());
  const RawResponse full = third.Receive().value();
  CHECK(full.status == 503);
  CHECK(full.fields.at("retry-after") == "1");
  CHECK(third.WaitClosed());
  first.reset();
  REQUIRE(Eventually([&] { return r.server->stats().connections_open == 1; }));
  RawClient fourth(r.server->port());
  fourth.Send(RequestText("GET", "/in"));
  CHECK(fourth.Receive().value().status == 200);
  CHECK(r.server->stats().connections_refused == 1);
}

TEST_CASE("A thousand idle connections cost little and all are served") {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  Running r;
  [[maybe_unused]] const int64_t before = ResidentKib();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 1000; ++i) {
    clients.push_back(std::make_unique<RawClient>(r.server->port()));
    clients.back()->Send(RequestText("GET", absl::StrCat("/", i)));
  }
  int answered = 0;
  for (auto& client : clients) answered += client->Receive().has_value();
  CHECK(answered == 1000);
  // Client and server are both in this process; sanitizers take more.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(ResidentKib() - before < 16 * 1024);
#endif
  clients.front()->Send(RequestText("GET", "/again"));
  CHECK(clients.front()->Receive().value().body == "/again|");
}

TEST_CASE("A stop lets running requests end and closes idle connections") {
  Running r;
  RawClient idle(r.server->port());
  idle.Send(RequestText("GET", "/x"));
  CHECK(idle.Receive().has_value());
  RawClient busy(r.server->port());
  busy.Send(RequestText("POST", "/x", "Content-Length: 4\r\n") + "ab");
  REQUIRE(Eventually([&] { return r.handler.body_bytes == 2; }));
  bool whole = false;
  std::thread stop([&] { whole = r.server->Stop(absl::Seconds(10)); });
  CHECK(idle.WaitClosed());
  busy.Send("cd");
  const RawResponse answer = busy.Receive().value();
  CHECK(answer.body == "/x|abcd");
  CHECK(answer.fields.at("connection") == "close");
  CHECK(busy.WaitClosed());
  stop.join();
  CHECK(whole);
}

TEST_CASE("A stop breaks off what its grace does not cover") {
  Running r;
  RawClient client(r.server->port());
  client.Send(RequestText("GET", "/silent"));
  REQUIRE(Eventually([&] { return r.handler.bodies_ended == 1; }));
  CHECK_FALSE(r.server->Stop(absl::Milliseconds(50)));
  CHECK(r.handler.gone == 1);
  CHECK(client.WaitClosed());
}

TEST_CASE("A busy port and a name for an address are refused with the reason") {
  Running r;
  EchoHandler handler;
  const auto busy = HttpServer::Start({.port = r.server->port()}, &handler);
  CHECK_THAT(testing::StatusOf(busy), testing::HasReason("ADDRESS_IN_USE"));
  const auto name = HttpServer::Start({.host = "localhost"}, &handler);
  CHECK_THAT(testing::StatusOf(name), testing::HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan
