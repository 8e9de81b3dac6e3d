// A comparison over HTTP, from its plan to what stands in the record of the
// standard that failed and in credit.

#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "suyuan/credit/v1/credit.pb.h"
#include "suyuan/registry/v1/comparisons.pb.h"
#include "suyuan/registry/v1/registry.pb.h"
#include "tests/e2e/instance.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

namespace reg = registry::v1;
using suyuan::testing::TemporaryFolder;

constexpr char kComparison[] = "/v1/comparisons/voltage";

void RecordLaboratory(Instance& instance, const std::string& id) {
  instance.Write<reg::Institution>(
      absl::StrCat("/v1/institutions?institutionId=", id),
      R"({"title": {"texts": {"zh": "计量所（模拟）"}},
          "kind": "KIND_STATUTORY_PREFECTURE"})");
  instance.Write<reg::Standard>(
      absl::StrCat("/v1/standards?standardId=of-", id),
      absl::StrCat(R"({"title": {"texts": {"zh": "直流电压标准（模拟）"}},
                       "level": "LEVEL_PUBLIC_HIGHEST",
                       "holder": "institutions/)",
                   id, R"("})"));
}

void Plan(Instance& instance) {
  for (const std::string id : {"pilot", "good", "bad"}) {
    RecordLaboratory(instance, id);
  }
  instance.Write<reg::Comparison>("/v1/comparisons?comparisonId=voltage", R"({
      "title": {"texts": {"zh": "直流电压计量比对（模拟）"}},
      "level": "LEVEL_LOCAL",
      "organiser": "institutions/pilot",
      "pilot": "institutions/pilot",
      "participants": [
        {"institution": "institutions/good", "standard": "standards/of-good"},
        {"institution": "institutions/bad", "standard": "standards/of-bad"}],
      "travellingStandards": [{"title": {"texts": {"zh": "传递标准"}}}],
      "points": [{"id": "1V", "unit": "\\volt", "kind": {"code": "ELPD"}}],
      "referenceMethod": "REFERENCE_METHOD_PILOT",
      "protocolNumber": "XJBD-2026-07"})");
}

reg::Comparison Advance(Instance& instance, const std::string& state,
                        const std::string& more = "") {
  return instance.Write<reg::Comparison>(
      absl::StrCat(kComparison, ":advance"),
      absl::StrCat(R"({"state": "STATE_)", state, "\"", more, "}"));
}

std::string Submission(const std::string& institution, const std::string& round,
                       const std::string& value, const std::string& day) {
  return absl::StrCat(
      R"({"submission": {"institution": "institutions/)", institution,
      R"(", "round": "ROUND_)", round, R"(", "day": ")", day,
      R"(", "results": [{"point": "1V", "value": ")", value,
      R"(", "uncertainty": {"expanded": "5e-6", "coverageFactor": "2"}}]}})");
}

reg::Comparison Submit(Instance& instance, const std::string& submission) {
  return instance.Write<reg::Comparison>(absl::StrCat(kComparison, ":submit"),
                                         submission);
}

void Measure(Instance& instance) {
  Advance(instance, "PROTOCOL_APPROVED");
  Advance(instance, "PILOT_FIRST");
  Submit(instance,
         Submission("pilot", "PILOT_FIRST", "1.000001", "2026-10-01"));
  Advance(instance, "ROUND");
  Submit(instance, Submission("good", "UNSPECIFIED", "1.000002", "2026-10-10"));
  Submit(instance, Submission("bad", "UNSPECIFIED", "1.000010", "2026-10-20"));
  Advance(instance, "PILOT_LAST");
  Submit(instance, Submission("pilot", "PILOT_LAST", "1.000001", "2026-11-01"));
}

TEST_CASE(
    "A comparison over HTTP ends in the standard's record and in credit") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  Plan(instance);
  Measure(instance);
  CHECK(instance.Read<reg::Comparison>(kComparison)
            .submissions(1)
            .results_size() == 0);
  CHECK(RefusalOf(instance.Get(absl::StrCat(kComparison, ":evaluation")))
            .reason == "COMPARISON_STATE");
  CHECK(RefusalOf(instance.Post(
                      absl::StrCat(kComparison, ":submit"), "application/json",
                      Submission("bad", "UNSPECIFIED", "1", "2026-10-20")))
            .reason == "COMPARISON_LOCKED");

  Advance(instance, "ANALYSIS");
  const auto evaluation = instance.Read<reg::ComparisonEvaluation>(
      absl::StrCat(kComparison, ":evaluation"));
  REQUIRE(evaluation.scores_size() == 2);
  CHECK(evaluation.scores(0).en_number() == Approx(0.1414).margin(5e-5));
  CHECK(evaluation.scores(1).verdict() ==
        reg::ComparisonScore::VERDICT_UNSATISFACTORY);

  Advance(instance, "DRAFT_A");
  for (const std::string id : {"pilot", "good", "bad"}) {
    instance.Write<reg::Comparison>(
        absl::StrCat(kComparison, ":confirm"),
        absl::StrCat(R"({"institution": "institutions/)", id, R"("})"));
  }
  Advance(instance, "DRAFT_B");
  Advance(instance, "FINAL", R"(, "reportNumber": "XJBD-2026-07-R")");
  const reg::Comparison done =
      Advance(instance, "CONSEQUENCES", R"(, "due": "2027-01-31")");
  const auto standard = instance.Read<reg::Standard>("/v1/standards/of-bad");
  REQUIRE(standard.events_size() == 1);
  CHECK(standard.events(0).kind() ==
        reg::StandardEvent::KIND_COMPARISON_FAILED);
  CHECK(instance.Read<reg::Standard>("/v1/standards/of-good").events_size() ==
        0);

  const auto facts = instance.Read<credit::v1::ListFactsResponse>(
      Target("/v1/creditSubjects/bad/facts", {{"token", done.meta().token()}}));
  REQUIRE(facts.facts_size() == 1);
  CHECK(facts.facts(0).indicator() == "M-202");
  CHECK(facts.facts(0).rectify_due() == "2027-01-31");

  const reg::Comparison resolved = instance.Write<reg::Comparison>(
      absl::StrCat(kComparison, ":followUp"),
      R"({"followUp": {"institution": "institutions/bad",
          "resolved": "2026-11-24", "documentNumber": "复比对 3 号"}})");
  CHECK(instance.Read<reg::Standard>("/v1/standards/of-bad").events_size() ==
        2);
  CHECK(instance
            .Read<credit::v1::ListFactsResponse>(
                Target("/v1/creditSubjects/bad/facts",
                       {{"token", resolved.meta().token()}}))
            .facts(0)
            .rectified_on() == "2026-11-24");
}

}  // namespace
}  // namespace suyuan::e2e
