#include "services/suyuanctl/world/expectations.h"

#include "libs/base/status.h"
#include "tests/support/status_matchers.h"

namespace suyuan::world {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using traceability::v1::AffectedCertificate;
using traceability::v1::TraceResponse;

Expectation Expect(absl::string_view json) {
  const std::string world =
      std::string("{\"expect\": [") + std::string(json) + "]}";
  return ParseWorld("w.json", world).value().expect(0);
}

TraceResponse Answer() {
  TraceResponse answer;
  answer.set_verdict(traceability::v1::VERDICT_NOT_TRACEABLE);
  answer.set_currency(TraceResponse::CURRENCY_EXPIRED);
  const auto add = [&answer](const char* code,
                             traceability::v1::Outcome outcome) {
    auto& reason = *answer.add_reasons();
    reason.set_code(code);
    reason.set_outcome(outcome);
  };
  add("V04_REF_EXPIRED_AT_USE", traceability::v1::OUTCOME_BROKEN);
  add("V13_UNCERTAINTY_MISSING", traceability::v1::OUTCOME_UNKNOWN);
  add("V20_OTHER", traceability::v1::OUTCOME_HELD);
  add("V21_OTHER", traceability::v1::OUTCOME_NOT_APPLICABLE);
  return answer;
}

size_t CountOf(absl::string_view json) {
  return Differences(Expect(json), Answer()).size();
}

TEST_CASE("A verdict and a currency are compared where they are given") {
  CHECK(CountOf(R"({"verdict": "VERDICT_NOT_TRACEABLE"})") == 0);
  CHECK(CountOf(R"({"verdict": "VERDICT_TRACEABLE"})") == 1);
  CHECK(CountOf(R"({"currency": "CURRENCY_EXPIRED"})") == 0);
  CHECK(CountOf(R"({"currency": "CURRENCY_CURRENT"})") == 1);
  CHECK(CountOf("{}") == 0);
}

TEST_CASE("A code counts by its number, if it is no pass") {
  CHECK(CountOf(R"({"codes": ["V04"]})") == 0);
  CHECK(CountOf(R"({"codes": ["V04_REF_EXPIRED_AT_USE", "V13"]})") == 0);
  CHECK(CountOf(R"({"codes": ["V0"]})") == 1);
  CHECK(CountOf(R"({"codes": ["V20", "V21", "V05"]})") == 3);
  CHECK(CountOf(R"({"absent": ["V20", "V21", "V05", "V0"]})") == 0);
  CHECK(CountOf(R"({"absent": ["V04", "V13"]})") == 2);
}

TEST_CASE("An answer that only lists candidates is never as expected") {
  TraceResponse several;
  several.set_verdict(traceability::v1::VERDICT_INDETERMINATE);
  several.add_candidates("certificates/1");
  several.add_candidates("certificates/2");
  CHECK(Differences(Expect(R"({"verdict": "VERDICT_INDETERMINATE"})"), several)
            .size() == 1);
}

TEST_CASE("Exactly the affected certificates, in any order") {
  const auto affected = [](std::vector<std::string> numbers) {
    std::vector<AffectedCertificate> out;
    for (const std::string& number : numbers) {
      out.emplace_back().set_number(number);
    }
    return out;
  };
  const Expectation two = Expect(R"({"affected": ["A", "B"]})");
  CHECK(AffectedDifferences(two, affected({"B", "A"})).empty());
  CHECK(AffectedDifferences(two, affected({"A"})).size() == 1);
  CHECK(AffectedDifferences(two, affected({"A", "C"})).size() == 2);
  CHECK(AffectedDifferences(two, affected({"A", "B", "B"})).size() == 1);
}

// Answers what it is told to.
class ScriptedJudge final : public Judge {
 public:
  absl::StatusOr<TraceResponse> Trace(
      const traceability::v1::TraceRequest& request) override {
    asked = request;
    if (!status.ok()) return status;
    if (request.has_known_at() && request.known_at().seconds() < told_at) {
      return WithReason(absl::NotFoundError("nothing fits"),
                        "TARGET_NOT_FOUND");
    }
    return Answer();
  }
  absl::StatusOr<std::vector<AffectedCertificate>> ListAffected(
      const traceability::v1::ListAffectedRequest&) override {
    ++lists;
    return std::vector<AffectedCertificate>();
  }
  absl::Status status;
  int64_t told_at = 0;  // when it was told of all targets, in Unix seconds
  traceability::v1::TraceRequest asked;
  int lists = 0;
};

WorldFile FileOf(const Expectation& expectation) {
  WorldFile file;
  file.path = "w.json";
  *file.world.add_expect() = expectation;
  return file;
}

TEST_CASE("The question is asked as it stands, with the token") {
  ScriptedJudge judge;
  const auto judged = JudgeExpectations(
      FileOf(Expect(R"({"target": "C-1", "issuer": "Lab", "result_id": "r",
          "profile": "CNAS_ILAC", "as_of": "2024-01-01",
          "known_at": "2024-02-01T00:00:00Z", "codes": ["V04"],
          "about": "an expired reference"})")),
      "token", judge);
  REQUIRE_THAT(judged.status(), IsOk());
  CHECK(judged->at(0).holds());
  CHECK(judged->at(0).about == "an expired reference");
  CHECK(judge.asked.target() == "C-1");
  CHECK(judge.asked.issuer() == "Lab");
  CHECK(judge.asked.result_id() == "r");
  CHECK(judge.asked.profile() == "CNAS_ILAC");
  CHECK(judge.asked.as_of() == "2024-01-01");
  CHECK(judge.asked.known_at().seconds() == 1706745600);
  CHECK(judge.asked.token() == "token");
  CHECK(judge.lists == 0);
}

TEST_CASE("Where only the affected are expected, no chain is judged") {
  ScriptedJudge judge;
  const auto judged = JudgeExpectations(
      FileOf(Expect(R"({"target": "C-1", "affected": ["A"]})")), "", judge);
  REQUIRE_THAT(judged.status(), IsOk());
  CHECK(judge.asked.target().empty());
  CHECK(judge.lists == 1);
  CHECK_FALSE(judged->at(0).holds());
}

TEST_CASE("A refused question is a difference, an unanswered one an error") {
  ScriptedJudge judge;
  const WorldFile file =
      FileOf(Expect(R"({"target": "C-1", "codes": ["V04"]})"));
  judge.status =
      WithReason(absl::NotFoundError("nothing fits"), "TARGET_NOT_FOUND");
  const auto refused = JudgeExpectations(file, "", judge);
  REQUIRE_THAT(refused.status(), IsOk());
  REQUIRE(refused->at(0).differences.size() == 1);
  CHECK(refused->at(0).differences[0].find("TARGET_NOT_FOUND") !=
        std::string::npos);
  judge.status =
      WithReason(absl::UnavailableError("nobody"), "SERVICE_UNREACHABLE");
  CHECK_THAT(JudgeExpectations(file, "", judge).status(),
             HasReason("SERVICE_UNREACHABLE"));
}

TEST_CASE("What was known before the service was told of it is not judged") {
  const WorldFile file =
      FileOf(Expect(R"({"target": "C-1", "known_at": "2024-02-01T00:00:00Z",
          "codes": ["V04"]})"));
  constexpr int64_t kKnownAt = 1706745600;
  ScriptedJudge judge;
  judge.told_at = kKnownAt + 1;
  const auto later = JudgeExpectations(file, "", judge);
  REQUIRE_THAT(later.status(), IsOk());
  CHECK(later->at(0).told_later);
  CHECK_FALSE(later->at(0).holds());
  CHECK_FALSE(later->at(0).fails());
  judge.told_at = kKnownAt;
  const auto in_time = JudgeExpectations(file, "", judge);
  REQUIRE_THAT(in_time.status(), IsOk());
  CHECK_FALSE(in_time->at(0).told_later);
  // A target that nobody was ever told of is a mistake in the file.
  judge.status =
      WithReason(absl::NotFoundError("nothing fits"), "TARGET_NOT_FOUND");
  const auto never = JudgeExpectations(file, "", judge);
  REQUIRE_THAT(never.status(), IsOk());
  CHECK(never->at(0).fails());
}

}  // namespace
}  // namespace suyuan::world
