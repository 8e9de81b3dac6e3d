// The worlds, applied to running services and asked for what they expect.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "services/suyuanctl/world/expectations.h"
#include "tests/support/status_matchers.h"
#include "tests/worlds/sample/region.h"
#include "tests/worlds/sample/world_paths.h"

namespace suyuan::world {
namespace {

using suyuan::testing::IsOk;
using testing::Region;
using traceability::v1::TraceRequest;
using traceability::v1::TraceResponse;

// Every answer that a file expects, by Trace and ListAffected.
void CheckExpectations(Region& region, const WorldFile& file) {
  const auto judged = JudgeExpectations(file, region.token(), region.judge());
  REQUIRE_THAT(judged.status(), IsOk());
  for (const Judged& one : *judged) {
    CAPTURE(one.place.ToString(), one.about);
    CHECK(absl::StrJoin(one.differences, "\n") == "");
    CHECK_FALSE(one.told_later);
  }
}

TraceRequest Asking(const Expectation& expected) {
  TraceRequest request;
  request.set_target(expected.target());
  request.set_profile(expected.profile());
  request.set_as_of(expected.as_of());
  if (expected.has_known_at()) {
    *request.mutable_known_at() = expected.known_at();
  }
  request.set_view(traceability::v1::VIEW_FULL);
  return request;
}

std::set<std::string> FailingCodes(const TraceResponse& answer) {
  std::set<std::string> codes;
  for (const auto& reason : answer.reasons()) {
    // A batch leaves out what costs nothing.
    if (reason.severity() != traceability::v1::SEVERITY_MINOR &&
        (reason.outcome() == traceability::v1::OUTCOME_BROKEN ||
         reason.outcome() == traceability::v1::OUTCOME_UNKNOWN)) {
      codes.insert(reason.code());
    }
  }
  return codes;
}

// BatchTrace says of each target what Trace says.
void CheckBatch(Region& region, const WorldFile& file) {
  for (const Expectation& expected : file.world.expect()) {
    if (!expected.issuer().empty() || !expected.result_id().empty()) continue;
    CAPTURE(file.path, expected.target(), expected.profile());
    const auto alone = region.Trace(Asking(expected));
    if (!alone.ok()) continue;  // CheckExpectations says so
    traceability::v1::BatchTraceRequest request;
    request.add_targets(expected.target());
    request.set_profile(expected.profile());
    request.set_as_of(expected.as_of());
    if (expected.has_known_at()) {
      *request.mutable_known_at() = expected.known_at();
    }
    const auto batch = region.BatchTrace(request);
    REQUIRE_THAT(batch.status(), IsOk());
    REQUIRE(batch->items_size() == 1);
    const auto& item = batch->items(0);
    CHECK(item.verdict() == alone->verdict());
    CHECK(item.currency() == alone->currency());
    const std::set<std::string> codes(item.codes().begin(), item.codes().end());
    CHECK(codes == FailingCodes(*alone));
  }
}

std::vector<std::string> NumbersOf(const std::vector<WorldFile>& files) {
  std::set<std::string> numbers;
  for (const WorldFile& file : files) {
    for (const Step& step : file.world.steps()) {
      for (const auto& certificate : step.certificates()) {
        numbers.insert(certificate.number());
      }
    }
    for (const auto& [name, bytes] : file.documents) {
      const auto document = dcc::Read(bytes, dcc::Limits());
      REQUIRE_THAT(document.status(), IsOk());
      numbers.insert(document->core.unique_identifier);
    }
  }
  return {numbers.begin(), numbers.end()};
}

// The numbers on the way up from the target, itself left out, by the links that
// carry a result.
std::set<std::string> Above(const TraceResponse& answer) {
  std::set<int> seen = {0};
  std::vector<int> open = {0};
  while (!open.empty()) {
    const int from = open.back();
    open.pop_back();
    for (const auto& link : answer.links()) {
      if (link.from() != from || link.not_applicable() ||
          link.state() != traceability::v1::ChainLink::STATE_RESOLVED) {
        continue;
      }
      if (seen.insert(link.to()).second) open.push_back(link.to());
    }
  }
  seen.erase(0);
  std::set<std::string> numbers;
  for (const int index : seen) {
    numbers.insert(answer.certificates(index).number());
  }
  return numbers;
}

// Each certificate that ListAffected names traces through the culprit, and no
// other does.
void CheckAffected(Region& region, const WorldFile& file) {
  const std::vector<std::string> numbers = NumbersOf(region.files());
  for (const Expectation& expected : file.world.expect()) {
    if (expected.affected_size() == 0 || expected.has_known_at()) continue;
    if (expected.target().find('/') != std::string::npos) continue;
    CAPTURE(file.path, expected.target());
    std::set<std::string> through;
    for (const std::string& number : numbers) {
      TraceRequest request;
      request.set_target(number);
      request.set_view(traceability::v1::VIEW_CHAIN);
      const auto answer = region.Trace(request);
      REQUIRE_THAT(answer.status(), IsOk());
      if (Above(*answer).contains(expected.target())) through.insert(number);
    }
    CHECK(through == std::set<std::string>(expected.affected().begin(),
                                           expected.affected().end()));
  }
}

void CheckWorlds(Region& region) {
  for (const WorldFile& file : region.files()) {
    if (!file.named) continue;
    CheckExpectations(region, file);
    CheckBatch(region, file);
    CheckAffected(region, file);
  }
}

TEST_CASE("The sample region answers as its files say") {
  Region region;
  REQUIRE_THAT(region.Apply(testing::SamplePaths()), IsOk());
  CheckWorlds(region);
}

TEST_CASE("The sample applied a second time writes nothing") {
  Region region;
  REQUIRE_THAT(region.Apply(testing::SamplePaths()), IsOk());
  CHECK(region.report().certificates.written > 0);
  REQUIRE_THAT(region.Apply(testing::SamplePaths()), IsOk());
  CHECK(region.report().records.written == 0);
  CHECK(region.report().certificates.written == 0);
  CHECK(region.report().statuses.written == 0);
}

TEST_CASE("Each world alone answers as its file says") {
  for (const std::string& path : testing::WorldPaths()) {
    CAPTURE(path);
    Region region;
    REQUIRE_THAT(region.Apply({path}), IsOk());
    CheckWorlds(region);
  }
}

TEST_CASE("A number of two issuers lists its candidates and nobody guesses") {
  Region region;
  REQUIRE_THAT(region.Apply({"tests/worlds/files/ambiguous-number.json"}),
               IsOk());
  TraceRequest request;
  request.set_target("AMB-9");
  const auto open = region.Trace(request);
  REQUIRE_THAT(open.status(), IsOk());
  CHECK(open->verdict() == traceability::v1::VERDICT_INDETERMINATE);
  CHECK(open->candidates_size() == 2);
  request.set_issuer("institutions/top");
  const auto named = region.Trace(request);
  REQUIRE_THAT(named.status(), IsOk());
  CHECK(named->verdict() == traceability::v1::VERDICT_TRACEABLE);
  CHECK(named->candidates_size() == 0);
}

TEST_CASE("Nothing rests on the scale at the bottom of C1") {
  Region region;
  REQUIRE_THAT(region.Apply({"deploy/sample/chains/c1-mass.json"}), IsOk());
  traceability::v1::ListAffectedRequest request;
  request.set_target("SF-SIM-S-2026-0001");
  request.set_token(region.token());
  const auto affected = region.judge().ListAffected(request);
  REQUIRE_THAT(affected.status(), IsOk());
  CHECK(affected->empty());
}

TEST_CASE("A window of uses leaves out what was made outside it") {
  Region region;
  REQUIRE_THAT(region.Apply({"tests/worlds/files/affected.json"}), IsOk());
  const auto between = [&region](const char* from, const char* to) {
    traceability::v1::ListAffectedRequest request;
    request.set_target("AFF-MID");
    request.set_from(from);
    request.set_to(to);
    request.set_token(region.token());
    const auto affected = region.judge().ListAffected(request);
    REQUIRE_THAT(affected.status(), IsOk());
    std::set<std::string> numbers;
    for (const auto& one : *affected) numbers.insert(one.number());
    return numbers;
  };
  CHECK(between("2026-06-15", "2026-06-30") == std::set<std::string>{"AFF-1"});
  CHECK(between("2026-06-16", "2026-07-01") == std::set<std::string>{"AFF-2"});
  CHECK(between("2026-06-16", "2026-06-30").empty());
}

TEST_CASE("Every rule that a certificate can break decides in a world") {
  std::vector<std::string> paths = testing::WorldPaths();
  const std::vector<std::string> sample = testing::SamplePaths();
  paths.insert(paths.end(), sample.begin(), sample.end());
  const auto files = LoadWorlds(paths);
  REQUIRE_THAT(files.status(), IsOk());
  std::set<std::string> deciding;
  for (const WorldFile& file : *files) {
    for (const Expectation& expected : file.world.expect()) {
      if (expected.verdict() == traceability::v1::VERDICT_TRACEABLE) continue;
      // The code that the world is about.
      if (expected.codes_size() == 1) deciding.insert(expected.codes(0));
    }
  }
  // V12 is not among them: no document that import takes has one kind in two
  // dimensions.
  const absl::string_view rules =
      "V01 V02 V03 V04 V05 V06 V07 V08 V09 V10 V11 V13 V14 V15 V16 V17 V18 V19 "
      "V20 V21 V22 V23 V24 V25 V26 V27 V28 V29 V30 STALE_REF_CERT "
      "REF_CERT_LATE LINK_GAP";
  const std::vector<std::string> each = absl::StrSplit(rules, ' ');
  for (const std::string& rule : each) {
    CAPTURE(rule);
    CHECK(deciding.contains(rule));
  }
}

}  // namespace
}  // namespace suyuan::world
