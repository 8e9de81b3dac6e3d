#include "tests/e2e/instance.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/log/log.h"
#include "tests/support/status_matchers.h"

namespace suyuan::e2e {
namespace {

using nlohmann::json;
using testing::IsOk;
using testing::RawClient;
using testing::RequestText;

const absl::Time kNow = absl::FromUnixSeconds(1795492800);  // 2026-11-24

std::string Encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool plain =
        absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~';
    absl::StrAppend(
        &out, plain ? std::string(1, c) : absl::StrFormat("%%%02X", c & 0xff));
  }
  return out;
}

SuiteOptions OptionsOn(const std::string& data_dir, const std::string& gateway,
                       const Clock& clock, metrics::Registry& metrics) {
  SuiteOptions options;
  options.data_dir = data_dir;
  options.listen = {.registry = "127.0.0.1:0",
                    .certificates = "127.0.0.1:0",
                    .traceability = "127.0.0.1:0",
                    .credit = "127.0.0.1:0",
                    .gateway = gateway};
  options.common.threads = 4;
  options.common.clock = &clock;
  options.common.logger = &log::Default();
  options.common.metrics = &metrics;
  log::Default().set_level(log::Level::kError);
  return options;
}

RawResponse Ask(int port, const std::string& request) {
  RawClient client(static_cast<uint16_t>(port));
  REQUIRE(client.Send(request));
  const auto answer = client.Receive(/*head=*/false, absl::Seconds(30));
  REQUIRE(answer.has_value());
  REQUIRE(answer->complete);
  return *answer;
}

}  // namespace

std::string Target(const std::string& path,
                   const std::map<std::string, std::string>& query) {
  std::string out = path;
  char before = '?';
  for (const auto& [name, value] : query) {
    absl::StrAppend(&out, std::string(1, before), name, "=", Encoded(value));
    before = '&';
  }
  return out;
}

Instance::Instance(const std::string& data_dir, const std::string& log_policy)
    : clock_(kNow) {
  SuiteOptions options = OptionsOn(data_dir, "127.0.0.1:0", clock_, metrics_);
  options.certificates.log_policy = log_policy;
  auto started = StartSuite(options);
  REQUIRE_THAT(started.status(), IsOk());
  suite_ = *std::move(started);
}

Instance::~Instance() { suite_->Stop(absl::Seconds(5)); }

RawResponse Instance::Get(const std::string& target) {
  return Ask(port(), RequestText("GET", target));
}

RawResponse Instance::Send(const std::string& method, const std::string& target,
                           const std::string& media_type,
                           const std::string& body) {
  return Ask(
      port(),
      RequestText(method, target,
                  absl::StrCat("Content-Type: ", media_type, "\r\n"), body));
}

void Instance::Parse(const RawResponse& answer,
                     google::protobuf::Message& message) {
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  CHECK(answer.fields.at("content-type") == "application/json");
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(answer.body, &message);
  INFO(parsed.ToString());
  REQUIRE(parsed.ok());
}

certificates::v1::ImportCertificateResponse Instance::Import(
    const std::string& xml) {
  certificates::v1::ImportCertificateResponse response;
  Parse(Post("/v1/certificates:importDocument", "application/xml", xml),
        response);
  return response;
}

traceability::v1::TraceResponse Instance::Trace(const std::string& target,
                                                const std::string& token) {
  return Read<traceability::v1::TraceResponse>(
      Target("/v1/traceability:trace",
             {{"target", target}, {"asOf", "2026-11-02"}, {"token", token}}));
}

std::vector<traceability::v1::ListAffectedResponse> Instance::ListAffected(
    const std::string& target, const std::string& token) {
  const RawResponse answer = Get(Target(
      "/v1/traceability:listAffected", {{"target", target}, {"token", token}}));
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  CHECK(answer.fields.at("content-type") == "application/x-ndjson");
  const std::vector<std::string> lines =
      absl::StrSplit(answer.body, '\n', absl::SkipEmpty());
  REQUIRE_FALSE(lines.empty());
  std::vector<traceability::v1::ListAffectedResponse> out;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    REQUIRE(google::protobuf::util::JsonStringToMessage(
                json::parse(lines[i]).at("result").dump(), &out.emplace_back())
                .ok());
  }
  CHECK(json::parse(lines.back()) == json{{"end", {{"messages", out.size()}}}});
  return out;
}

absl::Status StartOn(const std::string& data_dir, const std::string& gateway) {
  const FakeClock clock(kNow);
  metrics::Registry metrics;
  return StartSuite(OptionsOn(data_dir, gateway, clock, metrics)).status();
}

Refusal RefusalOf(const RawResponse& answer) {
  INFO(answer.body);
  REQUIRE(answer.status >= 400);
  CHECK(answer.fields.at("content-type") == "application/json");
  const json body = json::parse(answer.body);
  CHECK_FALSE(body.at("message").get<std::string>().empty());
  Refusal refusal{.http_status = answer.status, .code = body.at("code")};
  for (const json& detail : body.at("details")) {
    const std::string type = detail.at("@type");
    if (type == "type.googleapis.com/google.rpc.ErrorInfo") {
      refusal.reason = detail.at("reason");
    }
    if (type != "type.googleapis.com/google.rpc.BadRequest") continue;
    for (const json& one : detail.at("fieldViolations")) {
      refusal.fields.push_back(one.at("field"));
    }
  }
  return refusal;
}

}  // namespace suyuan::e2e
