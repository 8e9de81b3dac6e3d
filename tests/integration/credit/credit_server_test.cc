#include "services/credit/credit_server.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "suyuan/credit/v1/credit.grpc.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::credit {
namespace {

namespace proto = ::suyuan::credit::v1;
using nlohmann::json;
using Stub = proto::Credit::Stub;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;

constexpr char kPolicy[] = "creditPolicies/mcp-v1";
const absl::Time kNow = absl::FromUnixSeconds(1790812800);  // 2026-10-01

class Credit {
 public:
  Credit() : clock_(kNow) {
    Options options;
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    auto started = StartCredit(options);
    REQUIRE_THAT(started.status(), IsOk());
    server_ = *std::move(started);
    stub_ = proto::Credit::NewStub(server_->InProcessChannel());
  }
  ~Credit() {
    stub_.reset();
    server_->Stop(absl::ZeroDuration());
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    Response response;
    SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
      return (stub_.get()->*method)(&context, request, &response);
    }));
    return response;
  }

  absl::StatusOr<proto::Subject> Create(const std::string& id,
                                        bool natural_person = false) {
    proto::CreateSubjectRequest request;
    request.set_subject_id(id);
    (*request.mutable_subject()->mutable_title()->mutable_texts())["zh"] =
        "天山加油站";
    request.mutable_subject()->add_types(
        natural_person ? proto::Subject::TYPE_METROLOGIST
                       : proto::Subject::TYPE_INSTRUMENT_USER);
    request.mutable_subject()->set_region("650100");
    request.mutable_subject()->set_natural_person(natural_person);
    return Call(&Stub::CreateSubject, request);
  }
  absl::StatusOr<proto::Fact> Record(const std::string& subject,
                                     const proto::Fact& fact) {
    proto::RecordFactRequest request;
    request.set_parent(absl::StrCat("creditSubjects/", subject));
    *request.mutable_fact() = fact;
    return Call(&Stub::RecordFact, request);
  }
  absl::StatusOr<proto::Score> Score(const std::string& subject,
                                     const std::string& as_of) {
    proto::GetScoreRequest request;
    request.set_name(absl::StrCat("creditSubjects/", subject));
    request.set_as_of(as_of);
    request.set_policy(kPolicy);
    return Call(&Stub::GetScore, request);
  }

 private:
  FakeClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<Stub> stub_;
};

// A decided fact of an authority that `indicator` accepts.
proto::Fact AnyFact(const std::string& id, const std::string& indicator,
                    const std::string& decided_on,
                    const std::string& authority = "AMR") {
  proto::Fact fact;
  fact.set_indicator(indicator);
  fact.set_decided_on(decided_on);
  fact.set_incident(absl::StrCat("incident-", id));
  fact.set_source_system("cases");
  fact.set_source_authority(authority);
  fact.set_document_number(id);
  auto& evidence = *fact.add_evidence();
  evidence.set_kind("decision");
  evidence.set_reference(absl::StrCat("documents/", id));
  return fact;
}

// A fact of a worked example, as the policy tells it.
proto::Fact FactOf(const json& told, const json& policy) {
  std::string authority = "AMR";
  for (const json& indicator : policy["indicators"]) {
    if (indicator["id"] == told["indicator"]) {
      authority = indicator["authorities"][0];
    }
  }
  proto::Fact fact =
      AnyFact(told["id"], told["indicator"], told["decided_on"], authority);
  if (told.contains("incident")) fact.set_incident(told["incident"]);
  if (told.contains("variant")) fact.set_variant(told["variant"]);
  if (told.contains("rectify_due")) fact.set_rectify_due(told["rectify_due"]);
  if (told.contains("rectified_on")) {
    fact.set_rectified_on(told["rectified_on"]);
  }
  if (told.contains("verified_by")) fact.set_verified_by(told["verified_by"]);
  if (told.contains("use_until")) fact.set_use_until(told["use_until"]);
  if (told.contains("values")) {
    for (const auto& [name, value] : told["values"].items()) {
      (*fact.mutable_values())[name] = absl::StrCat(value.get<int64_t>());
    }
  }
  return fact;
}

