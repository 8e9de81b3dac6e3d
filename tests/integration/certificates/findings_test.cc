// Findings over gRPC, from import to review.

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "catch2/catch.hpp"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;
using testing::Suite;
using Stub = v1::CertificateFindings::Stub;

std::vector<v1::Finding> Findings(Suite& suite, const std::string& filter,
                                  const std::string& token) {
  return suite.Findings(filter, token);
}

// Two documents of one number; the token of the second.
std::string ImportConflict(Suite& suite) {
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("D-1"))), IsOk());
  v1::Certificate other = AnyCertificate("D-1");
  other.mutable_results(0)->set_value("2.000000");
  const auto imported = suite.Import(other);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  return imported->certificate().token();
}

TEST_CASE("What two documents of one number contradict is found and named") {
  Suite suite;
  const std::string token = ImportConflict(suite);
  const std::vector<v1::Finding> found = Findings(suite, "code = V22", token);
  REQUIRE(found.size() == 1);
  const v1::Finding& finding = found[0];
  CHECK(finding.kind() == v1::Finding::KIND_CROSS);
  CHECK(finding.severity() == v1::Finding::SEVERITY_BLOCKER);
  CHECK(finding.state() == v1::Finding::STATE_OPEN);
  CHECK_FALSE(finding.is_lead());
  CHECK(finding.certificates_size() == 2);
  CHECK(finding.issuer() == "天山计量院");
  CHECK_FALSE(finding.message().texts().at("zh").empty());
  CHECK_FALSE(finding.message().texts().at("en").empty());
  const auto by_certificate = Findings(
      suite, absl::StrCat("certificate = \"", finding.certificates(1), "\""),
      token);
  CHECK_FALSE(by_certificate.empty());
}

TEST_CASE("Every anomaly says that it is a lead") {
  Suite suite;
  std::string token;
  for (int i = 0; i < 30; ++i) {
    v1::Certificate c = AnyCertificate(absl::StrCat("D-", i));
    const absl::CivilDay day = absl::CivilDay(2024, 3, 10) + i;
    const std::string text = absl::FormatCivilTime(day);
    c.set_begin(text);
    c.set_end(text);
    c.set_issued(text);
    v1::EnvironmentCondition& condition = *c.add_environment();
    condition.set_quantity("temperature");
    condition.set_min("20.0");
    condition.set_unit("\\degreecelsius");
    c.mutable_items(0)->mutable_identifications(0)->set_value(
        absl::StrCat("W-", i));
    const auto imported = suite.Import(c);
    REQUIRE_THAT(StatusOf(imported), IsOk());
    token = imported->certificate().token();
  }
  const auto found = Findings(suite, "code = A_ENV_CONST", token);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  CHECK(found[0].kind() == v1::Finding::KIND_ANOMALY);
  CHECK(found[0].severity() == v1::Finding::SEVERITY_MINOR);
  CHECK(found[0].certificates_size() == 20);
  for (const v1::Finding& lead : Findings(suite, "is_lead = true", token)) {
    CHECK(lead.kind() == v1::Finding::KIND_ANOMALY);
  }
  CHECK(
      Findings(suite, "is_lead = true AND NOT kind = ANOMALY", token).empty());
}

