#include <algorithm>
#include <string>

#include "tests/integration/traceability/suite.h"

namespace suyuan::traceability {
namespace {

using suyuan::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::Suite;
using suyuan::testing::TokenFor;

using Stub = v1::Traceability::Stub;

template <typename Findings>
bool Has(const Findings& findings, absl::string_view code,
         absl::string_view certificate) {
  return std::any_of(
      findings.begin(), findings.end(), [&](const v1::PlacedFinding& f) {
        return f.finding().code() == code && f.certificate() == certificate;
      });
}

TEST_CASE("What a void that is known later breaks is told as the difference") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
  suite.feeds().Tell(AnyCertificate("LOW", "TOP"), kFirst);
  certificates::v1::CertificateStatusChange change;
  change.set_certificate("certificates/TOP");
  change.mutable_change()->set_kind(
      certificates::v1::StatusChange::KIND_VOIDED);
  change.mutable_change()->set_void_from("2024-01-01");
  const int64_t last = suite.feeds().Tell(change, kFirst + absl::Hours(48));

  v1::DiffTracesRequest request;
  request.set_target("LOW");
  request.set_token(TokenFor(last));
  request.mutable_before()->mutable_known_at()->set_seconds(
      absl::ToUnixSeconds(kFirst + absl::Hours(24)));
  const auto answer = suite.Ask(&Stub::DiffTraces, request);
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->before_verdict() == v1::VERDICT_INDETERMINATE);
  CHECK(answer->after_verdict() == v1::VERDICT_NOT_TRACEABLE);
  CHECK(Has(answer->findings_new(), "V04_REF_EXPIRED_AT_USE",
            "certificates/LOW"));
  CHECK_FALSE(Has(answer->findings_gone(), "V04_REF_EXPIRED_AT_USE",
                  "certificates/LOW"));
  // It still stands in the chain: the link is what broke.
  CHECK(answer->certificates_gone().empty());
  CHECK(answer->certificates_new().empty());
  CHECK(answer->before().known_at().seconds() ==
        absl::ToUnixSeconds(kFirst + absl::Hours(24)));

  SECTION("and at one time with itself there is none") {
    *request.mutable_after() = request.before();
    const auto same = suite.Ask(&Stub::DiffTraces, request);
    REQUIRE_THAT(same.status(), IsOk());
    CHECK(same->before_verdict() == same->after_verdict());
    CHECK(same->findings_gone().empty());
    CHECK(same->findings_new().empty());
  }
}

TEST_CASE("A certificate that comes to be known closes an open end") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("LOW", "TOP"), kFirst);
  const int64_t last =
      suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst + absl::Hours(48));
  v1::DiffTracesRequest request;
  request.set_target("LOW");
  request.set_token(TokenFor(last));
  request.mutable_before()->mutable_known_at()->set_seconds(
      absl::ToUnixSeconds(kFirst + absl::Hours(24)));
  const auto answer = suite.Ask(&Stub::DiffTraces, request);
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->certificates_gone().empty());
  REQUIRE(answer->certificates_new_size() == 1);
  CHECK(answer->certificates_new(0) == "certificates/TOP");
  CHECK(
      Has(answer->findings_gone(), "V03_REF_CERT_MISSING", "certificates/LOW"));
}

TEST_CASE("Two chains share what both rest on, nearest first") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
  suite.feeds().Tell(AnyCertificate("MIDDLE", "TOP"), kFirst);
  suite.feeds().Tell(AnyCertificate("OTHER", ""), kFirst);
  suite.feeds().Tell(AnyCertificate("LOW-1", "MIDDLE"), kFirst);
  suite.feeds().Tell(AnyCertificate("LOW-2", "MIDDLE"), kFirst);
  const int64_t last =
      suite.feeds().Tell(AnyCertificate("LOW-3", "OTHER"), kFirst);
  v1::ListSharedAncestorsRequest request;
  request.set_first("LOW-1");
  request.set_second("LOW-2");
  request.set_token(TokenFor(last));
  auto answer = suite.Ask(&Stub::ListSharedAncestors, request);
  REQUIRE_THAT(answer.status(), IsOk());
  REQUIRE(answer->ancestors_size() == 2);
  CHECK(answer->ancestors(0).number() == "MIDDLE");
  CHECK(answer->ancestors(0).nearest());
  CHECK(answer->ancestors(0).first_depth() == 1);
  CHECK(answer->ancestors(1).number() == "TOP");
  CHECK_FALSE(answer->ancestors(1).nearest());
  CHECK(answer->ancestors(1).second_depth() == 2);

  request.set_second("TOP");
  answer = suite.Ask(&Stub::ListSharedAncestors, request);
  REQUIRE_THAT(answer.status(), IsOk());
  REQUIRE(answer->ancestors_size() == 1);
  CHECK(answer->ancestors(0).number() == "TOP");
  CHECK(answer->ancestors(0).second_depth() == 0);
  CHECK(answer->ancestors(0).nearest());

  request.set_second("LOW-3");
  answer = suite.Ask(&Stub::ListSharedAncestors, request);
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->ancestors().empty());

  request.set_second("NOBODY");
  CHECK_THAT(suite.Ask(&Stub::ListSharedAncestors, request).status(),
             HasReason("TARGET_NOT_FOUND"));
}

}  // namespace
}  // namespace suyuan::traceability
