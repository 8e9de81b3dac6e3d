// The registry over HTTP: what a client of it does, from the first record on.

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/clock.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/gateway/gateway_server.h"
#include "services/registry/registry_server.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"

namespace suyuan {
namespace {

using nlohmann::json;
using testing::RawClient;
using testing::RawResponse;
using testing::RequestText;

constexpr char kRequest[] = "6f1c2f3e-6c2a-4a55-9d3b-7f0f3a1b2c4d";

// A registry in memory behind a gateway.
class Suite {
 public:
  Suite() {
    registry::Options behind;
    behind.clock = &clock_;
    behind.logger = &log::Default();
    behind.metrics = &metrics_;
    registry_ = registry::StartRegistry(behind).value();
    gateway::Options options;
    options.listen = "127.0.0.1:0";
    options.registry =
        std::make_shared<rpc::ChannelPair>(registry_->InProcessChannel());
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    gateway = gateway::StartGateway(options).value();
  }
  ~Suite() {
    gateway.reset();
    registry_->Stop(absl::ZeroDuration());
  }

  uint16_t port() const { return static_cast<uint16_t>(gateway->port()); }

  RawResponse Ask(const std::string& request) {
    RawClient client(port());
    client.Send(request);
    return client.Receive().value();
  }
  RawResponse Get(absl::string_view target, absl::string_view lines = "") {
    return Ask(RequestText("GET", target, lines));
  }
  RawResponse Write(absl::string_view method, absl::string_view target,
                    const json& body, absl::string_view lines = "") {
    return Ask(
        RequestText(method, target,
                    absl::StrCat("Content-Type: application/json\r\n", lines),
                    body.dump()));
  }
  RawResponse Create(absl::string_view id, absl::string_view title,
                     absl::string_view lines = "") {
    return Write("POST", absl::StrCat("/v1/institutions?institutionId=", id),
                 {{"title", {{"texts", {{"zh", std::string(title)}}}}},
                  {"kind", "KIND_STATUTORY_PREFECTURE"},
                  {"period", {{"from", "2001-01-01"}}}},
                 lines);
  }

  std::unique_ptr<gateway::GatewayServer> gateway;

