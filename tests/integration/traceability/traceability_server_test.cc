#include "services/traceability/traceability_server.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/rpc/client.h"
#include "tests/integration/traceability/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::traceability {
namespace {

using suyuan::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::Suite;
using suyuan::testing::TokenFor;

v1::TraceRequest Ask(const std::string& target, int64_t position) {
  v1::TraceRequest request;
  request.set_target(target);
  request.set_token(TokenFor(position));
  return request;
}

TEST_CASE("A chain is answered with its certificates, links and open ends") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", "ELSEWHERE"), kFirst);
  const int64_t last = suite.feeds().Tell(AnyCertificate("LOW", "TOP"), kFirst);

  const auto answer = suite.Trace(Ask("LOW", last));
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->verdict() == v1::VERDICT_INDETERMINATE);
  REQUIRE(answer->certificates_size() == 2);
  CHECK(answer->certificates(0).number() == "LOW");
  CHECK(answer->certificates(1).number() == "TOP");
  REQUIRE(answer->links_size() == 2);
  CHECK(answer->links(0).state() == v1::ChainLink::STATE_RESOLVED);
  CHECK(answer->links(1).state() == v1::ChainLink::STATE_OPEN_END);
  CHECK(answer->links(1).text() == "ELSEWHERE");
  CHECK(answer->rules_not_judged().empty());
  CHECK(answer->profile() == "CN_LEGAL");
}

TEST_CASE("The verdict view leaves the chain out and keeps the reasons") {
  Suite suite;
  const int64_t last =
      suite.feeds().Tell(AnyCertificate("LOW", "ELSEWHERE"), kFirst);
  v1::TraceRequest request = Ask("LOW", last);
  request.set_view(v1::VIEW_VERDICT);
  const auto answer = suite.Trace(request);
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->certificates_size() == 0);
  CHECK(answer->reasons_size() > 0);
}

TEST_CASE("What costs is explained in every chain, what held in the full one") {
  Suite suite;
  const int64_t last =
      suite.feeds().Tell(AnyCertificate("LOW", "ELSEWHERE"), kFirst);
  v1::TraceRequest request = Ask("LOW", last);
  for (const v1::View view :
       {v1::VIEW_UNSPECIFIED, v1::VIEW_CHAIN, v1::VIEW_FULL}) {
    request.set_view(view);
    const auto answer = suite.Trace(request);
    REQUIRE_THAT(answer.status(), IsOk());
    REQUIRE(answer->certificates_size() == 1);
    int held = 0;
    int unknown = 0;
    for (const v1::Finding& finding : answer->certificates(0).findings()) {
      if (finding.outcome() == v1::OUTCOME_UNKNOWN) {
        ++unknown;
        CHECK(finding.inputs().at("issuer") == "天山计量院");
      } else if (finding.code() == "V21_DATES_ORDER") {
        ++held;
        CHECK(finding.inputs().at("issued") == "2024-03-12");
      }
    }
    CHECK(unknown == 1);  // V06: nobody registered the issuer
    CHECK(held == (view == v1::VIEW_FULL ? 1 : 0));
  }
}

TEST_CASE("A target that nothing fits is not found") {
  Suite suite;
  const auto answer = suite.Trace(Ask("NOBODY", 0));
  CHECK_THAT(answer.status(), HasReason("TARGET_NOT_FOUND"));
}

TEST_CASE("Bad input names its field") {
  Suite suite;
  v1::TraceRequest request = Ask("", 0);
  CHECK_THAT(suite.Trace(request).status(), HasReason("INVALID_FIELD"));
  request = Ask("LOW", 0);
  request.set_as_of("11.3.2024");
  CHECK_THAT(suite.Trace(request).status(), HasReason("INVALID_FIELD"));
  request = Ask("LOW", 0);
  request.set_profile("NO_SUCH");
  CHECK_FALSE(suite.Trace(request).ok());
  request = Ask("LOW", 0);
  request.set_token("not a token");
  CHECK_THAT(suite.Trace(request).status(), HasReason("TOKEN_INVALID"));
}

