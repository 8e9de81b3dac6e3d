#include "services/traceability/drift/diagram_drift.h"

#include "tests/support/status_matchers.h"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::traceability {
namespace {

using absl::CivilDay;
using suyuan::testing::IsOk;
using worlds::SmallWorld;

// The E2 standard with a diagram that agrees with its certificate: calibrated
// by the institute, from 1 kg to 1 kg, with u = 0.1 mg.
struct Shelf : SmallWorld {
  Shelf() {
    institute.titles = {"国家院"};
    e2_standard.diagram.push_back(
        {Kind{"MASS", {}, false},
         "国家院",
         "国家院",
         {Kind{"MASS", {}, false}, "M", Interval{1.0, 1.0},
          SmallestUncertaintyFacts{
              SmallestUncertaintyFacts::Form::kLinear, 1e-7, 0, {}},
          std::nullopt, ""}});
    f1.references[0].artefact = {"", "maker", {"S1"}};
  }

  Drift Compare(CivilDay as_of = CivilDay(2024, 12, 1)) {
    Graph graph;
    for (const worlds::Event& event : Told().events) {
      std::visit(
          [&](const auto& facts) {
            using F = std::decay_t<decltype(facts)>;
            if constexpr (std::is_same_v<F, CertificateFacts> ||
                          std::is_same_v<F, StatusFacts>) {
              REQUIRE_THAT(graph.Apply(facts), IsOk());
            } else {
              graph.Apply(event.recorded_at, facts);
            }
          },
          event.facts);
    }
    const absl::Time now = worlds::NoonOf(2025, 1, 1);
    const StandardFacts* standard = graph.Standard(e2_standard.name, now);
    return CompareDiagram(graph, *standard, ToDayNumber(as_of), now);
  }
};

// The worst outcome of an aspect.
Outcome Of(const Drift& drift, DriftAspect aspect) {
  for (const DriftFinding& f : drift.findings) {
    if (f.aspect == aspect) return f.outcome;
  }
  return Outcome::kNotApplicable;
}

TEST_CASE(
    "A diagram that agrees with the newest certificates has not drifted") {
  Shelf shelf;
  const Drift drift = shelf.Compare();
  CHECK(drift.outcome == Outcome::kHeld);
  for (const DriftAspect aspect :
       {DriftAspect::kCertificate, DriftAspect::kItem, DriftAspect::kIssuer,
        DriftAspect::kUncertainty, DriftAspect::kRange}) {
    CHECK(Of(drift, aspect) == Outcome::kHeld);
  }
}

TEST_CASE(
    "Work done with what is not in the list of components is a swap (F51)") {
  Shelf shelf;
  shelf.f1.references[0].artefact.identifications = {"S9"};
  CHECK(Of(shelf.Compare(), DriftAspect::kItem) == Outcome::kBroken);
  // Before that use nothing was known of it.
  CHECK(Of(shelf.Compare(CivilDay(2024, 5, 9)), DriftAspect::kItem) ==
        Outcome::kHeld);

  SECTION("a change that is on record explains it") {
    shelf.e2_standard.replacements = {CivilDay(2024, 5, 11)};
    CHECK(Of(shelf.Compare(), DriftAspect::kItem) != Outcome::kBroken);
  }
  SECTION("a change before that use does not") {
    shelf.e2_standard.replacements = {CivilDay(2024, 5, 10)};
    CHECK(Of(shelf.Compare(), DriftAspect::kItem) == Outcome::kBroken);
  }
  SECTION("an auxiliary device of the list is in the list") {
    shelf.e2_standard.components.push_back({false, {"", "maker", {"S9"}}, 0});
    CHECK(Of(shelf.Compare(), DriftAspect::kItem) == Outcome::kHeld);
  }
}

TEST_CASE("A certificate of the standard for another component is a swap") {
  Shelf shelf;
  CertificateFacts other = shelf.e2;
  other.name = worlds::AnyCertificate(5, "").name;
  other.digest = worlds::AnyCertificate(5, "").digest;
  other.number = "E2-OTHER";
  other.items[0].artefact = {shelf.e2_standard.name, "maker", {"S9"}};
  other.begin = other.end = other.issued = CivilDay(2024, 6, 20);
  shelf.more = {other};
  CHECK(Of(shelf.Compare(), DriftAspect::kItem) == Outcome::kBroken);
}

TEST_CASE("Another issuer than the upper tier names is a drift") {
  Shelf shelf;
  shelf.laboratory.titles = {"地区所"};
  shelf.e2_standard.diagram[0].upper_institution = "地区所";
  CHECK(Of(shelf.Compare(), DriftAspect::kIssuer) == Outcome::kBroken);
  SECTION("one that nobody registered may be the same") {
    shelf.e2_standard.diagram[0].upper_institution = "某院";
    CHECK(Of(shelf.Compare(), DriftAspect::kIssuer) == Outcome::kUnknown);
  }
  SECTION("one that is not stated is not known") {
    shelf.e2_standard.diagram[0].upper_institution = "";
    CHECK(Of(shelf.Compare(), DriftAspect::kIssuer) == Outcome::kUnknown);
  }
}

TEST_CASE("An uncertainty larger than the own tier declares is a drift") {
  Shelf shelf;
  auto& own = shelf.e2_standard.diagram[0].own;
  own.uncertainty->constant = 0.99e-7;
  CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kBroken);
  SECTION("where the certificate states none nobody knows") {
    shelf.e2.results[0].standard_uncertainty.reset();
    CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kUnknown);
  }
  SECTION("a maximum permissible error is compared with one") {
    own.uncertainty.reset();
    own.maximum_permissible_error = 1e-6;
    CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kHeld);
    own.maximum_permissible_error = 0.9e-6;
    CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kBroken);
  }
  SECTION("a class is compared with the class printed") {
    own.uncertainty.reset();
    own.accuracy_class = "E2";
    CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kUnknown);
    shelf.e2.items[0].accuracy_class = "E2";
    CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kHeld);
    shelf.e2.items[0].accuracy_class = "F1";
    CHECK(Of(shelf.Compare(), DriftAspect::kUncertainty) == Outcome::kBroken);
  }
}

