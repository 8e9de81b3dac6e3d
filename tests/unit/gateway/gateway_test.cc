#include "services/gateway/gateway.h"

#include <grpcpp/ext/health_check_service_server_builder_option.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/shapes_service.h"

namespace suyuan {
namespace {

using gateway::Gateway;
using gateway::GatewayOptions;
using nlohmann::json;
using testing::RawClient;
using testing::RawResponse;
using testing::RequestText;

bool Eventually(const std::function<bool()>& holds) {
  const absl::Time until = absl::Now() + absl::Seconds(10);
  while (!holds()) {
    if (absl::Now() >= until) return false;
    absl::SleepFor(absl::Milliseconds(2));
  }
  return true;
}

// A back end and a gateway in front of it, in one process.
class World {
 public:
  explicit World(GatewayOptions options = {})
      : logger_(log::Level::kInfo, clock_, [this](absl::string_view line) {
          MutexLock lock(mutex_);
          absl::StrAppend(&log_, line);
        }) {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    builder.SetMaxReceiveMessageSize(64 << 20);
    builder.RegisterService(&service);
    backend = builder.BuildAndStart();
    backend->GetHealthCheckService()->SetServingStatus(true);
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(64 << 20);
    if (!options.insecure_listen) options.listen = "127.0.0.1:0";
    options.health_period = absl::Milliseconds(10);
    options.backends.push_back({"shapes",
                                {"suyuan.gatewaytest.v1.Shapes"},
                                std::make_shared<rpc::ChannelPair>(
                                    backend->InProcessChannel(arguments))});
    gateway = Gateway::Start(options, clock_, logger_, metrics).value();
  }
  ~World() {
    gateway.reset();
    backend->Shutdown();
  }

  RawResponse Ask(const std::string& request, bool head = false) {
    RawClient client(gateway->port());
    client.Send(request);
    return client.Receive(head).value();
  }
  RawResponse Get(absl::string_view target, absl::string_view lines = "") {
    return Ask(RequestText("GET", target, lines));
  }
  RawResponse Write(absl::string_view method, absl::string_view target,
                    absl::string_view body, absl::string_view lines = "") {
    return Ask(RequestText(
        method, target,
        absl::StrCat("Content-Type: application/json\r\n", lines), body));
  }
  std::string log() {
    MutexLock lock(mutex_);
    return log_;
  }

  testing::ShapesService service;
  metrics::Registry metrics;
  std::unique_ptr<grpc::Server> backend;
  std::unique_ptr<Gateway> gateway;

