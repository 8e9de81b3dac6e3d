#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::CertificateKind;
using traceability::Period;
using traceability::SpecificationKind;

namespace {

const CivilDay kWork(2024, 5, 10);  // on the F1 weights

// A regulation of its own for the F1 weights.
SpecificationFacts Edition(const std::string& number) {
  SpecificationFacts edition;
  edition.name = "specifications/" + number;
  edition.number = number;
  edition.kind = SpecificationKind::kVerificationRegulation;
  return edition;
}

SmallWorld Following(const SpecificationFacts& edition) {
  SmallWorld world;
  world.f1.specifications = {edition.number};
  world.more = {edition};
  return world;
}

}  // namespace

TEST_CASE("An edition is followed from its first day in force to its last") {
  for (const auto& [period, held] : {std::pair(Period{kWork, kWork}, true),
                                     std::pair(Period{kWork + 1, {}}, false),
                                     std::pair(Period{{}, kWork - 1}, false)}) {
    SpecificationFacts edition = Edition("JJG1");
    edition.period = period;
    const TraceAnswer answer = Ask(Following(edition), "F1");
    CHECK(Has(answer, 17, held ? Outcome::kHeld : Outcome::kBroken));
    CHECK(answer.verdict == (held ? Verdict::kTraceable : Verdict::kReserved));
  }
}

TEST_CASE("An edition that ended may be followed in its transition") {
  SpecificationFacts edition = Edition("JJG1");
  edition.period.to = kWork - 10;
  edition.transition = Period{kWork - 9, kWork};
  CHECK_FALSE(Has(Ask(Following(edition), "F1"), 17, Outcome::kBroken));
  edition.transition->to = kWork - 1;
  CHECK(Has(Ask(Following(edition), "F1"), 17, Outcome::kBroken));
}

TEST_CASE("Work that began when the edition was in force may end later") {
  SpecificationFacts edition = Edition("JJG1");
  edition.period.to = kWork;
  SmallWorld world = Following(edition);
  world.f1.end = world.f1.issued = kWork + 3;
  world.f1.recorded_at = NoonOf(2024, 6, 1);
  CHECK_FALSE(Has(Ask(world, "F1"), 17, Outcome::kBroken));
}

TEST_CASE(
    "Each edition cited must be in force, and one that nobody registered "
    "is not known to be") {
  SpecificationFacts old = Edition("JJG1");
  old.period.to = kWork - 1;
  SmallWorld world = Following(old);
  world.f1.specifications = {"JJG99", "JJG1"};
  CHECK(Has(Ask(world, "F1"), 17, Outcome::kBroken));
  world.f1.specifications = {"JJG99", "JJG8"};
  CHECK(Has(Ask(world, "F1"), 17, Outcome::kUnknown));
  world.f1.specifications = {"JJG8", "JJG1"};
  CHECK(Has(Ask(world, "F1"), 17, Outcome::kBroken));
}

TEST_CASE("One of two registrations of an edition in force is enough") {
  SpecificationFacts old = Edition("JJG1");
  old.period.to = kWork - 1;
  SmallWorld world = Following(old);
  SpecificationFacts again = Edition("JJG1");
  again.name = "specifications/again";
  world.more.push_back(again);
  CHECK_FALSE(Has(Ask(world, "F1"), 17, Outcome::kBroken));
}

TEST_CASE("A verification follows a regulation, a calibration any method") {
  for (const auto& [kind, verification, calibration] :
       {std::tuple(SpecificationKind::kVerificationRegulation, true, true),
        std::tuple(SpecificationKind::kCalibrationSpecification, false, true),
        std::tuple(SpecificationKind::kMethodStandard, false, true),
        std::tuple(SpecificationKind::kVerificationScheme, false, false)}) {
    SpecificationFacts edition = Edition("JJF1");
    edition.kind = kind;
    SmallWorld world = Following(edition);
    CHECK(Has(Ask(world, "F1"), 18, Outcome::kBroken) != verification);
    world.f1.kind = CertificateKind::kCalibration;
    CHECK(Has(Ask(world, "F1"), 18, Outcome::kBroken) != calibration);
  }
}

TEST_CASE("An edition about other instruments does not apply") {
  SpecificationFacts edition = Edition("JJG1");
  edition.equipment_classes = {"scale", "weight"};
  SmallWorld world = Following(edition);
  // The certificate does not say what the item is.
  CHECK_FALSE(Has(Ask(world, "F1"), 18, Outcome::kBroken));
  world.f1.items[0].equipment_class = "weight";
  CHECK_FALSE(Has(Ask(world, "F1"), 18, Outcome::kBroken));
  world.f1.items[0].equipment_class = "gauge";
  CHECK(Has(Ask(world, "F1"), 18, Outcome::kBroken));
  CHECK(Ask(world, "F1").verdict == Verdict::kReserved);
  // One that applies is enough.
  world.f1.specifications.push_back("JJG99");
  CHECK_FALSE(Has(Ask(world, "F1"), 18, Outcome::kBroken));
}

TEST_CASE("Work that cites nothing, or nothing known, may follow anything") {
  SmallWorld world;
  world.f1.specifications.clear();
  CHECK(Has(Ask(world, "F1"), 18, Outcome::kUnknown));
  CHECK(Ask(world, "F1").verdict == Verdict::kReserved);
  world.f1.specifications = {"JJG8"};
  CHECK(Has(Ask(world, "F1"), 18, Outcome::kUnknown));
}

}  // namespace suyuan::worlds