bool IsPlain(const json& example) {
  for (const json& fact : example["facts"]) {
    if (fact.contains("version") || fact.contains("status")) return false;
  }
  return true;
}

TEST_CASE("The worked examples of the policy come out through the API") {
  Credit credit;
  proto::GetPolicyRequest ask;
  ask.set_name(kPolicy);
  const auto policy_message = credit.Call(&Stub::GetPolicy, ask);
  REQUIRE_THAT(policy_message.status(), IsOk());
  CHECK(policy_message->hash().size() == 64);
  const json policy = json::parse(policy_message->json());
  int answered = 0;
  for (const json& example : policy["vectors"]) {
    if (!IsPlain(example)) continue;
    CAPTURE(example["name"].get<std::string>());
    const std::string id = absl::StrCat("subject-", ++answered);
    REQUIRE_THAT(credit.Create(id).status(), IsOk());
    for (const json& told : example["facts"]) {
      proto::Fact fact = FactOf(told, policy);
      fact.set_document_number(
          absl::StrCat(id, "/", told["id"].get<std::string>()));
      REQUIRE_THAT(credit.Record(id, fact).status(), IsOk());
    }
    const auto score = credit.Score(id, example["as_of"]);
    REQUIRE_THAT(score.status(), IsOk());
    const json& expect = example["expect"];
    CHECK(score->score() == expect["score"].get<int64_t>());
    CHECK(score->class_() == expect["class"].get<std::string>());
    CHECK(score->class_by_score() ==
          expect["class_by_score"].get<std::string>());
    CHECK(score->deductions() == expect["deductions"].get<int64_t>());
    CHECK(score->positives() == expect["additions"].get<int64_t>());
    CHECK(score->contributions_size() ==
          static_cast<int>(example["facts"].size()));
    CHECK(score->notice().texts().contains("zh"));
    std::set<std::string> overlays;
    for (const auto& overlay : score->overlays()) overlays.insert(overlay.id());
    CHECK(overlays == expect["overlays"].get<std::set<std::string>>());
  }
  CHECK(answered >= 8);
}

TEST_CASE("A natural person has facts and no score") {
  Credit credit;
  REQUIRE_THAT(credit.Create("engineer", true).status(), IsOk());
  CHECK_THAT(credit.Score("engineer", "2026-12-01").status(),
             HasReason("PERSON_NOT_SCORED"));
}

TEST_CASE("A fact told twice is one fact, told otherwise it is refused") {
  Credit credit;
  REQUIRE_THAT(credit.Create("station").status(), IsOk());
  proto::Fact fact = AnyFact("2026-7", "M-102", "2026-08-01");
  const auto first = credit.Record("station", fact);
  REQUIRE_THAT(first.status(), IsOk());
  const auto again = credit.Record("station", fact);
  REQUIRE_THAT(again.status(), IsOk());
  CHECK(again->name() == first->name());
  CHECK(again->etag() == first->etag());
  fact.set_decided_on("2026-08-02");
  CHECK_THAT(credit.Record("station", fact).status(), HasReason("FACT_EXISTS"));
  CHECK_THAT(credit.Record("nobody", fact).status(),
             HasReason("SUBJECT_NOT_FOUND"));
}

TEST_CASE("Only who is entitled says a fact") {
  Credit credit;
  REQUIRE_THAT(credit.Create("station").status(), IsOk());
  const proto::Fact fact = AnyFact("2026-8", "M-102", "2026-08-01", "SOMEBODY");
  CHECK_THAT(credit.Record("station", fact).status(),
             HasReason("AUTHORITY_NOT_ENTITLED"));
}