TEST_CASE("A range that was not calibrated to its ends is a drift") {
  Shelf shelf;
  auto& own = shelf.e2_standard.diagram[0].own;
  own.range = Interval{1.0, 2.0};
  CHECK(Of(shelf.Compare(), DriftAspect::kRange) == Outcome::kBroken);
  shelf.e2.results.push_back(worlds::AnyMass("r2", 2, 1e-7));
  CHECK(Of(shelf.Compare(), DriftAspect::kRange) == Outcome::kHeld);
  own.range.reset();
  CHECK(Of(shelf.Compare(), DriftAspect::kRange) == Outcome::kUnknown);
}

TEST_CASE("What is missing is unknown, never agreement") {
  Shelf shelf;
  SECTION("a diagram") {
    shelf.e2_standard.diagram.clear();
    CHECK(Of(shelf.Compare(), DriftAspect::kDiagram) == Outcome::kUnknown);
  }
  SECTION("a certificate") {
    shelf.e2_standard.components[0].artefact.identifications = {"S8"};
    shelf.f1.references[0].artefact.identifications.clear();
    const Drift drift = shelf.Compare();
    CHECK(Of(drift, DriftAspect::kCertificate) == Outcome::kUnknown);
    CHECK(Of(drift, DriftAspect::kIssuer) == Outcome::kUnknown);
  }
  SECTION("a result of the kind") {
    shelf.e2_standard.diagram[0].kind.code = "PRES";
    CHECK(Of(shelf.Compare(), DriftAspect::kRange) == Outcome::kUnknown);
  }
  CHECK(shelf.Compare().outcome == Outcome::kUnknown);
}

}  // namespace
}  // namespace suyuan::traceability