TEST_CASE("A token ahead of the feed is refused after a short wait") {
  Suite suite;
  CHECK_THAT(suite.Trace(Ask("LOW", 7)).status(),
             HasReason("READ_TOKEN_AHEAD"));
}

TEST_CASE("A batch answers each target in its place, errors too") {
  Suite suite;
  const int64_t last =
      suite.feeds().Tell(AnyCertificate("LOW", "ELSEWHERE"), kFirst);
  v1::BatchTraceRequest request;
  request.set_token(TokenFor(last));
  request.add_targets("LOW");
  request.add_targets("NOBODY");
  request.add_targets("certificates/LOW");
  const auto answer = suite.BatchTrace(request);
  REQUIRE_THAT(answer.status(), IsOk());
  REQUIRE(answer->items_size() == 3);
  CHECK(answer->items(0).verdict() == v1::VERDICT_INDETERMINATE);
  CHECK(answer->items(0).codes_size() > 0);
  CHECK(answer->items(1).error_reason() == "TARGET_NOT_FOUND");
  CHECK(answer->items(2).verdict() == v1::VERDICT_INDETERMINATE);
}

TEST_CASE("A batch of 1001 targets is refused, one of 1000 is not") {
  Suite suite;
  v1::BatchTraceRequest request;
  for (int i = 0; i < 1000; ++i) request.add_targets("x");
  CHECK_THAT(suite.BatchTrace(request).status(), IsOk());
  request.add_targets("x");
  CHECK_THAT(suite.BatchTrace(request).status(), HasReason("INVALID_FIELD"));
}

TEST_CASE("What rests on a certificate streams in many messages with one sum") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
  int64_t last = 0;
  for (int i = 0; i < 200; ++i) {
    last = suite.feeds().Tell(AnyCertificate(absl::StrCat("LOW-", i), "TOP"),
                              kFirst);
  }
  v1::ListAffectedRequest request;
  request.set_target("TOP");
  request.set_token(TokenFor(last));
  const auto answer = suite.ListAffected(request);
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->affected_size() == 200);
  CHECK(answer->summary().certificates() == 200);
  CHECK(answer->summary().digest().size() == 64);
  std::set<std::string> names;
  for (const auto& one : answer->affected()) names.insert(one.certificate());
  CHECK(names.size() == 200);
}

TEST_CASE("A void that is known later changes the answer from then on only") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
  suite.feeds().Tell(AnyCertificate("LOW", "TOP"), kFirst);
  certificates::v1::CertificateStatusChange change;
  change.set_certificate("certificates/TOP");
  change.mutable_change()->set_kind(
      certificates::v1::StatusChange::KIND_VOIDED);
  change.mutable_change()->set_void_from("2024-01-01");
  const int64_t last = suite.feeds().Tell(change, kFirst + absl::Hours(48));

  v1::TraceRequest request = Ask("LOW", last);
  request.mutable_known_at()->set_seconds(
      absl::ToUnixSeconds(kFirst + absl::Hours(24)));
  const auto before = suite.Trace(request);
  REQUIRE_THAT(before.status(), IsOk());
  CHECK(before->verdict() == v1::VERDICT_INDETERMINATE);
  request.clear_known_at();
  const auto after = suite.Trace(request);
  REQUIRE_THAT(after.status(), IsOk());
  CHECK(after->verdict() == v1::VERDICT_NOT_TRACEABLE);
}

TEST_CASE("A graph that has caught up says so and how large it is") {
  Suite suite;
  const int64_t last = suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
  REQUIRE_THAT(suite.Trace(Ask("TOP", last)).status(), IsOk());
  const v1::GraphStatus status = suite.Status();
  CHECK(status.certificates() == 1);
  CHECK(status.results() == 1);
  CHECK(status.certificates_position() == last);
  CHECK(status.bytes() > 0);
  for (int i = 0; i < 200; ++i) {
    const auto serving =
        rpc::IsServing(suite.server().InProcessChannel(),
                       "suyuan.traceability.v1.Traceability", absl::Seconds(5));
    REQUIRE_THAT(serving.status(), IsOk());
    if (*serving) return;
    absl::SleepFor(absl::Milliseconds(25));
  }
  FAIL("never became ready");
}

}  // namespace
}  // namespace suyuan::traceability
