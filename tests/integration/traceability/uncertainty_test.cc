#include <string>

#include "absl/strings/numbers.h"
#include "suyuan/traceability/v1/uncertainty.grpc.pb.h"
#include "tests/integration/traceability/suite.h"

namespace suyuan::traceability {
namespace {

using certificates::v1::BudgetComponent;
using certificates::v1::Certificate;
using certificates::v1::Result;
using suyuan::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::StatusOf;
using suyuan::testing::Suite;
using suyuan::testing::TokenFor;

double NumberOf(const std::string& text) {
  double value = 0;
  CAPTURE(text);
  REQUIRE(absl::SimpleAtod(text, &value));
  return value;
}

void AddComponent(Result& result, const std::string& id, const std::string& u,
                  const std::string& degrees) {
  BudgetComponent& one = *result.mutable_budget()->add_components();
  one.set_id(id);
  one.set_standard_uncertainty(u);
  one.set_unit("\\milli\\gram");
  one.set_degrees_of_freedom(degrees);
}

// A mass of 1 kg calibrated on the day of its reference: 0.25 mg from it with
// 50 degrees of freedom, 0.60 mg of its own with 9.
class World {
 public:
  World() {
    Certificate upper = AnyCertificate("UP", "");
    Result& reference = *upper.mutable_results(0);
    reference.set_value("1");
    reference.set_unit("\\kilogram");
    reference.mutable_uncertainty()->Clear();
    reference.mutable_uncertainty()->set_standard("0.00000025");
    reference.mutable_uncertainty()->set_degrees_of_freedom("50");
    suite.feeds().Tell(upper, kFirst);
    lower = AnyCertificate("LOW", "UP");
    Result& result = *lower.mutable_results(0);
    result.set_value("1000.0003");
    result.set_unit("\\gram");
    result.mutable_uncertainty()->Clear();
    result.mutable_uncertainty()->set_expanded("0.00130");
    result.mutable_uncertainty()->set_coverage_factor("2");
    AddComponent(result, "ref", "0.25", "50");
    BudgetComponent& of_reference =
        *result.mutable_budget()->mutable_components(0);
    of_reference.set_source(BudgetComponent::SOURCE_REFERENCE);
    of_reference.set_reference_id(lower.references(0).id());
    AddComponent(result, "rep", "0.60", "9");
  }

  absl::StatusOr<v1::ComputeUncertaintyResponse> Compute(
      v1::ComputeUncertaintyRequest request) {
    if (position_ == 0) position_ = suite.feeds().Tell(lower, kFirst);
    const auto stub =
        v1::Uncertainties::NewStub(suite.server().InProcessChannel());
    request.set_token(TokenFor(position_));
    v1::ComputeUncertaintyResponse response;
    const absl::Status status =
        rpc::Invoke({}, [&](grpc::ClientContext& context) {
          return stub->ComputeUncertainty(&context, request, &response);
        });
    if (!status.ok()) return status;
    return response;
  }
  v1::RecomputedUncertainty OfLower() {
    v1::ComputeUncertaintyRequest request;
    request.set_target("LOW");
    const auto answer = Compute(request);
    REQUIRE_THAT(StatusOf(answer), IsOk());
    REQUIRE(answer->results_size() == 1);
    return answer->results(0);
  }

  Suite suite;
  Certificate lower;

