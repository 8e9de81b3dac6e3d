// The answers about the worlds, proved and checked by nothing but their proofs.

#include <iostream>
#include <string>

#include "catch2/catch.hpp"
#include "services/suyuanctl/world/expectations.h"
#include "services/traceability/convert/answer.h"
#include "tests/support/status_matchers.h"
#include "tests/worlds/sample/region.h"
#include "tests/worlds/sample/world_paths.h"

namespace suyuan::world {
namespace {

using suyuan::testing::IsOk;
using testing::Region;
using traceability::CheckedProof;
using traceability::v1::ProveChainRequest;
using traceability::v1::TraceRequest;
using traceability::v1::TraceResponse;

ProveChainRequest Asking(const Expectation& expected) {
  ProveChainRequest request;
  request.set_target(expected.target());
  request.set_issuer(expected.issuer());
  request.set_result_id(expected.result_id());
  request.set_profile(expected.profile());
  request.set_as_of(expected.as_of());
  if (expected.has_known_at()) {
    *request.mutable_known_at() = expected.known_at();
  }
  return request;
}

// What the proof alone gives.
TraceResponse AnswerOf(const std::string& proof,
                       const traceability::ProofTrust& trust,
                       CheckedProof& checked) {
  TraceResponse answer;
  auto result = CheckProof(
      proof, trust,
      [&](const auto& graph, const auto& context, const auto& judged) {
        FillAnswer(graph, context, judged, traceability::v1::VIEW_FULL, answer);
      });
  REQUIRE_THAT(result.status(), IsOk());
  checked = *std::move(result);
  return answer;
}

struct Counts {
  int proofs = 0;
  int certificates = 0;
  int originals = 0;
  int records = 0;
  int logged = 0;
};

// Each answer that is expected has a proof of its verdict and its reasons.
void CheckProofs(Region& region, Counts& counts) {
  for (const WorldFile& file : region.files()) {
    if (!file.named) continue;
    for (const Expectation& expected : file.world.expect()) {
      if (expected.verdict() == traceability::v1::VERDICT_UNSPECIFIED) continue;
      CAPTURE(file.path, expected.target(), expected.profile());
      const auto proof = region.Prove(Asking(expected));
      REQUIRE_THAT(proof.status(), IsOk());
      CheckedProof checked;
      const TraceResponse answer = AnswerOf(*proof, region.Trust(), checked);
      CHECK(answer.verdict() == expected.verdict());
      CHECK(Differences(expected, answer) == std::vector<std::string>());
      ++counts.proofs;
      counts.certificates +=
          static_cast<int>(checked.claims.certificates.size());
      counts.originals += checked.proven_certificates;
      counts.records += static_cast<int>(checked.claims.records.size());
      counts.logged += checked.proven_records;
    }
  }
}

TEST_CASE("Each answer about each world has a proof that gives it again") {
  Counts counts;
  for (const std::string& path : testing::WorldPaths()) {
    CAPTURE(path);
    Region region;
    REQUIRE_THAT(region.Apply({path}), IsOk());
    CheckProofs(region, counts);
  }
  std::cout << counts.proofs << " proofs: " << counts.originals << " of "
            << counts.certificates << " certificates and " << counts.logged
            << " of " << counts.records << " records proven by the log\n";
  CHECK(counts.proofs > 0);
  CHECK(counts.originals > 0);
}

TEST_CASE("Each answer about the sample region has one too") {
  Counts counts;
  Region region;
  REQUIRE_THAT(region.Apply(testing::SamplePaths()), IsOk());
  CheckProofs(region, counts);
  // Some of its certificates came as DCCs, whose canonical form is asserted.
  CHECK(counts.originals < counts.certificates);
}

}  // namespace
}  // namespace suyuan::world
