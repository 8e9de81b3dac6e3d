#include "services/gateway/gateway.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/rpc/address.h"
#include "libs/rpc/trace_context.h"
#include "services/gateway/call_exchange.h"
#include "services/gateway/request_checks.h"
#include "services/gateway/status_json.h"
#include "services/gateway/stream_exchange.h"

namespace suyuan::gateway {
namespace {

using Json = nlohmann::ordered_json;

void SendJson(int status, const std::string& json, ResponseWriter* writer) {
  ResponseHead head;
  head.status = status;
  head.Set("Content-Type", "application/json");
  writer->Send(std::move(head), json);
}

void SendError(const absl::Status& status, const rpc::TraceContext& trace,
               absl::string_view allow, ResponseWriter* writer) {
  ErrorAnswer answer = MakeErrorAnswer(status, trace.trace_id());
  answer.head.Set("Traceparent", trace.ToHeader());
  if (!allow.empty()) answer.head.Set("Allow", allow);
  writer->Send(std::move(answer.head), std::move(answer.body));
}

// The client's trace under a new span, or a new trace.
rpc::TraceContext TraceOf(const RequestHead& head) {
  const auto given = head.Find("traceparent");
  if (!given) return rpc::TraceContext::New();
  const auto parsed = rpc::TraceContext::Parse(*given);
  return parsed.ok() ? parsed->Child() : rpc::TraceContext::New();
}

std::string AllowOf(const std::vector<std::string>& methods) {
  std::vector<std::string> all = methods;
  all.push_back("OPTIONS");
  return absl::StrJoin(all, ", ");
}

bool Names(const std::vector<std::string>& methods,
           const google::protobuf::MethodDescriptor* method) {
  return std::find(methods.begin(), methods.end(), method->full_name()) !=
         methods.end();
}

bool IsOwnPath(absl::string_view path) {
  return path == "/" || path == "/healthz" || path == "/readyz";
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(
    GatewayOptions options, const Clock& clock, log::Logger& logger,
    metrics::Registry& metrics) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckListenAddress(
      options.listen, options.listen_flag, options.insecure_listen));
  std::unique_ptr<Gateway> gateway(new Gateway(options, clock, logger));
  SUYUAN_RETURN_IF_ERROR(gateway->MakeRoutes(options));
  gateway->MakeMetrics(metrics);
  gateway->MakeIndex();
  SUYUAN_RETURN_IF_ERROR(gateway->Listen(options));
  gateway->health_->Start(
      [self = gateway.get()](const std::vector<BackendHealth::State>& states) {
        self->gauges_->Publish(self->server_->stats(), states);
      });
  return gateway;
}

Gateway::Gateway(const GatewayOptions& options, const Clock& clock,
                 log::Logger& logger)
    : core_(options.calls, clock, logger) {
  std::vector<BackendHealth::Backend> health;
  for (const BackendOptions& backend : options.backends) {
    GatewayCore::Backend made{backend.name, backend.channels, {}};
    for (int i = 0; i < 2; ++i) {
      made.stubs[static_cast<size_t>(i)] =
          std::make_unique<grpc::GenericStub>(backend.channels->at(i));
    }
    core_.backends.push_back(std::move(made));
    health.push_back({backend.name, backend.channels->at(0)});
  }
  health_ = std::make_unique<BackendHealth>(
      std::move(health), options.health_period, absl::Seconds(1));
}

absl::Status Gateway::MakeRoutes(const GatewayOptions& options) {
  std::vector<RouteTable::Service> services;
  for (size_t i = 0; i < options.backends.size(); ++i) {
    for (const std::string& name : options.backends[i].services) {
      services.push_back({name, i});
    }
  }
  SUYUAN_ASSIGN_OR_RETURN(core_.routes, RouteTable::Build(services));
  for (const Route& route : core_.routes.routes()) {
    large_.push_back(route.raw_request ||
                     Names(options.large_methods, route.method));
    endless_.push_back(Names(options.endless_methods, route.method));
  }
  return absl::OkStatus();
}

absl::Status Gateway::Listen(const GatewayOptions& options) {
  SUYUAN_ASSIGN_OR_RETURN(
      const rpc::Address address,
      rpc::ParseAddress(options.listen, options.listen_flag));
  on_loopback_ = rpc::IsLoopback(address);
  HttpServerOptions http = options.http;
  http.host = address.host == "localhost" ? "127.0.0.1" : address.host;
  http.port = static_cast<uint16_t>(address.port);
  auto server = HttpServer::Start(http, this);
  if (server.ok()) {
    server_ = *std::move(server);
    return absl::OkStatus();
  }
  if (ReasonOf(server.status()) != "ADDRESS_IN_USE") return server.status();
  return rpc::ExplainBindFailure(address, options.listen_flag);
}

Gateway::~Gateway() {
  if (server_ != nullptr) Stop(absl::ZeroDuration());
  core_.WaitIdle();
}

bool Gateway::Stop(absl::Duration grace) {
  draining_ = true;
  for (const auto& stream : core_.Drain()) stream->EndSoon();
  const bool in_time = server_->Stop(grace);
  if (health_ != nullptr) health_->Stop();
  return in_time;
}

void Gateway::MakeMetrics(metrics::Registry& metrics) {
  const auto counter = [&](const std::string& rpc, const char* status) {
    return metrics.counter("suyuan_http_requests_total",
                           "Requests answered, by method and class of status",
                           {{"rpc", rpc}, {"status", status}});
  };
  for (const Route& route : core_.routes.routes()) {
    const std::string rpc = route.rpc.substr(1);
    core_.route_metrics.push_back(
        {{counter(rpc, "2xx"), counter(rpc, "3xx"), counter(rpc, "4xx"),
          counter(rpc, "5xx")},
         metrics.latency("suyuan_http_latency_seconds",
                         "From a request's head to the end of its answer",
                         {{"rpc", rpc}})});
  }
  std::vector<std::string> backends;
  for (const GatewayCore::Backend& backend : core_.backends) {
    backends.push_back(backend.name);
  }
  gauges_ = std::make_unique<GatewayMetrics>(metrics, backends);
}

void Gateway::MakeIndex() {
  std::map<std::string, Json> services;
  for (const Route& route : core_.routes.routes()) {
    services[route.method->service()->full_name()].push_back(
        {{"method", route.http_method},
         {"path", route.path.text()},
         {"rpc", route.method->name()},
         {"stream", route.method->server_streaming()}});
  }
  Json index = {{"name", "suyuan gateway"},
                {"health", {"/healthz", "/readyz"}},
                {"services", Json::array()}};
  for (auto& [name, routes] : services) {
    index["services"].push_back({{"service", name}, {"routes", routes}});
  }
  index_ = index.dump(2) + "\n";
}

std::string Gateway::ErrorBody(int status, absl::string_view why) {
  return MakeErrorAnswer(StatusOfHttp(status, why), "").body;
}

bool Gateway::AnswerOwn(const RequestHead& head, ResponseWriter* writer) const {
  const absl::string_view path = head.path();
  if (!IsOwnPath(path)) return false;
  if (head.method != "GET" && head.method != "HEAD") {
    SendError(StatusOfHttp(405, absl::StrCat(path, " takes GET")),
              TraceOf(head), AllowOf({"GET", "HEAD"}), writer);
  } else if (path == "/") {
    SendJson(200, index_, writer);
  } else if (path == "/healthz") {
    SendJson(200, R"({"status":"SERVING"})", writer);
  } else {
    AnswerReadiness(writer);
  }
  return true;
}

void Gateway::AnswerReadiness(ResponseWriter* writer) const {
  const bool draining = draining_;
  bool ready = !draining;
  Json backends = Json::array();
  for (const BackendHealth::State& state : health_->states()) {
    ready = ready && state.serving;
    Json one = {{"name", state.name},
                {"status", state.serving ? "SERVING" : "NOT_SERVING"}};
    if (!state.why.empty()) one["why"] = state.why;
    backends.push_back(std::move(one));
  }
  Json answer = {{"status", ready ? "SERVING" : "NOT_SERVING"},
                 {"draining", draining},
                 {"backends", std::move(backends)}};
  SendJson(ready ? 200 : 503, answer.dump(), writer);
}

std::shared_ptr<Exchange> Gateway::Start(const RequestHead& head,
                                         std::shared_ptr<ResponseWriter> writer,
                                         BodyPolicy* policy) {
  if (on_loopback_) {
    const absl::Status local = CheckLocalHost(head);
    if (!local.ok()) {
      SendError(local, TraceOf(head), "", writer.get());
      return nullptr;
    }
  }
  if (AnswerOwn(head, writer.get())) return nullptr;
  RouteTable::Found found = core_.routes.Find(head.method, head.path());
  // The head of a stream is known only once it runs.
  if (head.method == "HEAD" && found.route != nullptr &&
      found.route->method->server_streaming()) {
    found = {.allowed = {"GET"}};
  }
  if (found.route != nullptr) {
    return StartCall(head, std::move(found), std::move(writer), policy);
  }
  // Paths are shown as they came: visible ASCII, bounded by the parser.
  if (found.allowed.empty()) {
    SendError(StatusOfHttp(404, absl::StrCat("no route ", head.path(),
                                             "; GET / lists them")),
              TraceOf(head), "", writer.get());
  } else if (head.method == "OPTIONS") {
    ResponseHead answer;
    answer.status = 204;
    answer.Set("Allow", AllowOf(found.allowed));
    writer->Send(std::move(answer), "");
  } else {
    SendError(
        StatusOfHttp(405, absl::StrCat(head.path(), " does not take ",
                                       head.method, "; it takes ",
                                       absl::StrJoin(found.allowed, ", "))),
        TraceOf(head), AllowOf(found.allowed), writer.get());
  }
  return nullptr;
}

uint64_t Gateway::BodyLimit(const Route& route) const {
  return large_[route.index] ? core_.limits.large_body : core_.limits.json_body;
}

std::shared_ptr<Exchange> Gateway::StartCall(
    const RequestHead& head, RouteTable::Found found,
    std::shared_ptr<ResponseWriter> writer, BodyPolicy* policy) {
  const Route& route = *found.route;
  CallPlan plan{
      .place = core_.Enter(route.method->server_streaming()),
      .route = &route,
      .parts = {},
      .http_method = head.method,
      .path = std::string(head.path()),
      .principal = std::string(rpc::kAnonymous),
      .if_none_match = std::string(head.Find("if-none-match").value_or("")),
      .endless = endless_[route.index],
      .server_sent_events = WantsEvents(head),
      .timeout = {},
      .trace = TraceOf(head)};
  const auto prepare = [&]() -> absl::Status {
    if (!plan.place.taken()) return StatusOfHttp(503, "too many calls at once");
    if (on_loopback_) {
      SUYUAN_ASSIGN_OR_RETURN(plan.principal, ClaimedPrincipal(head));
    }
    SUYUAN_RETURN_IF_ERROR(CheckOrigin(head));
    SUYUAN_RETURN_IF_ERROR(CheckMediaType(head, route));
    SUYUAN_ASSIGN_OR_RETURN(
        plan.timeout,
        CallTimeout(head, route, large_[route.index], core_.limits));
    SUYUAN_ASSIGN_OR_RETURN(plan.parts.query, ParseQuery(route, head.query()));
    return absl::OkStatus();
  };
  const absl::Status prepared = prepare();
  if (!prepared.ok()) {
    SendError(prepared, plan.trace, "", writer.get());
    return nullptr;
  }
  plan.parts.bindings = std::move(found.bindings);
  plan.parts.content_type = std::string(head.Find("content-type").value_or(""));
  plan.parts.idempotency_key =
      std::string(head.Find("idempotency-key").value_or(""));
  policy->limit = BodyLimit(route);
  return CallExchange::Make(&core_, std::move(plan), std::move(writer));
}

}  // namespace suyuan::gateway
