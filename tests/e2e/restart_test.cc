// One data folder over several lives of the suite.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "suyuan/credit/v1/credit.pb.h"
#include "tests/e2e/instance.h"
#include "tests/e2e/published.h"
#include "tests/e2e/sample.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using credit::v1::Score;
using nlohmann::json;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::TemporaryFolder;
using traceability::v1::GraphStatus;

// A petrol station that sold from a dispenser with a broken seal.
void RecordCredit(Instance& instance) {
  instance.Write<credit::v1::Subject>(
      "/v1/creditSubjects?subjectId=station",
      json{{"title", {{"texts", {{"zh", "天山加油站"}}}}},
           {"types", {"TYPE_INSTRUMENT_USER"}},
           {"region", "650100"}}
          .dump());
  instance.Write<credit::v1::Fact>(
      "/v1/creditSubjects/station/facts",
      json{{"indicator", "M-102"},
           {"decidedOn", "2026-08-01"},
           {"incident", "incident-1"},
           {"sourceSystem", "cases"},
           {"sourceAuthority", "AMR"},
           {"documentNumber", "2026-9"},
           {"evidence", {{{"kind", "decision"}, {"reference", "d/9"}}}}}
          .dump());
}

// All that a restart must not change.
struct Answers {
  std::string scale;
  std::string affected;
  std::string chain;  // of the published certificates, where they are
  std::string graph;
  std::string log;
  int64_t log_size = 0;
  std::string score;
};

// The records of the token are in the log.
void AwaitLog(Instance& instance, const std::string& token) {
  const std::string target =
      Target("/v1/findings", {{"token", token}, {"pageSize", "1"}});
  // A call waits two seconds, which a busy machine may need.
  int status = instance.Get(target).status;
  for (int tries = 0; tries < 30 && status == 503; ++tries) {
    status = instance.Get(target).status;
  }
  REQUIRE(status == 200);
}

Answers AnswersOf(Instance& instance, const std::string& token,
                  bool with_published) {
  AwaitLog(instance, token);
  Answers out;
  out.scale = Comparable(instance.Trace("SF-SIM-S-2026-0001", token));
  for (const auto& message :
       instance.ListAffected("NIM-SIM-M-2026-0007", token)) {
    out.affected += message.DebugString();
  }
  if (with_published) {
    out.chain = Comparable(instance.Trace("BX-10504-CAL", token));
  }
  auto graph = instance.Read<GraphStatus>("/v1/traceability:status");
  CHECK(graph.certificates() > 40);
  graph.clear_bytes();  // of arrays that grow as they are filled
  out.graph = Comparable(graph);
  const auto log =
      instance.Read<certificates::v1::Checkpoint>("/v1/log/checkpoint");
  out.log = log.DebugString();
  out.log_size = log.tree_size();
  const auto score = instance.Read<Score>(
      Target("/v1/creditSubjects/station:score",
             {{"asOf", "2026-11-02"}, {"policy", "creditPolicies/mcp-v1"}}));
  CHECK(score.deductions() > 0);
  out.score = score.DebugString();
  return out;
}

TEST_CASE("A restart on the same folder changes no answer") {
  const auto published = ReadPublished();
  const TemporaryFolder folder;
  const std::string data = folder.File("data");
  std::string token;
  std::optional<Answers> before;
  {
    Instance instance(data);
    RecordCredit(instance);
    if (published.has_value()) {
      for (const std::string& document : published->chain) {
        instance.Import(document);
      }
    }
    token = ApplySample(instance).token.ToString();
    before = AnswersOf(instance, token, published.has_value());
    CHECK(before->scale.find("VERDICT_TRACEABLE") != std::string::npos);
    CHECK(before->log_size > 40);
  }
  Instance instance(data);
  const Answers after = AnswersOf(instance, token, published.has_value());
  CHECK(after.scale == before->scale);
  CHECK(after.affected == before->affected);
  CHECK(after.chain == before->chain);
  CHECK(after.graph == before->graph);
  CHECK(after.log == before->log);
  CHECK(after.log_size == before->log_size);
  CHECK(after.score == before->score);

  // Nor is anything written by applying again what is there.
  const world::Report again = ApplySample(instance);
  CHECK(again.records.written == 0);
  CHECK(again.certificates.written == 0);
  CHECK(again.statuses.written == 0);
  CHECK(instance.Read<certificates::v1::Checkpoint>("/v1/log/checkpoint")
            .tree_size() == before->log_size);
}

TEST_CASE("A folder in use is refused to a second suite until the first ends") {
  const TemporaryFolder folder;
  const std::string data = folder.File("data");
  {
    Instance instance(data);
    CHECK_THAT(StartOn(data, "127.0.0.1:0"), HasReason("STORE_LOCKED"));
    CHECK(instance.Get("/v1/institutions").status == 200);
  }
  CHECK_THAT(StartOn(data, "127.0.0.1:0"), IsOk());
}

TEST_CASE("A busy port is refused by its flag, and what had begun is stopped") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string busy = absl::StrCat("127.0.0.1:", instance.port());
  const std::string other = folder.File("other");
  const absl::Status refused = StartOn(other, busy);
  CHECK_THAT(refused, HasReason("ADDRESS_IN_USE"));
  CHECK_THAT(std::string(refused.message()),
             Catch::Contains("--gateway-listen") && Catch::Contains(busy));
  CHECK(instance.Get("/v1/institutions").status == 200);
  CHECK_THAT(StartOn(other, "127.0.0.1:0"), IsOk());
}

}  // namespace
}  // namespace suyuan::e2e