 private:
  SystemClock clock_;
  Mutex mutex_;
  std::string log_ ABSL_GUARDED_BY(mutex_);
  log::Logger logger_;
};

json Body(const RawResponse& response) { return json::parse(response.body); }

// The reason word of an error, and where it says what is wrong.
std::string Reason(const RawResponse& response) {
  const json body = Body(response);
  for (const auto& detail : body["details"]) {
    if (detail.contains("reason")) return detail["reason"];
  }
  return "";
}
std::string Field(const RawResponse& response) {
  const json body = Body(response);
  for (const auto& detail : body["details"]) {
    if (detail.contains("fieldViolations")) {
      return detail["fieldViolations"][0]["field"];
    }
  }
  return "";
}

TEST_CASE("A path names a resource, and the answer is its JSON") {
  World w;
  const RawResponse answer = w.Get("/test/v1/shapes/a");
  CHECK(answer.status == 200);
  CHECK(answer.fields.at("content-type") == "application/json");
  CHECK(Body(answer) == json({{"name", "shapes/a"},
                              {"kind", "KIND_SQUARE"},
                              {"sideLength", 2.5},
                              {"etag", "7"},
                              {"area", "9007199254740993"}}));
  CHECK(Body(w.Get("/test/v1/areas/x/shapes/y"))["name"] == "areas/x/shapes/y");
  CHECK(Body(w.Get("/test/v1/files/a/b/c.txt"))["name"] == "a/b/c.txt");
  CHECK(Body(w.Get("/test/v1/shapes/%E6%BA%AF%20%2B"))["name"] ==
        "shapes/溯 +");
}

TEST_CASE("A query fills fields of every kind") {
  World w;
  const RawResponse answer = w.Get(
      "/test/v1/shapes?page_size=5&filter=a+%3D%20%22b%26%22&tags=x&tags=y"
      "&kinds=KIND_CIRCLE&kinds=2&like.sideLength=1e-3&like.city=%E4%B9%8C"
      "&asOf=2024-02-29T12:00:00Z&age=1.5s&mask=name,sideLength&round=true"
      "&least=-7&big=18446744073709551615&ratio=0.5&exact=true&token=-_8%3D");
  CAPTURE(answer.body);
  REQUIRE(answer.status == 200);
  CHECK(Body(answer)["seen"] ==
        json({{"pageSize", 5},
              {"filter", "a = \"b&\""},
              {"tags", {"x", "y"}},
              {"kinds", {"KIND_CIRCLE", "KIND_SQUARE"}},
              {"like", {{"sideLength", 0.001}, {"city", "乌"}}},
              {"asOf", "2024-02-29T12:00:00Z"},
              {"age", "1.500s"},
              {"mask", "name,sideLength"},
              {"round", true},
              {"least", "-7"},
              {"big", "18446744073709551615"},
              {"ratio", 0.5},
              {"exact", true},
              {"token", "+/8="}}));
}

TEST_CASE("A parameter that does not fit is named") {
  World w;
  struct Case {
    const char* query;
    const char* field;
  };
  for (const Case& c :
       std::vector<Case>{{"pagesize=5", "pagesize"},
                         {"page_size=x", "page_size"},
                         {"page_size=2147483648", "page_size"},
                         {"big=-1", "big"},
                         {"exact=yes", "exact"},
                         {"ratio=1e39", "ratio"},
                         {"kinds=KIND_OVAL", "kinds"},
                         {"asOf=yesterday", "asOf"},
                         {"asOf=%22", "asOf"},
                         {"token=*", "token"},
                         {"filter=%ff", "filter"},
                         {"page_size=1&pageSize=2", "pageSize"},
                         {"like=x", "like"},
                         {"like.parts.name=x", "like.parts.name"},
                         {"like.city=a&like.village=b", "like.village"},
                         {"labels=x", "labels"},
                         {"labels.x=y", "labels.x"},
                         {"filter.x=y", "filter.x"},
                         {"filter=%4", "filter=%4"}}) {
    INFO(c.query);
    const RawResponse answer = w.Get(absl::StrCat("/test/v1/shapes?", c.query));
    CHECK(answer.status == 400);
    CHECK(Reason(answer) == "INVALID_FIELD");
    CHECK(Field(answer) == c.field);
  }
  CHECK(w.Get("/test/v1/shapes/a?name=b").status == 400);
  CHECK(w.Get("/test/v1/shapes?page_size=2147483647").status == 200);
}

TEST_CASE("A body is a field, a repeated field or the whole request") {
  World w;
  CHECK(Body(w.Write("POST", "/test/v1/shapes?validateOnly=true",
                     R"({"name":"n","side_length":1,"kind":"KIND_CIRCLE"})")) ==
        json({{"shape",
               {{"name", "n"}, {"sideLength", 1.0}, {"kind", "KIND_CIRCLE"}}},
              {"validateOnly", true}}));
  CHECK(Body(w.Write("PATCH", "/test/v1/shapes/a",
                     R"({"name":"other","sideLength":2})"))["shape"] ==
        json({{"name", "shapes/a"}, {"sideLength", 2.0}}));
  CHECK(Body(w.Write("POST", "/test/v1/shapes/a:tag", R"({"tags":["x"]})")) ==
        json({{"name", "shapes/a"}, {"tags", {"x"}}}));
  CHECK(Body(w.Write("PUT", "/test/v1/shapes/a/tags", R"(["x","y"])")) ==
        json({{"name", "shapes/a"}, {"tags", {"x", "y"}}}));
  CHECK(Body(w.Write("POST", "/test/v1/shapes/a:tag", "")) ==
        json({{"name", "shapes/a"}}));
  CHECK(Body(w.Get("/test/v1/shapes:count")) == json({"1", "2"}));
}

TEST_CASE("A body's text reaches no field but its own") {
  World w;
  const RawResponse answer =
      w.Write("PUT", "/test/v1/shapes/a/tags", R"([],"name":"shapes/b")");
  CHECK(answer.status == 400);
  CHECK(Reason(answer) == "JSON_INVALID");
}

TEST_CASE("A body that is no JSON, or not this message, says where") {
  World w;
  const RawResponse syntax = w.Write("POST", "/test/v1/shapes/a:tag",
                                     "{\"tags\": [\n  \"x\"\n  \"y\"]}");
  CHECK(syntax.status == 400);
  CHECK(Reason(syntax) == "JSON_INVALID");
  CHECK(Body(syntax)["message"].get<std::string>().find("line 3, column") !=
        std::string::npos);

  const RawResponse unknown =
      w.Write("POST", "/test/v1/shapes", R"({"sidelength":1})");
  CHECK(unknown.status == 400);
  CHECK(Field(unknown) == "sidelength");

  const RawResponse wrong =
      w.Write("POST", "/test/v1/shapes", R"({"parts":[{"area":"x"}]})");
  CAPTURE(wrong.body);
  CHECK(wrong.status == 400);
  CHECK(Field(wrong) == "parts[0].area");

  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += R"({"parts":[)";
  CHECK(w.Write("POST", "/test/v1/shapes", deep).status == 400);
  CHECK(w.Write("POST", "/test/v1/shapes", "[]").status == 400);
  // JSON's grammar, but no double: refused the same way on either path.
  const RawResponse beyond =
      w.Write("POST", "/test/v1/shapes", R"({"sideLength":1e400})");
  CAPTURE(beyond.body);
  CHECK(beyond.status == 400);
  CHECK(w.Write("PUT", "/test/v1/shapes/a/tags", "[1e400]").status == 400);
  CHECK(w.Write("POST", "/test/v1/shapes?shape.name=x", "{}").status == 400);
  CHECK(w.Write("POST", "/test/v1/shapes/a:tag?tags=x", "{}").status == 400);
}

TEST_CASE("A body's type must be one that no foreign page can send") {
  World w;
  const auto post = [&](const char* type, const char* target) {
    return w
        .Ask(RequestText(
            "POST", target,
            type == nullptr ? "" : absl::StrCat("Content-Type: ", type, "\r\n"),
            "{}"))
        .status;
  };
  CHECK(post("application/json; charset=utf-8", "/test/v1/shapes") == 200);
  CHECK(post("Application/JSON", "/test/v1/shapes") == 200);
  CHECK(post("text/plain", "/test/v1/shapes") == 415);
  CHECK(post(nullptr, "/test/v1/shapes") == 415);
  CHECK(post("application/xml", "/test/v1/shapes/a:upload") == 200);
  CHECK(post("text/plain", "/test/v1/shapes/a:upload") == 415);
  CHECK(post(nullptr, "/test/v1/shapes/a:upload") == 415);
  const auto origin = [&](const char* text) {
    return w.Write("POST", "/test/v1/shapes", "{}",
                   absl::StrCat("Origin: ", text, "\r\n"));
  };
  CHECK(origin("http://localhost").status == 200);
  CHECK(origin("http://evil.example").status == 403);
  CHECK(Reason(origin("null")) == "CROSS_ORIGIN");
}

TEST_CASE("A name that leads here is not this server's, unless it is public") {
  const auto ask = [](World& w, const char* host) {
    return w.Ask(absl::StrCat("GET /test/v1/shapes HTTP/1.1\r\nHost: ", host,
                              "\r\n\r\n"));
  };
  World w;
  for (const char* local : {"localhost", "LocalHost:8080", "127.0.0.1:1",
                            "127.1.2.3", "[::1]", "[::1]:8080"}) {
    INFO(local);
    CHECK(ask(w, local).status == 200);
  }
  for (const char* other :
       {"evil.example", "evil.example:8080", "localhost.evil.example",
        "10.0.0.1", "[fe80::1]:80", "127.0.0.1.evil.example"}) {
    INFO(other);
    CHECK(ask(w, other).status == 421);
    CHECK(Reason(ask(w, other)) == "HOST_NOT_LOCAL");
  }
  CHECK(w.Ask("GET /test/v1/shapes HTTP/1.0\r\n\r\n").status == 200);
  World open({.listen = "0.0.0.0:0", .insecure_listen = true});
  CHECK(ask(open, "suyuan.example").status == 200);
}

TEST_CASE("Idempotency-Key becomes request_id where the body has none") {
  World w;
  const auto id = [&](const char* target, const char* body) {
    return Body(w.Write("POST", target, body, "Idempotency-Key: k1\r\n"))
        .value("requestId", "");
  };
  CHECK(id("/test/v1/shapes", "{}") == "k1");
  CHECK(id("/test/v1/shapes?request_id=q", "{}") == "q");
  CHECK(id("/test/v1/shapes/a:tag", R"({"requestId":"b"})") == "b");
  CHECK(id("/test/v1/shapes/a:upload", "{}").empty());  // it has no such field
}

TEST_CASE("Raw bytes go up and down as they are") {
  World w;
  const std::string drawing = std::string("<a>\0\xff", 5);
  const RawResponse up =
      w.Ask(RequestText("POST", "/test/v1/shapes/a:upload",
                        "Content-Type: application/xml; v=1\r\n", drawing));
  CHECK(Body(up) == json({{"name", "shapes/a"},
                          {"mediaType", "application/xml; v=1"},
                          {"area", "5"},
                          {"drawing", "PGE+AP8="}}));
  const RawResponse down = w.Get("/test/v1/shapes/a:download");
  CHECK(down.fields.at("content-type") == "application/xml");
  CHECK(down.body == std::string("<\0>", 3));
  // Of what the back end says beside the bytes, its word on caching alone.
  CHECK(down.fields.at("cache-control") == "public, max-age=60");
  CHECK(down.fields.count("set-cookie") == 0);
  const RawResponse evil = w.Get("/test/v1/shapes/evil:download");
  CHECK(evil.fields.count("set-cookie") == 0);
}

TEST_CASE("A large upload is taken, a larger JSON body is not") {
  World w;
  const std::string large(5 << 20, 'x');
  const RawResponse up =
      w.Ask(RequestText("POST", "/test/v1/shapes/a:upload",
                        "Content-Type: application/xml\r\n", large));
  CHECK(Body(up)["area"] == absl::StrCat(large.size()));
  const RawResponse refused = w.Write(
      "POST", "/test/v1/shapes", absl::StrCat(R"({"name":")", large, R"("})"));
  CHECK(refused.status == 413);
  CHECK(Reason(refused) == "BODY_TOO_LARGE");
  CHECK(w.log().find("\"status\":413") != std::string::npos);
  const std::string middle(900'000, 'x');
  CHECK(w.Write("POST", "/test/v1/shapes",
                absl::StrCat(R"({"name":")", middle, R"("})"))
            .status == 200);
}

TEST_CASE("Bodies of all connections together have a bound") {
  GatewayOptions options;
  options.calls.buffered_bodies = 1 << 20;
  World w(options);
  const std::string large(2 << 20, 'x');
  const std::string request =
      RequestText("POST", "/test/v1/shapes/a:upload",
                  "Content-Type: application/xml\r\n", large);
  const RawResponse full = w.Ask(request);
  CHECK(full.status == 503);
  CHECK(Reason(full) == "GATEWAY_BUSY");
  // What was held is given back.
  CHECK(w.Write("POST", "/test/v1/shapes", "{}").status == 200);
}

TEST_CASE("Calls at once have a bound, and streams one of their own") {
  GatewayOptions options;
  options.calls.max_calls = 2;
  options.calls.max_streams = 1;
  World w(options);
  const std::string endless = "/test/v1/shapes:watch?count=100000&size=10000";
  std::optional<RawClient> stream(w.gateway->port());
  stream->Send(RequestText("GET", endless));
  REQUIRE(Eventually([&] { return w.service.written > 0; }));
  const RawResponse second = w.Get(endless);
  CHECK(second.status == 503);
  CHECK(second.fields.at("retry-after") == "1");
  CHECK(Reason(second) == "GATEWAY_BUSY");
  CHECK(w.Get("/test/v1/shapes").status == 200);

  RawClient waiting(w.gateway->port());
  waiting.Send(RequestText("GET", "/test/v1/wait"));
  REQUIRE(Eventually([&] { return w.service.waiting == 1; }));
  CHECK(w.Get("/test/v1/shapes").status == 503);
  CHECK(w.Get("/healthz").status == 200);
  stream.reset();
  CHECK(Eventually([&] { return w.Get("/test/v1/shapes").status == 200; }));
}

TEST_CASE("Each gRPC code has its HTTP status") {
  World w;
  const int wanted[] = {200, 499, 500, 400, 504, 404, 409, 403, 429,
                        400, 409, 400, 501, 500, 503, 500, 401};
  for (int code = 1; code <= 16; ++code) {
    INFO(code);
    const RawResponse answer = w.Get(absl::StrCat("/test/v1/fail/", code));
    CHECK(answer.status == wanted[code]);
    CHECK(Body(answer)["code"] == code);
    // Without details it is gRPC's own text, and that names addresses.
    CHECK(answer.body.find("10.0.0.7") == std::string::npos);
    CHECK(answer.fields.count("traceparent") == 1);
  }
}

TEST_CASE("A back end's details pass unchanged") {
  World w;
  const RawResponse answer = w.Get("/test/v1/fail/9?details=true");
  CHECK(answer.status == 400);
  CHECK(Body(answer)["message"] == "3 is odd");
  CHECK(Reason(answer) == "SHAPE_ODD");
  CHECK(Field(answer) == "shape.side");
  CHECK(Body(answer)["details"][0]["@type"] ==
        "type.googleapis.com/google.rpc.ErrorInfo");
  CHECK(w.Get("/test/v1/fail/14?details=true").fields.at("retry-after") == "1");
}

TEST_CASE("Unknown paths, other methods and OPTIONS say what there is") {
  World w;
  const RawResponse none = w.Get("/test/v1/nothing/here");
  CHECK(none.status == 404);
  CHECK(Reason(none) == "ROUTE_NOT_FOUND");
  CHECK(w.Get("/suyuan.gatewaytest.v1.Shapes/Hidden").status == 404);
  const RawResponse other = w.Write("DELETE", "/test/v1/shapes", "");
  CHECK(other.status == 405);
  CHECK(other.fields.at("allow") == "GET, HEAD, POST, OPTIONS");
  const RawResponse options =
      w.Ask(RequestText("OPTIONS", "/test/v1/shapes/a"));
  CHECK(options.status == 204);
  CHECK(options.fields.at("allow") == "GET, HEAD, PATCH, OPTIONS");
  CHECK(options.fields.count("access-control-allow-origin") == 0);
  const RawResponse head =
      w.Ask(RequestText("HEAD", "/test/v1/shapes/a"), /*head=*/true);
  CHECK(head.status == 200);
  CHECK(head.fields.at("etag") == "\"7\"");
}

TEST_CASE("What a client holds already is not sent again") {
  World w;
  const auto status = [&](const char* tag) {
    return w.Get("/test/v1/shapes/a",
                 absl::StrCat("If-None-Match: ", tag, "\r\n"));
  };
  CHECK(w.Get("/test/v1/shapes/a").fields.at("etag") == "\"7\"");
  CHECK(status("\"7\"").status == 304);
  CHECK(status("\"7\"").body.empty());
  CHECK(status("\"6\", W/\"7\"").status == 304);
  CHECK(status("*").status == 304);
  CHECK(status("\"6\"").status == 200);
  CHECK(status("7").status == 200);
}

TEST_CASE("On loopback a client says who it is, and is taken at its word") {
  World w;
  const auto ask = [&](const std::string& lines) {
    return w.Get("/test/v1/shapes", lines);
  };
  CHECK(Body(ask(""))["principal"] == "anonymous@local");
  CHECK(Body(ask("Suyuan-Principal: li@lab\r\n"))["principal"] == "li@lab");
  CHECK(w.log().find("li@lab") != std::string::npos);
  CHECK(Body(ask("Grpc-Metadata-Suyuan-Principal: li@lab\r\n"))["principal"] ==
        "anonymous@local");
  for (const char* bad :
       {"Suyuan-Principal: li\r\n", "Suyuan-Principal: \r\n",
        "Suyuan-Principal: li@lab\r\nSuyuan-Principal: wu@lab\r\n"}) {
    INFO(bad);
    CHECK(ask(bad).status == 401);
    CHECK(Reason(ask(bad)) == "PRINCIPAL_INVALID");
  }
}

TEST_CASE("On an address that others reach nobody is taken at their word") {
  World w({.listen = "0.0.0.0:0", .insecure_listen = true});
  CHECK(Body(w.Get("/test/v1/shapes",
                   "Suyuan-Principal: li@lab\r\n"))["principal"] ==
        "anonymous@local");
}

TEST_CASE("The trace is the client's") {
  World w;
  const RawResponse answer =
      w.Get("/test/v1/shapes",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-"
            "b7ad6b7169203331-01\r\n");
  const json body = Body(answer);
  const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-";
  CHECK(body["traceparent"].get<std::string>().substr(0, 36) == trace);
  CHECK(answer.fields.at("traceparent").substr(0, 36) == trace);
  CHECK(w.log().find("0af7651916cd43dd8448eb211c80319c") != std::string::npos);
  // A new one where there is none, or none that can be read.
  CHECK(w.Get("/test/v1/shapes").fields.at("traceparent").size() == 55);
  CHECK(w.Get("/test/v1/shapes", "traceparent: 00-x\r\n")
            .fields.at("traceparent")
            .size() == 55);
}

TEST_CASE("Every call has a deadline, which the client may choose in bounds") {
  GatewayOptions options;
  options.calls.max_timeout = absl::Seconds(30);
  World w(options);
  const auto left = [&](const std::string& lines) {
    return Body(w.Get("/test/v1/shapes", lines))["secondsLeft"].get<double>();
  };
  CHECK(left("") == Approx(15).margin(2));
  CHECK(left("X-Suyuan-Timeout: 5s\r\n") == Approx(5).margin(2));
  CHECK(left("X-Suyuan-Timeout: 10h\r\n") == Approx(30).margin(2));
  CHECK(w.Get("/test/v1/shapes", "X-Suyuan-Timeout: soon\r\n").status == 400);
  CHECK(w.Get("/test/v1/shapes", "X-Suyuan-Timeout: 0s\r\n").status == 400);
  const RawResponse late = w.Get("/test/v1/wait", "X-Suyuan-Timeout: 50ms\r\n");
  CHECK(late.status == 504);
  CHECK(Body(late)["message"] == "shapes did not answer in time");
}

TEST_CASE("A call is cancelled when its client goes") {
  World w;
  {
    RawClient client(w.gateway->port());
    client.Send(RequestText("GET", "/test/v1/wait"));
    REQUIRE(Eventually([&] { return w.service.waiting == 1; }));
  }
  CHECK(Eventually([&] { return w.service.cancelled == 1; }));
}

std::vector<std::string> LinesOf(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

TEST_CASE("A stream is one object a line, and its last says how it ended") {
  World w;
  const RawResponse whole = w.Get("/test/v1/shapes:watch?count=3");
  CHECK(whole.status == 200);
  CHECK(whole.fields.at("content-type") == "application/x-ndjson");
  CHECK(LinesOf(whole.body) ==
        std::vector<std::string>{
            R"({"result":{}})", R"({"result":{"area":"1"}})",
            R"({"result":{"area":"2"}})", R"({"end":{"messages":3}})"});
  CHECK(LinesOf(w.Get("/test/v1/shapes:watch").body) ==
        std::vector<std::string>{R"({"end":{"messages":0}})"});

  const RawResponse broken = w.Get("/test/v1/shapes:watch?count=2&code=11");
  const auto lines = LinesOf(broken.body);
  REQUIRE(lines.size() == 3);
  CHECK(json::parse(lines[2])["error"]["code"] == 11);
  CHECK(broken.complete);

  CHECK(w.Get("/test/v1/shapes:watch?code=5").status == 404);
}

TEST_CASE("A stream comes as server-sent events to those who accept them") {
  World w;
  const std::string accept = "Accept: text/event-stream\r\n";
  const RawResponse whole = w.Get("/test/v1/shapes:watch?count=1", accept);
  CHECK(whole.fields.at("content-type") == "text/event-stream");
  CHECK(whole.body == "data: {}\n\nevent: end\ndata: {\"messages\":1}\n\n");
  const RawResponse broken =
      w.Get("/test/v1/shapes:watch?count=1&code=13", accept);
  CHECK(broken.body.find("event: error\ndata: {\"code\":13") !=
        std::string::npos);
}

TEST_CASE("A raw stream that fails ends without its last chunk") {
  World w;
  const RawResponse whole = w.Get("/test/v1/shapes:drawing?count=2");
  CHECK(whole.complete);
  CHECK(whole.fields.at("content-type") == "image/png");
  CHECK(whole.body == "piece 0;piece 1;");
  CHECK_FALSE(w.Get("/test/v1/shapes:drawing?count=2&code=14").complete);
}

TEST_CASE("A client that reads nothing stops the back end") {
  World w;
  RawClient client(w.gateway->port());
  client.SetReceiveBuffer(4096);
  client.Send(
      RequestText("GET", "/test/v1/shapes:watch?count=100000&size=10000"));
  REQUIRE(Eventually([&] { return w.service.written > 0; }));
  int before = -1;
  CHECK(Eventually([&] {
    absl::SleepFor(absl::Milliseconds(200));
    return std::exchange(before, w.service.written.load()) ==
           w.service.written.load();
  }));
  CHECK(w.service.written < 3000);  // 30 MB of the gigabyte on offer
  CHECK(w.service.cancelled == 0);
  client.Reset();
  CHECK(Eventually([&] { return w.service.cancelled == 1; }));
}

TEST_CASE("A long stream arrives whole and in order") {
  World w;
  RawClient client(w.gateway->port());
  client.Send(RequestText("GET", "/test/v1/shapes:watch?count=20000&size=100"));
  const RawResponse answer = client.Receive(false, absl::Seconds(60)).value();
  const auto lines = LinesOf(answer.body);
  REQUIRE(lines.size() == 20001);
  bool ordered = true;
  for (size_t i = 1; i < 20000; ++i) {
    ordered = ordered && lines[i].find(absl::StrCat("\"area\":\"", i, "\"")) !=
                             std::string::npos;
  }
  CHECK(ordered);
  CHECK(lines.back() == R"({"end":{"messages":20000}})");
}

TEST_CASE("Health is the process's, readiness is that of the back ends") {
  World w;
  CHECK(w.Get("/healthz").status == 200);
  CHECK(Eventually([&] { return w.Get("/readyz").status == 200; }));
  w.backend->GetHealthCheckService()->SetServingStatus(false);
  CHECK(Eventually([&] { return w.Get("/readyz").status == 503; }));
  const RawResponse answer = w.Get("/readyz");
  CHECK(Body(answer)["backends"][0]["name"] == "shapes");
  CHECK(Body(answer)["backends"][0]["status"] == "NOT_SERVING");
  CHECK(w.Get("/healthz").status == 200);
  CHECK(w.Ask(RequestText("POST", "/healthz")).status == 405);
}

TEST_CASE("The index names every route") {
  World w;
  const json index = Body(w.Get("/"));
  CHECK(index["services"][0]["service"] == "suyuan.gatewaytest.v1.Shapes");
  CHECK(index["services"][0]["routes"].size() == 15);
  CHECK(index["services"][0]["routes"][0]["path"] ==
        "/test/v1/{name=shapes/*}");
}

TEST_CASE("Requests are logged without their query, and counted") {
  World w;
  w.Get("/test/v1/shapes?filter=secret");
  w.Get("/test/v1/fail/5");
  REQUIRE(Eventually([&] { return LinesOf(w.log()).size() == 2; }));
  const json line = json::parse(LinesOf(w.log())[0]);
  CHECK(line["path"] == "/test/v1/shapes");
  CHECK(line["status"] == 200);
  CHECK(line["rpc"] == "/suyuan.gatewaytest.v1.Shapes/ListShapes");
  CHECK(w.log().find("secret") == std::string::npos);
  CHECK(w.metrics.Text().find(
            "suyuan_http_requests_total{rpc=\"suyuan.gatewaytest.v1.Shapes/"
            "Fail\",status=\"4xx\"} 1") != std::string::npos);
  CHECK(Eventually([&] {
    const std::string text = w.metrics.Text();
    return text.find("suyuan_gateway_backend_serving{backend=\"shapes\"} 1") !=
               std::string::npos &&
           text.find("suyuan_http_connections_accepted_total 2") !=
               std::string::npos;
  }));
}

TEST_CASE("A stop lets a call end and answers it") {
  World w;
  RawClient client(w.gateway->port());
  client.Send(
      RequestText("GET", "/test/v1/wait", "X-Suyuan-Timeout: 300ms\r\n"));
  REQUIRE(Eventually([&] { return w.service.waiting == 1; }));
  CHECK(w.gateway->Stop(absl::Seconds(10)));
  CHECK(client.Receive().value().status == 504);
}

TEST_CASE("A stop ends an endless stream and says so, not another one") {
  for (const bool endless : {true, false}) {
    INFO(endless);
    GatewayOptions options;
    if (endless) {
      options.endless_methods = {"suyuan.gatewaytest.v1.Shapes.WatchShapes"};
    }
    World w(options);
    RawClient client(w.gateway->port());
    client.Send(RequestText("GET", "/test/v1/shapes:watch?count=-1"));
    REQUIRE_FALSE(client.Silent(absl::Seconds(10)));
    const bool whole =
        w.gateway->Stop(absl::Milliseconds(endless ? 10'000 : 200));
    CHECK(whole == endless);
    const auto answer = client.Receive();
    REQUIRE(answer.has_value());
    CHECK(answer->complete == endless);
    const auto lines = LinesOf(answer->body);
    REQUIRE(lines.size() == (endless ? 2 : 1));
    CHECK(lines[0] == R"({"result":{}})");
    if (!endless) continue;
    const json end = json::parse(lines[1]);
    CHECK(end["error"]["code"] == 14);
    CHECK(end["error"]["details"][0]["reason"] == "SERVER_STOPPING");
  }
}

TEST_CASE("A back end that is not there is a 503 that names it, not its host") {
  metrics::Registry metrics;
  const SystemClock clock;
  GatewayOptions options{.listen = "127.0.0.1:0"};
  options.backends.push_back(
      {"shapes",
       {"suyuan.gatewaytest.v1.Shapes"},
       std::make_shared<rpc::ChannelPair>("127.0.0.1:1")});
  auto gateway =
      Gateway::Start(options, clock, log::Default(), metrics).value();
  RawClient client(gateway->port());
  client.Send(RequestText("GET", "/test/v1/shapes"));
  const RawResponse answer = client.Receive().value();
  CHECK(answer.status == 503);
  CHECK(Body(answer)["message"] == "shapes is not reachable now");
  CHECK(Reason(answer) == "BACKEND_UNAVAILABLE");
  CHECK(answer.body.find("127.0.0.1") == std::string::npos);
}

TEST_CASE("A start that cannot be is refused with its reason") {
  World w;
  const SystemClock clock;
  metrics::Registry metrics;
  const auto start = [&](GatewayOptions options) {
    return testing::StatusOf(
        Gateway::Start(options, clock, log::Default(), metrics));
  };
  const absl::Status busy =
      start({.listen = absl::StrCat("127.0.0.1:", w.gateway->port())});
  CHECK_THAT(busy, testing::HasReason("ADDRESS_IN_USE"));
  CHECK(busy.message().find("--listen") != absl::string_view::npos);
  const absl::Status open = start({.listen = "0.0.0.0:0"});
  CHECK_THAT(open, testing::HasReason("ADDRESS_NOT_LOOPBACK"));
  CHECK(open.message().find("--insecure-listen") != absl::string_view::npos);
  CHECK_FALSE(
      start({.backends = {{"x",
                           {"no.such.Service"},
                           std::make_shared<rpc::ChannelPair>("127.0.0.1:1")}}})
          .ok());
}

}  // namespace
}  // namespace suyuan