 private:
  const SystemClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> registry_;
};

json Body(const RawResponse& response) { return json::parse(response.body); }

std::string Reason(const RawResponse& response) {
  return Body(response)["details"][0]["reason"];
}

// The fields that an error names.
std::vector<std::string> Fields(const RawResponse& response) {
  std::vector<std::string> out;
  const json body = Body(response);
  for (const auto& detail : body["details"]) {
    if (!detail.contains("fieldViolations")) continue;
    for (const auto& one : detail["fieldViolations"]) {
      out.push_back(one["field"]);
    }
  }
  return out;
}

TEST_CASE("A record is made, read, changed and ended, each by whom it says") {
  Suite s;
  const RawResponse made =
      s.Create("kashi", "喀什地区计量检定所", "Suyuan-Principal: li@kashi\r\n");
  CAPTURE(made.body);
  REQUIRE(made.status == 200);
  const json record = Body(made);
  CHECK(record["name"] == "institutions/kashi");
  CHECK(record["meta"]["principal"] == "li@kashi");

  const RawResponse got = s.Get("/v1/institutions/kashi");
  CHECK(got.status == 200);
  CHECK(Body(got)["title"]["texts"]["zh"] == "喀什地区计量检定所");
  const std::string tag = got.fields.at("etag");
  CHECK(tag ==
        absl::StrCat("\"", record["meta"]["etag"].get<std::string>(), "\""));
  CHECK(s.Get("/v1/institutions/kashi",
              absl::StrCat("If-None-Match: ", tag, "\r\n"))
            .status == 304);

  const json change = {{"aliases", {"喀什所"}},
                       {"meta", {{"etag", record["meta"]["etag"]}}}};
  const RawResponse changed =
      s.Write("PATCH", "/v1/institutions/kashi?updateMask=aliases", change);
  CAPTURE(changed.body);
  REQUIRE(changed.status == 200);
  CHECK(Body(changed)["aliases"] == json({"喀什所"}));
  CHECK(Body(changed)["title"]["texts"]["zh"] == "喀什地区计量检定所");
  CHECK(Body(changed)["meta"]["principal"] == "anonymous@local");

  const RawResponse ended =
      s.Write("POST", "/v1/institutions/kashi:end",
              {{"day", "2024-06-30"}, {"reason", "机构撤销"}});
  CAPTURE(ended.body);
  REQUIRE(ended.status == 200);
  CHECK(Body(ended)["period"]["to"] == "2024-06-30");
  CHECK(s.Get("/v1/institutions/kashi:inForce?asOf=2024-06-30").status == 200);
  const RawResponse after =
      s.Get("/v1/institutions/kashi:inForce?asOf=2024-07-01");
  CHECK(after.status == 404);
  CHECK(Reason(after) == "RECORD_NOT_IN_FORCE");

  const json history = Body(s.Get("/v1/institutions/kashi:history"));
  CHECK(history["revisions"].size() == 3);
}

TEST_CASE("The registry's refusals keep their reason and their fields") {
  Suite s;
  const RawResponse absent = s.Get("/v1/institutions/turpan");
  CHECK(absent.status == 404);
  CHECK(Reason(absent) == "RECORD_NOT_FOUND");

  REQUIRE(s.Create("hami", "哈密").status == 200);
  const RawResponse twice = s.Create("hami", "哈密");
  CHECK(twice.status == 409);
  CHECK(Reason(twice) == "RECORD_EXISTS");

  const RawResponse day = s.Write("POST", "/v1/competences?competenceId=c1",
                                  {{"period", {{"from", "2024-02-30"}}}});
  CHECK(day.status == 400);
  CHECK(Reason(day) == "INVALID_FIELD");
  CHECK_THAT(Fields(day),
             Catch::VectorContains(std::string("competence.period.from")));

  const RawResponse stale =
      s.Write("PATCH", "/v1/institutions/hami?updateMask=aliases",
              {{"aliases", {"x"}}, {"meta", {{"etag", "0"}}}});
  CHECK(stale.status == 409);
  CHECK(Reason(stale) == "ETAG_MISMATCH");

  // Refused by the gateway already, in the same form.
  const RawResponse unknown =
      s.Write("POST", "/v1/institutions?institutionId=x", {{"titel", "哈密"}});
  CHECK(unknown.status == 400);
  CHECK(Fields(unknown) == std::vector<std::string>{"titel"});
  CHECK(Reason(s.Get("/v1/institutions?page_sise=1")) == "INVALID_FIELD");
}

TEST_CASE("A repeated request gets its first answer, however it is marked") {
  Suite s;
  const std::string key = absl::StrCat("Idempotency-Key: ", kRequest, "\r\n");
  const RawResponse first = s.Create("aksu", "阿克苏", key);
  REQUIRE(first.status == 200);
  CHECK(Body(s.Create("aksu", "阿克苏", key)) == Body(first));
  const RawResponse other = s.Create("altay", "阿勒泰", key);
  CHECK(other.status / 100 == 4);
  CHECK(Reason(other) == "REQUEST_ID_REUSED");
}

TEST_CASE("Pages follow one another and hold each record once") {
  Suite s;
  for (const char* id : {"e", "b", "d", "a", "c"}) {
    REQUIRE(s.Create(id, id).status == 200);
  }
  std::string names;
  std::string token;
  int pages = 0;
  do {
    const json page =
        Body(s.Get(absl::StrCat("/v1/institutions?pageSize=2",
                                token.empty() ? "" : "&pageToken=", token)));
    for (const auto& one : page["institutions"]) {
      names += one["name"].get<std::string>().substr(13);
    }
    token = page.value("nextPageToken", "");
    ++pages;
  } while (!token.empty() && pages < 10);
  CHECK(names == "abcde");
  CHECK(pages == 3);
  const json found =
      Body(s.Get("/v1/institutions?filter=title%20%3D%20%22c%22"));
  CHECK(found["institutions"].size() == 1);
  const RawResponse bad = s.Get("/v1/institutions?filter=kind%20%3D%20NONE");
  CHECK(bad.status == 400);
  CHECK(Reason(bad) == "INVALID_FILTER");
  CHECK(Reason(s.Get("/v1/institutions?pageToken=x")) == "INVALID_PAGE_TOKEN");
}

TEST_CASE("Indicators are asked for, frozen and read over HTTP") {
  Suite s;
  const json entry = {{"indicator", "INDICATOR_RESEARCH_PROJECTS"},
                      {"title", {{"texts", {{"zh", "氢能流量量值溯源"}}}}},
                      {"period", {{"from", "2023-05-01"}}},
                      {"evidence", json::array({{{"title", "立项批复"}}})}};
  REQUIRE(s.Write("POST", "/v1/indicatorEntries?indicatorEntryId=h2", entry)
              .status == 200);
  const RawResponse nine = s.Get("/v1/indicators?asOf=2023-12-31");
  REQUIRE(nine.status == 200);
  CHECK(Body(nine)["values"][3]["value"] == "1");
  CHECK(Body(nine)["values"][3]["evidence"] == json({"indicatorEntries/h2"}));
  CHECK(s.Get("/v1/mandatoryCoverage").status == 404);

  const json report = {{"kind", "KIND_QUARTERLY"},
                       {"asOf", "2023-12-31"},
                       {"title", {{"texts", {{"zh", "第四季度"}}}}}};
  const RawResponse made =
      s.Write("POST", "/v1/indicatorReports?indicatorReportId=q4", report);
  CAPTURE(made.body);
  REQUIRE(made.status == 200);
  CHECK(Body(made)["evidence"][0]["name"] == "indicatorEntries/h2");
  const RawResponse verified = s.Get("/v1/indicatorReports/q4:verify");
  CHECK(Body(verified)["rootMatches"] == true);
  CHECK(Body(verified)["valuesMatch"] == true);
  const RawResponse page = s.Get("/v1/indicatorReports/q4:render");
  CHECK(page.status == 200);
  CHECK(page.fields.at("content-type") == "text/html; charset=utf-8");
  CHECK(absl::StrContains(page.body, "第四季度"));
  const RawResponse table =
      s.Get("/v1/indicatorReports/q4:render?form=FORM_CSV&language=en");
  CHECK(table.fields.at("content-type") == "text/csv; charset=utf-8");
  CHECK(absl::StartsWith(table.body, "\xef\xbb\xbf\"No.\""));
}

TEST_CASE("A watch tells what is written, and that the gateway stops") {
  Suite s;
  REQUIRE(s.Create("one", "一").status == 200);
  RawClient client(s.port());
  client.Send(RequestText("GET", "/v1/registry:watch"));
  REQUIRE_FALSE(client.Silent(absl::Seconds(10)));
  s.gateway->Stop(absl::Seconds(10));
  const RawResponse watched = client.Receive().value();
  CHECK(watched.fields.at("content-type") == "application/x-ndjson");
  const std::vector<std::string> lines =
      absl::StrSplit(watched.body, '\n', absl::SkipEmpty());
  REQUIRE(lines.size() >= 2);
  const json change = json::parse(lines[0])["result"]["changes"][0];
  CHECK(change["position"] == "1");
  CHECK(change["record"]["institution"]["name"] == "institutions/one");
  const json end = json::parse(lines.back());
  CHECK(end["error"]["details"][0]["reason"] == "SERVER_STOPPING");

  RawResponse beyond;
  Suite other;
  beyond = other.Get("/v1/registry:watch?position=99");
  CHECK(beyond.status == 400);
  CHECK(Reason(beyond) == "POSITION_UNKNOWN");
}

TEST_CASE("Questions about many records are asked by query strings") {
  Suite suite;
  REQUIRE(suite.Create("kashi", "喀什地区计量检定所").status == 200);
  const json competence = {
      {"holder", "institutions/kashi"},
      {"kind", "KIND_ACCREDITATION"},
      {"number", "L1234"},
      {"period", {{"from", "2020-01-01"}, {"to", "2025-12-31"}}},
      {"scope",
       {{{"kind", {{"code", "PRES"}}},
         {"range", {{"min", "0"}, {"max", "1.6"}, {"unit", "\\mega\\pascal"}}},
         {"smallestUncertainty",
          {{"expanded", "0.3"}, {"coverageFactor", "3"}}}}}}};
  REQUIRE(suite.Write("POST", "/v1/competences?competenceId=kashi", competence)
              .status == 200);

  const json found =
      Body(suite.Get("/v1/registry:search?query=%E8%AE%A1%E9%87%8F&types="
                     "RECORD_TYPE_INSTITUTION"));
  CHECK(found["records"][0]["institution"]["name"] == "institutions/kashi");
  const json due =
      Body(suite.Get("/v1/registry:due?from=2025-12-31&to=2025-12-31"));
  CHECK(due["due"][0]["name"] == "competences/kashi");
  CHECK(due["due"][0]["reason"] == "REASON_ACCREDITATION");
  const json can = Body(suite.Get(
      "/v1/registry:findCapability?kindCode=PRES&value=1000"
      "&unit=%5Ckilo%5Cpascal&asOf=2025-01-01&latitude=39.5&longitude=76"));
  CHECK(can["matches"][0]["source"] == "competences/kashi");
  CHECK(can["matches"][0]["expandedUncertainty"] == "200");
  const json kinds = Body(suite.Get("/v1/quantityKinds?pageSize=1"));
  CHECK(kinds["quantityKinds"].size() == 1);
  CHECK_FALSE(kinds["nextPageToken"].get<std::string>().empty());
  CHECK(Body(suite.Get("/v1/units?pageSize=1"))["units"].size() == 1);
  CHECK(Body(suite.Get("/v1/divisions?parent=653100"))["divisions"].size() ==
        12);
  CHECK(suite.Get("/v1/registry:doubleRegistrations").status == 200);
  CHECK(Reason(suite.Get("/v1/specifications/none:use")) == "RECORD_NOT_FOUND");
  CHECK(Reason(suite.Get("/v1/registry:search")) == "INVALID_FIELD");
}

}  // namespace
}  // namespace suyuan
