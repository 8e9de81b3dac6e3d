// What the registry decides about comparisons, as credit tells it.

#include <grpcpp/channel.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/credit/credit_server.h"
#include "suyuan/credit/v1/credit.grpc.pb.h"
#include "tests/integration/registry/suite.h"
#include "tests/integration/registry/voltages.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::credit {
namespace {

namespace proto = ::suyuan::credit::v1;
using registry::Registry;
using registry::testing::kVoltage;
using registry::testing::Voltages;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::TemporaryFolder;
namespace reg = ::suyuan::registry::v1;

// Credit that follows a registry, for as long as the object lives.
class Credit {
 public:
  Credit(Registry& registry, const std::string& database) {
    Options options;
    options.database = database;
    options.registry = registry.channel();
    options.clock = &registry.clock();
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

  // As of a state that includes what `token` stands for.
  absl::StatusOr<std::vector<proto::Fact>> FactsOf(const std::string& subject,
                                                   const std::string& token) {
    proto::ListFactsRequest request;
    request.set_parent(absl::StrCat("creditSubjects/", subject));
    request.set_token(token);
    proto::ListFactsResponse response;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(rpc::CallOptions(), [&](grpc::ClientContext& context) {
          return stub_->ListFacts(&context, request, &response);
        }));
    return std::vector<proto::Fact>(response.facts().begin(),
                                    response.facts().end());
  }
  absl::StatusOr<proto::Subject> Subject(const std::string& id) {
    proto::GetSubjectRequest request;
    request.set_name(absl::StrCat("creditSubjects/", id));
    proto::Subject response;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(rpc::CallOptions(), [&](grpc::ClientContext& context) {
          return stub_->GetSubject(&context, request, &response);
        }));
    return response;
  }

 private:
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<proto::Credit::Stub> stub_;
};

// The only fact of a subject.
proto::Fact FactOf(Credit& credit, const std::string& subject,
                   const std::string& token) {
  const auto facts = credit.FactsOf(subject, token);
  REQUIRE_THAT(facts.status(), IsOk());
  REQUIRE(facts->size() == 1);
  return facts->front();
}

// The token of the consequences.
std::string DrawConsequences(Voltages& voltages) {
  reg::AdvanceComparisonRequest request;
  request.set_state(reg::Comparison::STATE_CONSEQUENCES);
  request.set_due("2025-03-31");
  const auto done = voltages.Advance(request);
  REQUIRE_THAT(done.status(), IsOk());
  return done->meta().token();
}

std::string PutRight(Voltages& voltages, const std::string& institution,
                     const std::string& day) {
  reg::FollowUpComparisonRequest request;
  request.set_name(kVoltage);
  request.mutable_follow_up()->set_institution(institution);
  request.mutable_follow_up()->set_resolved(day);
  request.mutable_follow_up()->set_document_number("复比对 3 号");
  const auto resolved =
      voltages.Call(&reg::Comparisons::Stub::FollowUpComparison, request);
  REQUIRE_THAT(resolved.status(), IsOk());
  return resolved->meta().token();
}

TEST_CASE("Each laboratory has the fact that its outcome makes") {
  Registry registry;
  Credit credit(registry, "");
  Voltages voltages(registry.channel());
  voltages.Measure(/*absent=*/6);
  voltages.Report();
  const std::string token = DrawConsequences(voltages);

  const std::map<std::string, std::string> expected = {
      {"lab-1", "M-604"}, {"lab-2", "M-202"}, {"lab-3", "M-202"},
      {"lab-4", "M-604"}, {"lab-5", "M-604"}, {"lab-6", "M-203"},
      {"pilot", "M-605"}};
  for (const auto& [subject, indicator] : expected) {
    CAPTURE(subject);
    CHECK(FactOf(credit, subject, token).indicator() == indicator);
  }
  const proto::Fact failed = FactOf(credit, "lab-2", token);
  CHECK(failed.decided_on() == "2025-01-01");
  CHECK(failed.rectify_due() == "2025-03-31");
  CHECK(failed.document_number() == "comparisons/voltage institutions/lab-2");
  CHECK(failed.source_authority() == "COMPARISON_LEAD/institutions/pilot");
  REQUIRE(failed.evidence_size() == 2);
  CHECK(failed.principal() == "credit@suyuan");
  CHECK(FactOf(credit, "pilot", token).variant() == "provincial");

  const auto statutory = credit.Subject("lab-2");
  REQUIRE_THAT(statutory.status(), IsOk());
  CHECK(statutory->types(0) ==
        proto::Subject::TYPE_LEGAL_VERIFICATION_INSTITUTION);
  CHECK(statutory->institution() == "institutions/lab-2");
  CHECK(credit.Subject("lab-1")->types(0) ==
        proto::Subject::TYPE_CALIBRATION_LABORATORY);
}

TEST_CASE("Nothing is a fact before the consequences are drawn") {
  Registry registry;
  Credit credit(registry, "");
  Voltages voltages(registry.channel());
  voltages.Measure();
  voltages.Report();
  const std::string token = voltages.Get()->meta().token();
  CHECK_THAT(credit.FactsOf("lab-2", token).status(),
             HasReason("SUBJECT_NOT_FOUND"));
}

TEST_CASE("A failure that was put right is rectified, by the document of it") {
  Registry registry;
  Credit credit(registry, "");
  Voltages voltages(registry.channel());
  voltages.Measure();
  voltages.Report();
  DrawConsequences(voltages);
  registry.clock().Advance(absl::Hours(24 * 40));
  const std::string token =
      PutRight(voltages, "institutions/lab-2", "2025-02-05");
  const proto::Fact fact = FactOf(credit, "lab-2", token);
  CHECK(fact.rectified_on() == "2025-02-05");
  CHECK(fact.verified_by() == "复比对 3 号");
  CHECK(fact.rectify_due() == "2025-03-31");
  CHECK(fact.revision() == 2);
  CHECK(FactOf(credit, "lab-3", token).rectified_on().empty());
}

TEST_CASE("A service that starts again goes on where it was") {
  const TemporaryFolder folder;
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();
  voltages.Report();
  std::string first;
  {
    Credit credit(registry, folder.File("credit.db"));
    first = FactOf(credit, "lab-2", DrawConsequences(voltages)).name();
  }
  registry.clock().Advance(absl::Hours(24 * 40));
  const std::string token =
      PutRight(voltages, "institutions/lab-2", "2025-02-05");
  Credit credit(registry, folder.File("credit.db"));
  const proto::Fact fact = FactOf(credit, "lab-2", token);
  CHECK(fact.name() == first);
  CHECK(fact.rectified_on() == "2025-02-05");
  CHECK(FactOf(credit, "lab-1", token).revision() == 1);
}

}  // namespace
}  // namespace suyuan::credit
