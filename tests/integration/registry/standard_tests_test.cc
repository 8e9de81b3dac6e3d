// The tests of a standard's capability as a client asks for them.

#include "tests/integration/registry/kinds.h"
#include "tests/integration/registry/suite.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Kind;

proto::ResultVerification::Result Measured(const std::string& institution,
                                           const std::string& value,
                                           const std::string& expanded,
                                           const std::string& factor) {
  proto::ResultVerification::Result result;
  result.set_institution(institution);
  result.set_value(value);
  result.mutable_uncertainty()->set_expanded(expanded);
  result.mutable_uncertainty()->set_coverage_factor(factor);
  return result;
}

// A weight of 200 g, measured with the standard and by the tier above.
proto::ResultVerification Transfer(const std::string& factor_above) {
  proto::ResultVerification transfer;
  transfer.set_day("2024-06-03");
  transfer.set_method(proto::ResultVerification::METHOD_TRANSFER);
  transfer.set_unit("\\gram");
  *transfer.mutable_own() = Measured("", "200.0012", "0.0020", "2");
  *transfer.add_others() = Measured("上级", "200.0032", "0.0015", factor_above);
  return transfer;
}

absl::StatusOr<proto::StandardTests> TestsOf(Registry& registry) {
  proto::GetStandardTestsRequest request;
  request.set_name("standards/a");
  return registry.Call(&proto::Registry::Stub::GetStandardTests, request);
}

TEST_CASE("A transfer against k = 3 passes at k = 2") {
  Registry registry;
  REQUIRE_THAT(StatusOf(registry.Create("holder", "持有者")), IsOk());
  proto::Standard standard = Kind<proto::Standard>::Any();
  *standard.add_result_verifications() = Transfer("3");
  *standard.add_result_verifications() = Transfer("");
  REQUIRE_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::CreateStandard,
                             Kind<proto::Standard>::Creation("a", standard))),
      IsOk());

  const auto tests = TestsOf(registry);
  REQUIRE_THAT(StatusOf(tests), IsOk());
  REQUIRE(tests->tests_size() == 2);
  // 2.0 mg are within √(2.0² + 1.0²) mg; taken at k = 3 the limit would look
  // like 2.5 mg.
  CHECK(tests->tests(0).verdict() == proto::StandardTests::VERDICT_PASS);
  CHECK(tests->tests(0).found() == Approx(0.0020).epsilon(1e-9));
  CHECK(tests->tests(0).limit() == Approx(0.002236).epsilon(1e-3));
  CHECK(tests->tests(0).en_number() == Approx(0.894).epsilon(1e-3));
  CHECK(tests->tests(1).verdict() ==
        proto::StandardTests::VERDICT_INDETERMINATE);
  // It has no diagram.
  REQUIRE(tests->diagram_findings_size() == 1);
  CHECK(tests->diagram_findings(0).field() == "diagram");
}

TEST_CASE("Tests are those of the revision that is asked for") {
  Registry registry;
  REQUIRE_THAT(StatusOf(registry.Create("holder", "持有者")), IsOk());
  CHECK_THAT(StatusOf(TestsOf(registry)), HasReason("RECORD_NOT_FOUND"));
  proto::Standard standard = Kind<proto::Standard>::Any();
  const auto made =
      registry.Call(&proto::Registry::Stub::CreateStandard,
                    Kind<proto::Standard>::Creation("a", standard));
  REQUIRE_THAT(StatusOf(made), IsOk());
  registry.clock().Advance(absl::Hours(1));
  standard = *made;
  *standard.add_result_verifications() = Transfer("3");
  REQUIRE_THAT(StatusOf(registry.Call(&proto::Registry::Stub::UpdateStandard,
                                      Kind<proto::Standard>::Update(
                                          standard, {"result_verifications"}))),
               IsOk());
  CHECK(TestsOf(registry)->tests_size() == 1);
  proto::GetStandardTestsRequest before;
  before.set_name("standards/a");
  before.mutable_known_at()->set_seconds(absl::ToUnixSeconds(kNoon));
  const auto first =
      registry.Call(&proto::Registry::Stub::GetStandardTests, before);
  REQUIRE_THAT(StatusOf(first), IsOk());
  CHECK(first->tests_size() == 0);
}

}  // namespace
}  // namespace suyuan::registry