TEST_CASE("A withdrawn fact counts no more, and did before that was known") {
  Credit credit;
  REQUIRE_THAT(credit.Create("station").status(), IsOk());
  const auto fact =
      credit.Record("station", AnyFact("2026-9", "M-102", "2026-08-01"));
  REQUIRE_THAT(fact.status(), IsOk());
  const auto with = credit.Score("station", "2026-08-01");
  REQUIRE_THAT(with.status(), IsOk());
  CHECK(with->deductions() == 600);

  proto::EndFactRequest end;
  end.set_name(fact->name());
  end.set_status(proto::Fact::STATUS_WITHDRAWN);
  end.set_reason("复议撤销");
  end.set_etag("1-wrong");
  CHECK_THAT(credit.Call(&Stub::EndFact, end).status(),
             HasReason("ETAG_MISMATCH"));
  end.set_etag(fact->etag());
  const auto ended = credit.Call(&Stub::EndFact, end);
  REQUIRE_THAT(ended.status(), IsOk());
  CHECK(ended->revision() == 2);
  end.clear_etag();
  CHECK_THAT(credit.Call(&Stub::EndFact, end).status(),
             HasReason("FACT_ENDED"));

  const auto without = credit.Score("station", "2026-08-01");
  REQUIRE_THAT(without.status(), IsOk());
  CHECK(without->deductions() == 0);
  proto::GetScoreRequest then;
  then.set_name("creditSubjects/station");
  then.set_as_of("2026-08-01");
  then.set_policy(kPolicy);
  *then.mutable_known_at() = fact->recorded_at();
  const auto before = credit.Call(&Stub::GetScore, then);
  REQUIRE_THAT(before.status(), IsOk());
  CHECK(before->deductions() == 600);
}

TEST_CASE("A simulated fact enters the answer and nothing else") {
  Credit credit;
  REQUIRE_THAT(credit.Create("station").status(), IsOk());
  proto::SimulateScoreRequest request;
  request.set_name("creditSubjects/station");
  request.set_as_of("2026-08-01");
  request.set_policy(kPolicy);
  *request.add_add() = AnyFact("2026-1", "M-102", "2026-08-01");
  const auto simulated = credit.Call(&Stub::SimulateScore, request);
  REQUIRE_THAT(simulated.status(), IsOk());
  CHECK(simulated->deductions() == 600);
  const auto real = credit.Score("station", "2026-08-01");
  REQUIRE_THAT(real.status(), IsOk());
  CHECK(real->deductions() == 0);
}

TEST_CASE("Lists page: facts newest decision first, subjects by name") {
  Credit credit;
  for (const char* id : {"b", "a"}) {
    REQUIRE_THAT(credit.Create(id).status(), IsOk());
  }
  for (const char* day : {"2026-08-01", "2026-08-03", "2026-08-02"}) {
    REQUIRE_THAT(credit.Record("a", AnyFact(day, "M-102", day)).status(),
                 IsOk());
  }
  proto::ListFactsRequest facts;
  facts.set_parent("creditSubjects/a");
  facts.set_page_size(2);
  const auto first = credit.Call(&Stub::ListFacts, facts);
  REQUIRE_THAT(first.status(), IsOk());
  REQUIRE(first->facts_size() == 2);
  CHECK(first->facts(0).decided_on() == "2026-08-03");
  facts.set_page_token(first->next_page_token());
  const auto second = credit.Call(&Stub::ListFacts, facts);
  REQUIRE_THAT(second.status(), IsOk());
  REQUIRE(second->facts_size() == 1);
  CHECK(second->facts(0).decided_on() == "2026-08-01");
  CHECK(second->next_page_token().empty());

  proto::ListSubjectsRequest subjects;
  const auto all = credit.Call(&Stub::ListSubjects, subjects);
  REQUIRE_THAT(all.status(), IsOk());
  REQUIRE(all->subjects_size() == 2);
  CHECK(all->subjects(0).name() == "creditSubjects/a");
  subjects.set_filter("region = \"650200\"");
  const auto none = credit.Call(&Stub::ListSubjects, subjects);
  REQUIRE_THAT(none.status(), IsOk());
  CHECK(none->subjects_size() == 0);
}

}  // namespace
}  // namespace suyuan::credit