 private:
  int64_t position_ = 0;
};

TEST_CASE("The recomputed uncertainty stands beside the stated one") {
  World w;
  const v1::RecomputedUncertainty found = w.OfLower();
  CHECK(found.number() == "LOW");
  CHECK(found.value() == "1000.0003");
  CHECK(found.unit() == "\\gram");
  CHECK(found.stated().expanded() == "0.00130");
  CHECK(NumberOf(found.recomputed().standard()) == Approx(0.00065));
  CHECK(NumberOf(found.recomputed().degrees_of_freedom()) ==
        Approx(12.33).epsilon(1e-3));
  CHECK(found.recomputed().coverage_factor() == "2.23");
  CHECK(NumberOf(found.recomputed().expanded()) ==
        Approx(0.00145).epsilon(2e-3));
  CHECK(NumberOf(found.ratio()) == Approx(1));
  // Nobody registered who certified the reference: the chain ends too early.
  CHECK_FALSE(found.complete());
  REQUIRE(found.missing_size() == 1);
  CHECK(found.missing(0).code() == "NO_REFERENCES");
  CHECK(found.missing(0).certificate() == "certificates/UP");
  REQUIRE(found.contributions_size() == 2);
  CHECK(found.contributions(0).component_id() == "rep");
  CHECK(NumberOf(found.contributions(0).amount()) == Approx(0.00060));
  CHECK(NumberOf(found.contributions(0).share()) ==
        Approx(0.36 / 0.4225).epsilon(1e-4));
  CHECK(found.contributions(1).kind() ==
        v1::UncertaintyContribution::KIND_STATED);
  CHECK(found.contributions(1).number() == "UP");
}

TEST_CASE("What is missing is named in both languages") {
  World w;
  w.lower.mutable_results(0)->clear_budget();
  const v1::RecomputedUncertainty found = w.OfLower();
  CHECK_FALSE(found.complete());
  REQUIRE(found.missing_size() == 2);
  CHECK(found.missing(0).code() == "NO_BUDGET");
  CHECK(found.missing(0).result_id() == w.lower.results(0).id());
  CHECK(found.missing(0).message().texts().contains("zh"));
  CHECK(found.missing(0).message().texts().contains("en"));
}

TEST_CASE("A simulation with one seed is one answer") {
  World w;
  v1::ComputeUncertaintyRequest request;
  request.set_target("LOW");
  request.set_coverage_probability("0.95");
  request.mutable_monte_carlo()->set_trials(50000);
  request.mutable_monte_carlo()->set_seed(7);
  const auto first = w.Compute(request);
  const auto second = w.Compute(request);
  REQUIRE_THAT(StatusOf(first), IsOk());
  REQUIRE_THAT(StatusOf(second), IsOk());
  const v1::SimulatedUncertainty& one = first->results(0).simulated();
  CHECK(one.trials() == 50000);
  CHECK(one.seed() == 7);
  CHECK(NumberOf(one.mean()) == Approx(1000.0003).epsilon(1e-7));
  CHECK(NumberOf(one.symmetric().low()) < 1000.0003);
  CHECK(NumberOf(one.symmetric().high()) > 1000.0003);
  CHECK(one.SerializeAsString() ==
        second->results(0).simulated().SerializeAsString());
  request.mutable_monte_carlo()->set_seed(8);
  CHECK(w.Compute(request)->results(0).simulated().mean() != one.mean());
}

TEST_CASE("A question that cannot be computed names its field") {
  World w;
  v1::ComputeUncertaintyRequest request;
  CHECK_THAT(StatusOf(w.Compute(request)), HasReason("INVALID_FIELD"));
  request.set_target("NOWHERE");
  CHECK_THAT(StatusOf(w.Compute(request)), HasReason("TARGET_NOT_FOUND"));
  request.set_target("LOW");
  request.set_coverage_probability("0.3");
  CHECK_THAT(StatusOf(w.Compute(request)), HasReason("INVALID_FIELD"));
  request.clear_coverage_probability();
  request.mutable_monte_carlo()->set_trials(9999);
  CHECK_THAT(StatusOf(w.Compute(request)), HasReason("INVALID_FIELD"));
  request.mutable_monte_carlo()->set_trials(10000);
  request.mutable_monte_carlo()->set_digits(3);
  CHECK_THAT(StatusOf(w.Compute(request)), HasReason("INVALID_FIELD"));
}

TEST_CASE("V15 and LINK_GAP are judged of certificates as they are told") {
  World w;
  auto& link = *w.lower.mutable_references(0)->mutable_remote_link();
  auto& spell = *link.add_spells();
  spell.mutable_from()->set_seconds(1710000000);  // 2024-03-10 in China
  spell.mutable_to()->set_seconds(1710090000);    // the next day, 01:00
  link.set_maximum_gap("P2D");
  w.lower.mutable_results(0)->mutable_uncertainty()->set_expanded("0.00150");
  REQUIRE_THAT(StatusOf(w.Compute(v1::ComputeUncertaintyRequest())),
               HasReason("INVALID_FIELD"));  // told by now
  v1::TraceRequest request;
  request.set_target("LOW");
  const auto traced = w.suite.Trace(request);
  REQUIRE_THAT(StatusOf(traced), IsOk());
  bool has_budget = false;
  bool has_gap = false;
  for (const v1::Reason& reason : traced->reasons()) {
    has_budget = has_budget || (reason.code() == "V15_UNC_RECOMPUTE" &&
                                reason.outcome() == v1::OUTCOME_BROKEN);
    has_gap = has_gap || reason.code() == "LINK_GAP";
  }
  CHECK(has_budget);
  CHECK(has_gap);
}

}  // namespace
}  // namespace suyuan::traceability
