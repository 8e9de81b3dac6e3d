#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::CertificateKind;
using traceability::Conformity;
using traceability::Stage;
using traceability::StatusKind;

namespace {

const CivilDay kUse(2024, 5, 10);  // of the E2 weights, for the F1 weights

// Another certificate of the E2 weights, of one day.
CertificateFacts Newer(const SmallWorld& world, CivilDay day) {
  CertificateFacts newer = world.e2;
  newer.name = AnyCertificate(2, "").name;
  newer.digest = AnyCertificate(2, "").digest;
  newer.number = "E2-AGAIN";
  newer.received = newer.begin = newer.end = newer.issued = day;
  return newer;
}

bool IsStale(const SmallWorld& world) {
  return Has(Ask(world, "F1"), kStaleReference, Outcome::kBroken);
}

}  // namespace

TEST_CASE("The newest certificate is the one to cite") {
  SmallWorld world;
  CHECK(Has(Ask(world, "F1"), kStaleReference, Outcome::kHeld));
  world.more = {Newer(world, kUse)};
  CHECK(IsStale(world));
  CHECK(Ask(world, "F1").verdict == Verdict::kReserved);
  // What was finished after the use could not be cited.
  world.more = {Newer(world, kUse + 1)};
  CHECK_FALSE(IsStale(world));
  // Nor was an older one the newest.
  world.more = {Newer(world, *world.e2.end - 1)};
  CHECK_FALSE(IsStale(world));
}

TEST_CASE("A newer certificate of another artefact makes none stale") {
  SmallWorld world;
  CertificateFacts newer = Newer(world, kUse);
  newer.items[0].artefact.identifications = {"S7"};
  world.more = {newer};
  CHECK_FALSE(IsStale(world));
}

TEST_CASE("Of a set the items that the reference means are looked for") {
  SmallWorld world;
  world.e2.items[0].id = "meant";
  world.e2.items.push_back({"other", {"", "maker", {"S7"}}, "", ""});
  CertificateFacts newer = Newer(world, kUse);
  newer.items = {world.e2.items[1]};
  world.more = {newer};
  // It names none of them: any may be meant.
  CHECK(IsStale(world));
  world.f1.references[0].artefact = {"", "maker", {"S1"}};
  CHECK_FALSE(IsStale(world));
}

TEST_CASE("A newer certificate that is void on the day of use does not count") {
  SmallWorld world;
  const CertificateFacts newer = Newer(world, kUse - 5);
  StatusFacts status;
  status.certificate = newer.name;
  status.void_from = kUse;
  world.more = {newer, status};
  CHECK_FALSE(IsStale(world));
  status.void_from = kUse + 1;
  world.more = {newer, status};
  CHECK(IsStale(world));
}

TEST_CASE("A correction of the cited certificate does not make it stale") {
  SmallWorld world;
  CertificateFacts newer = Newer(world, kUse - 5);
  newer.replaces_number = world.e2.number;
  world.more = {newer};
  CHECK_FALSE(IsStale(world));
  newer.replaces_number.clear();
  StatusFacts status;
  status.certificate = world.e2.name;
  status.kind = StatusKind::kAmended;
  status.replaced_by = newer.name;
  world.more = {newer, status};
  CHECK_FALSE(IsStale(world));
}

TEST_CASE("A newer fail notice overrides the older pass that is cited") {
  SmallWorld world;
  CertificateFacts newer = Newer(world, kUse - 5);
  newer.kind = CertificateKind::kVerificationFail;
  world.more = {newer};
  CHECK(IsStale(world));
  CHECK(Ask(world, "F1").verdict == Verdict::kNotTraceable);
  // As does one that found it failing before it was adjusted.
  newer.kind = CertificateKind::kVerification;
  newer.results[0].stage = Stage::kBefore;
  world.more = {newer};
  CHECK(Ask(world, "F1").verdict == Verdict::kReserved);
  newer.results[0].conformity = Conformity::kFail;
  world.more = {newer};
  CHECK(Ask(world, "F1").verdict == Verdict::kNotTraceable);
}

TEST_CASE("Whether it was the newest is not known without days or numbers") {
  SmallWorld undated;
  undated.f1.begin.reset();
  undated.f1.end.reset();
  CHECK(Has(Ask(undated, "F1"), kStaleReference, Outcome::kUnknown));
  SmallWorld unmarked;
  unmarked.e2.items[0].artefact = {};
  CHECK(Has(Ask(unmarked, "F1"), kStaleReference, Outcome::kUnknown));
}

TEST_CASE("An artefact's newest certificate is not asked for its age") {
  SmallWorld world;
  world.f1.references[0].numbers.clear();
  const TraceAnswer answer = Ask(world, "F1");
  for (const Outcome outcome :
       {Outcome::kHeld, Outcome::kBroken, Outcome::kUnknown}) {
    CHECK_FALSE(Has(answer, kStaleReference, outcome));
  }
}

TEST_CASE("A certificate is relied on from the day it was issued") {
  SmallWorld world;
  world.e2.issued = kUse;
  world.e2.recorded_at = NoonOf(2024, 6, 1);
  world.f1.recorded_at = NoonOf(2024, 6, 2);
  CHECK(Has(Ask(world, "F1"), kLateReference, Outcome::kHeld));
  world.e2.issued = kUse + 1;
  CHECK(Has(Ask(world, "F1"), kLateReference, Outcome::kBroken));
  CHECK(Ask(world, "F1").verdict == Verdict::kReserved);
  world.e2.issued.reset();
  CHECK(Has(Ask(world, "F1"), kLateReference, Outcome::kUnknown));
}

TEST_CASE("What was not finished when it was used is not merely late") {
  SmallWorld world;
  world.e2.begin = world.e2.end = kUse + 1;
  world.e2.issued = kUse + 2;
  world.e2.recorded_at = NoonOf(2024, 6, 1);
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(answer, 3, Outcome::kBroken));
  CHECK_FALSE(Has(answer, kLateReference, Outcome::kBroken));
  CHECK_FALSE(Has(answer, kLateReference, Outcome::kUnknown));
}

}  // namespace suyuan::worlds