TEST_CASE("A review is kept with who and why, and every revision stays") {
  Suite suite;
  const std::string token = ImportConflict(suite);
  const v1::Finding found = Findings(suite, "code = V22", token).at(0);
  v1::ReviewFindingRequest review;
  review.set_name(found.name());
  review.set_state(v1::Finding::STATE_CONFIRMED);
  CHECK_THAT(StatusOf(suite.Call(&Stub::ReviewFinding, review)),
             HasReason("INVALID_FIELD"));  // no reason
  review.set_reason("两份纸质证书在案");
  review.set_etag(found.etag());
  review.set_request_id("9e107d9d-3721-4f5e-8f0b-1c7a6a1d2b3c");
  const auto confirmed = suite.Call(&Stub::ReviewFinding, review);
  REQUIRE_THAT(StatusOf(confirmed), IsOk());
  CHECK(confirmed->state() == v1::Finding::STATE_CONFIRMED);
  REQUIRE(confirmed->reviews_size() == 1);
  CHECK(confirmed->reviews(0).actor() == "tester@example");
  // A repeat gives the first answer.
  CHECK(suite.Call(&Stub::ReviewFinding, review)->DebugString() ==
        confirmed->DebugString());
  review.clear_request_id();
  CHECK_THAT(StatusOf(suite.Call(&Stub::ReviewFinding, review)),
             HasReason("ETAG_MISMATCH"));
  review.clear_etag();
  CHECK_THAT(StatusOf(suite.Call(&Stub::ReviewFinding, review)),
             HasReason("FINDING_STATE"));
  review.set_state(v1::Finding::STATE_UNSPECIFIED);
  CHECK_THAT(StatusOf(suite.Call(&Stub::ReviewFinding, review)),
             HasReason("INVALID_FIELD"));

  v1::GetFindingRequest get;
  get.set_name(found.name());
  CHECK(suite.Call(&Stub::GetFinding, get)->etag() == confirmed->etag());
  get.set_revision(1);
  CHECK(suite.Call(&Stub::GetFinding, get)->state() == v1::Finding::STATE_OPEN);
  get.set_revision(3);
  CHECK_THAT(StatusOf(suite.Call(&Stub::GetFinding, get)),
             HasReason("FINDING_NOT_FOUND"));
  get.set_name("findings/none");
  CHECK_THAT(StatusOf(suite.Call(&Stub::GetFinding, get)),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("The feed tells every revision in order, from any position") {
  Suite suite;
  const std::string token = ImportConflict(suite);
  const v1::Finding found = Findings(suite, "code = V22", token).at(0);
  v1::ReviewFindingRequest review;
  review.set_name(found.name());
  review.set_state(v1::Finding::STATE_REJECTED);
  review.set_reason("同一证书的副本");
  REQUIRE_THAT(StatusOf(suite.Call(&Stub::ReviewFinding, review)), IsOk());
  std::vector<v1::FindingChange> changes;
  grpc::ClientContext context;
  v1::CertificateFindingsWatchRequest request;
  auto reader = suite.findings_stub().Watch(&context, request);
  v1::WatchFindingsResponse response;
  while (reader->Read(&response)) {
    changes.insert(changes.end(), response.changes().begin(),
                   response.changes().end());
    if (!changes.empty() &&
        changes.back().finding().state() == v1::Finding::STATE_REJECTED) {
      break;
    }
  }
  context.TryCancel();
  (void)reader->Finish();
  for (size_t i = 0; i < changes.size(); ++i) {
    CHECK(changes[i].position() == static_cast<int64_t>(i) + 1);
  }
  REQUIRE(changes.size() >= 2);
  CHECK(changes.back().finding().name() == found.name());
  CHECK(changes.back().finding().revision() == 2);
}

TEST_CASE("A token that nothing can include is told so") {
  Suite suite;
  const std::string token = ImportConflict(suite);
  {
    Suite other;  // its feed is shorter
    v1::ListFindingsRequest request;
    request.set_token(token);
    CHECK_THAT(StatusOf(other.Call(&Stub::ListFindings, request)),
               HasReason("READ_TOKEN_AHEAD"));
  }
}

TEST_CASE("Findings and reviews are there after a restart, once each") {
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  std::vector<v1::Finding> before;
  {
    Suite suite(database);
    before = Findings(suite, "", ImportConflict(suite));
  }
  REQUIRE_FALSE(before.empty());
  Suite suite(database);
  const auto again = suite.Import(AnyCertificate("D-9"));
  REQUIRE_THAT(StatusOf(again), IsOk());
  const auto after =
      Findings(suite, "NOT code = EVIDENCE_LATE", again->certificate().token());
  size_t i = 0;
  for (const v1::Finding& finding : before) {
    if (finding.code() == "EVIDENCE_LATE") continue;
    REQUIRE(i < after.size());
    CHECK(after[i++].DebugString() == finding.DebugString());
  }
  CHECK(i == after.size());
}

}  // namespace
}  // namespace suyuan::certificates
