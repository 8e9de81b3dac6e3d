// What worlds show besides verdicts: numbers along a chain, and what is wrong
// with standards though every chain holds.

#include <cmath>
#include <map>
#include <set>
#include <string>

#include "absl/strings/numbers.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "suyuan/traceability/v1/diagrams.grpc.pb.h"
#include "suyuan/traceability/v1/inventory.grpc.pb.h"
#include "suyuan/traceability/v1/uncertainty.grpc.pb.h"
#include "tests/support/status_matchers.h"
#include "tests/worlds/sample/region.h"

namespace suyuan::world {
namespace {

namespace v1 = traceability::v1;

using suyuan::testing::IsOk;
using testing::Region;

double Number(const std::string& text) {
  double out = 0;
  CAPTURE(text);
  REQUIRE(absl::SimpleAtod(text, &out));
  return out;
}

v1::ComputeUncertaintyResponse Recomputed(Region& region,
                                          const std::string& target) {
  const auto stub = v1::Uncertainties::NewStub(region.Channel());
  v1::ComputeUncertaintyRequest request;
  request.set_target(target);
  request.set_as_of("2026-11-02");
  request.set_token(region.token());
  v1::ComputeUncertaintyResponse out;
  REQUIRE_THAT(rpc::Invoke({},
                           [&](grpc::ClientContext& context) {
                             return stub->ComputeUncertainty(&context, request,
                                                             &out);
                           }),
               IsOk());
  REQUIRE(out.results_size() == 1);
  return out;
}

// The sum of squares of the contributions that stand on a certificate.
std::map<std::string, double> Variances(
    const v1::RecomputedUncertainty& result) {
  std::map<std::string, double> out;
  for (const v1::UncertaintyContribution& one : result.contributions()) {
    const double amount = Number(one.amount());
    out[one.number()] += amount * amount;
  }
  return out;
}

// Traceability chain C11. Volts: the reference divider 25/2 at 500 kV (5e-5);
// its drift 5 and the repeatability 8 of the travelling divider; the link 10;
// 0.5 ms of 2000 V/s; one thermometer, U/2 = 0.1 K, by 5 V/K at the one and 50
// V/K at the other, so 5.5 together; its drift 0.03 K twice; repeatability 40.
TEST_CASE("A remote divider's uncertainty is that of all its inputs (C11)") {
  Region region;
  REQUIRE_THAT(region.Apply({"tests/worlds/files/c11-remote-divider.json"}),
               IsOk());
  const auto answer = Recomputed(region, "C11-STATION");
  const v1::RecomputedUncertainty& result = answer.results(0);
  for (const auto& gap : result.missing()) {
    CAPTURE(gap.code(), gap.certificate(), gap.reference_id());
    CHECK(false);
  }
  CHECK(result.complete());
  const auto variances = Variances(result);
  const std::map<std::string, double> expected = {
      {"C11-TOP", 12.5 * 12.5},
      {"C11-TOP-T", 5.5 * 5.5},
      {"C11-TRAVEL", 5 * 5 + 0.15 * 0.15 + 8 * 8},
      {"C11-CLOCK", 1.0},
      {"C11-STATION", 10.0 * 10 + 1.5 * 1.5 + 40.0 * 40}};
  double variance = 0;
  for (const auto& [number, one] : expected) {
    CAPTURE(number);
    REQUIRE(variances.contains(number));
    CHECK(variances.at(number) == Approx(one).epsilon(1e-5));
    variance += one;
  }
  CHECK(Number(result.recomputed().standard()) ==
        Approx(std::sqrt(variance)).epsilon(1e-5));
  // 40 and 8 of nine degrees each, all else exact (GUM G.4.1).
  CHECK(Number(result.recomputed().degrees_of_freedom()) ==
        Approx(variance * variance / ((2560000 + 4096) / 9.0)).epsilon(1e-4));
  CHECK(Number(result.stated().expanded()) == 89);
  CHECK(Number(result.ratio()) ==
        Approx(std::sqrt(variance) / 44.5).epsilon(1e-5));
}

TEST_CASE("The travelling divider of C11 is what its certificate says") {
  Region region;
  REQUIRE_THAT(region.Apply({"tests/worlds/files/c11-remote-divider.json"}),
               IsOk());
  const auto answer = Recomputed(region, "C11-TRAVEL");
  CHECK(answer.results(0).complete());
  CHECK(Number(answer.results(0).recomputed().standard()) ==
        Approx(std::sqrt(245.5225)).epsilon(1e-5));
  CHECK(Number(answer.results(0).ratio()) == Approx(1).epsilon(2e-3));
}

// The outcome of the comparison of what was used with the list of components.
v1::Outcome ItemDrift(Region& region, const std::string& standard,
                      const std::string& as_of) {
  const auto stub = v1::Diagrams::NewStub(region.Channel());
  v1::ListDiagramDriftsRequest request;
  request.set_standard(standard);
  request.mutable_question()->set_as_of(as_of);
  request.mutable_question()->set_token(region.token());
  v1::ListDiagramDriftsResponse response;
  REQUIRE_THAT(rpc::Invoke({},
                           [&](grpc::ClientContext& context) {
                             return stub->ListDiagramDrifts(&context, request,
                                                            &response);
                           }),
               IsOk());
  REQUIRE(response.drifts_size() == 1);
  for (const v1::DriftFinding& finding : response.drifts(0).findings()) {
    CHECK(finding.code() == "DIAGRAM_DRIFT");
    if (finding.aspect() == v1::DriftFinding::ASPECT_ITEM) {
      return finding.outcome();
    }
  }
  return v1::OUTCOME_UNSPECIFIED;
}

TEST_CASE("A swapped component breaks no chain and is found (F51)") {
  Region region;
  REQUIRE_THAT(region.Apply({"tests/worlds/files/f51-component-swapped.json"}),
               IsOk());
  CHECK(ItemDrift(region, "standards/swapped", "2026-11-02") ==
        v1::OUTCOME_BROKEN);
  // Before the work with the other weight nothing was known of it.
  CHECK(ItemDrift(region, "standards/swapped", "2026-08-09") ==
        v1::OUTCOME_HELD);
  CHECK(ItemDrift(region, "standards/recorded", "2026-11-02") !=
        v1::OUTCOME_BROKEN);
}

TEST_CASE("A standard without service for a year is dormant, a new one not") {
  Region region;
  REQUIRE_THAT(region.Apply({"tests/worlds/files/f53-dormant-standard.json"}),
               IsOk());
  const auto stub = v1::Inventory::NewStub(region.Channel());
  v1::ListDormantStandardsRequest request;
  request.mutable_question()->set_as_of("2026-11-02");
  request.mutable_question()->set_token(region.token());
  const auto dormant = [&](const std::string& since) {
    request.set_since(since);
    v1::ListDormantStandardsResponse response;
    REQUIRE_THAT(rpc::Invoke({},
                             [&](grpc::ClientContext& context) {
                               return stub->ListDormantStandards(
                                   &context, request, &response);
                             }),
                 IsOk());
    std::set<std::string> names;
    for (const auto& one : response.standards()) names.insert(one.standard());
    // Nothing of these worlds was done with it.
    names.erase("standards/lab-mass");
    return names;
  };
  using Names = std::set<std::string>;
  CHECK(dormant("") == Names{"standards/dormant"});
  CHECK(dormant("2025-11-01").empty());
  CHECK(dormant("2025-11-03") == Names{"standards/awake", "standards/dormant"});
  // It has been there for longer than the span.
  CHECK(dormant("2026-09-01") ==
        Names{"standards/awake", "standards/dormant", "standards/new"});
}

}  // namespace
}  // namespace suyuan::world
