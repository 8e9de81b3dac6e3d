#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using traceability::CertificateKind;
using traceability::CompetenceKind;
using traceability::Purpose;

namespace {

// The F1 weights registered as somebody's instrument.
SmallWorld InUse(Purpose purpose = Purpose::kTrade) {
  SmallWorld world;
  InstrumentFacts instrument;
  instrument.name = "instruments/f1";
  instrument.artefact = {"instruments/f1", "maker", {"S2"}};
  instrument.purpose = purpose;
  world.more = {instrument};
  return world;
}

}  // namespace

TEST_CASE("An instrument in mandatory use needs a verification") {
  SmallWorld world = InUse();
  CHECK(Has(Ask(world, "F1"), 29, Outcome::kHeld));
  CHECK(Ask(world, "F1").verdict == Verdict::kTraceable);
  world.f1.kind = CertificateKind::kCalibration;
  CHECK(Has(Ask(world, "F1"), 29, Outcome::kBroken));
  CHECK(Ask(world, "F1").verdict == Verdict::kNotTraceable);
}

TEST_CASE("Accredited laboratories have reservations about it") {
  SmallWorld world = InUse();
  world.f1.kind = CertificateKind::kCalibration;
  world.authorised.kind = CompetenceKind::kAccreditation;
  const TraceAnswer answer = Ask(world, "F1", ProfileId::kCnasIlac);
  CHECK(Has(answer, 29, Outcome::kBroken));
  CHECK(answer.verdict == Verdict::kReserved);
}

TEST_CASE("Trade, safety, medicine and the environment make it mandatory") {
  for (const auto& [purpose, mandatory] :
       {std::pair(Purpose::kTrade, true), std::pair(Purpose::kSafety, true),
        std::pair(Purpose::kMedical, true),
        std::pair(Purpose::kEnvironment, true),
        std::pair(Purpose::kOther, false),
        std::pair(Purpose::kUnspecified, false)}) {
    SmallWorld world = InUse(purpose);
    world.f1.kind = CertificateKind::kCalibration;
    const TraceAnswer answer = Ask(world, "F1");
    CHECK(Has(answer, 29, Outcome::kBroken) == mandatory);
    CHECK_FALSE(Has(answer, 29, Outcome::kHeld));
    CHECK(answer.verdict ==
          (mandatory ? Verdict::kNotTraceable : Verdict::kTraceable));
  }
}

TEST_CASE("The item that a result is about is what may be in mandatory use") {
  SmallWorld world = InUse();
  world.f1.kind = CertificateKind::kCalibration;
  world.f1.items[0].id = "instrument";
  world.f1.items.push_back({"other", {"", "maker", {"S3"}}, "", ""});
  world.f1.results[0].item_id = "other";
  CHECK_FALSE(Has(Ask(world, "F1"), 29, Outcome::kBroken));
  world.f1.results[0].item_id = "instrument";
  CHECK(Has(Ask(world, "F1"), 29, Outcome::kBroken));
}

}  // namespace suyuan::worlds
