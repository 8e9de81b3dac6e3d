#include "services/traceability/suggest/suggest.h"

#include <variant>

#include "libs/base/clock.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::traceability {
namespace {

using absl::CivilDay;
using suyuan::testing::IsOk;
using worlds::SmallWorld;

struct Apply {
  Graph& graph;
  absl::Time at;

  absl::Status operator()(const CertificateFacts& c) { return graph.Apply(c); }
  absl::Status operator()(const StatusFacts& s) { return graph.Apply(s); }
  template <typename Record>
  absl::Status operator()(const Record& record) {
    graph.Apply(at, record);
    return absl::OkStatus();
  }
};

// The laboratory in Urumqi (650104) keeps the E2 weights: 0.1 mg at 1 kg, and
// valid to 2024-06-30. Asked is the verification of a weight there, of a
// maximum permissible error of 3 mg, on 2024-06-03.
struct Region : SmallWorld {
  Region() {
    laboratory.division = "650104";
    e2_standard.holder = laboratory.name;
    e2_standard.capabilities.push_back({Kind{"MASS", {}, false}, "M",
                                        Interval{0.0, 20.0}, std::nullopt,
                                        std::nullopt, ""});
    question.profile = &BuiltInProfiles()[0];
    question.day = ToDayNumber(CivilDay(2024, 6, 3));
    question.known_at = worlds::NoonOf(2025, 1, 1);
    question.kind = {"MASS", {}, false};
    question.dimension = "M";
    question.value = 1;
    question.maximum_permissible_error = 3e-6;
    question.work = CertificateKind::kVerification;
    question.division = "650104";
  }

  // Another standard, equally good, of a holder elsewhere.
  void AddStandard(const std::string& id, const std::string& division,
                   double u = 1e-7) {
    InstitutionFacts holder;
    holder.name = "institutions/" + id;
    holder.division = division;
    more.push_back(holder);
    CompetenceFacts competence = authorised;
    competence.name = "competences/" + id;
    competence.holder = holder.name;
    more.push_back(competence);
    StandardFacts standard = e2_standard;
    standard.name = "standards/" + id;
    standard.holder = holder.name;
    standard.components[0].artefact = {"", "maker", {"S-" + id}};
    standard.assessments[0].number = "A-" + id;
    more.push_back(standard);
    CertificateFacts certificate = e2;
    certificate.name = worlds::AnyCertificate(++place_, "").name;
    certificate.digest = worlds::AnyCertificate(place_, "").digest;
    certificate.number = "E2-" + id;
    certificate.items[0].artefact = standard.components[0].artefact;
    certificate.results = {worlds::AnyMass("r", 1, u)};
    more.push_back(certificate);
  }

  Suggestion Ask(const SuggestionLimits& limits = {}) {
    FakeClock clock(worlds::NoonOf(2025, 1, 1));
    Engine engine(clock);
    for (const worlds::Event& event : Told().events) {
      REQUIRE_THAT(engine.Apply([&](Graph& graph, Positions&) {
        return std::visit(Apply{graph, event.recorded_at}, event.facts);
      }),
                   IsOk());
    }
    auto answer = Suggest(engine, question, limits, Deadline::Infinite());
    REQUIRE_THAT(answer.status(), IsOk());
    return *std::move(answer);
  }

  SuggestionQuestion question;

 private:
  int place_ = 10;
};

std::vector<std::string> NamesOf(const std::vector<Candidate>& candidates) {
  std::vector<std::string> out;
  for (const Candidate& c : candidates) out.push_back(c.standard);
  return out;
}

using Names = std::vector<std::string>;

Outcome OutcomeOf(const Candidate& candidate, Rule rule) {
  Outcome worst = Outcome::kNotApplicable;
  for (const Finding& f : candidate.findings) {
    if (f.rule != rule) continue;
    if (worst != Outcome::kBroken) worst = f.outcome;
  }
  return worst;
}

// The only near miss is the E2 standard, by this rule.
void CheckMissed(Region& region, Rule rule, Outcome outcome) {
  const Suggestion answer = region.Ask();
  CHECK(answer.candidates.empty());
  REQUIRE(NamesOf(answer.near_misses) == Names{"standards/e2"});
  CHECK(OutcomeOf(answer.near_misses[0], rule) == outcome);
}

TEST_CASE("A sound standard near by carries the item, with its numbers") {
  Region region;
  const Suggestion answer = region.Ask();
  REQUIRE(NamesOf(answer.candidates) == Names{"standards/e2"});
  const Candidate& e2 = answer.candidates[0];
  CHECK(e2.zone == Zone::kCounty);
  CHECK(e2.numbers.from_certificates);
  CHECK(e2.numbers.standard_uncertainty == Approx(1e-7));
  CHECK(e2.valid_to == ToDayNumber(CivilDay(2024, 6, 30)));
  CHECK(OutcomeOf(e2, Rule::kV16) == Outcome::kHeld);
  CHECK(OutcomeOf(e2, Rule::kV05) == Outcome::kHeld);
  // The national institute calibrated it, and it the item.
  CHECK(e2.hops == 2);
  CHECK(answer.near_misses.empty());
}

TEST_CASE("A standard that is not good enough for the ratio is a near miss") {
  Region region;
  // 2u is 0.2 mg: just a third of 0.6 mg.
  region.question.maximum_permissible_error = 6e-7;
  CHECK(region.Ask().candidates.size() == 1);
  region.question.maximum_permissible_error = 5.9e-7;
  CheckMissed(region, Rule::kV16, Outcome::kBroken);
}

TEST_CASE("The ratio may be of permissible errors, and another than a third") {
  Region region;
  region.question.ratio = {true, 1, 3};  // the weights have 1 mg
  CHECK(region.Ask().candidates.size() == 1);
  region.question.ratio.denominator = 4;
  CheckMissed(region, Rule::kV16, Outcome::kBroken);
}

TEST_CASE("A standard without a known uncertainty is no candidate") {
  Region region;
  region.e2.results[0].standard_uncertainty.reset();
  region.e2.results[0].maximum_permissible_error.reset();
  CheckMissed(region, Rule::kV16, Outcome::kUnknown);
}

TEST_CASE("The wanted uncertainty bounds the standard's own and the offer") {
  Region region;
  region.question.standard_uncertainty = 1e-7;
  CHECK(region.Ask().candidates.size() == 1);
  SECTION("the standard's own") {
    region.question.standard_uncertainty = 9e-8;
    CheckMissed(region, Rule::kV14, Outcome::kBroken);
  }
  SECTION("what the holder offers") {
    region.authorised.scope[0].smallest_uncertainty = {
        SmallestUncertaintyFacts::Form::kLinear, 2e-7, 0, {}};
    CheckMissed(region, Rule::kV09, Outcome::kBroken);
    region.question.standard_uncertainty = 2e-7;
    CHECK(region.Ask().candidates.size() == 1);
  }
}

TEST_CASE("The value must lie in the scope, and in what was calibrated") {
  Region region;
  SECTION("in the holder's scope") {
    region.authorised.scope[0].range = Interval{2.0, 50.0};
    CheckMissed(region, Rule::kV08, Outcome::kBroken);
  }
  SECTION("in what the standard may be used for") {
    region.e2_standard.services.push_back(
        {{}, {"MASS", {}, false}, "M", Interval{2.0, 50.0}, ""});
    CheckMissed(region, Rule::kV08, Outcome::kBroken);
  }
  SECTION("in what its certificate says") {
    region.question.value = 5;
    CheckMissed(region, Rule::kV08, Outcome::kBroken);
  }
}

TEST_CASE("The holder must be competent on the day, for such work") {
  Region region;
  SECTION("a competence that ended the day before") {
    region.authorised.period.to = CivilDay(2024, 6, 2);
    CheckMissed(region, Rule::kV06, Outcome::kBroken);
    region.question.day = ToDayNumber(CivilDay(2024, 6, 2));
    CHECK(region.Ask().candidates.size() == 1);
  }
  SECTION("a scope for calibrations alone") {
    region.authorised.scope[0].services = {ServiceKind::kCalibration};
    CheckMissed(region, Rule::kV07, Outcome::kBroken);
  }
  SECTION("nothing registered of it") {
    region.authorised.holder = "institutions/other";
    CheckMissed(region, Rule::kV06, Outcome::kUnknown);
  }
}

TEST_CASE("A standard that is sealed or out of date carries nothing") {
  Region region;
  SECTION("sealed") {
    region.e2_standard.events.push_back(
        {StandardEventKind::kSealed, CivilDay(2024, 6, 3)});
    CheckMissed(region, Rule::kV24, Outcome::kBroken);
  }
  SECTION("its certificate ended") {
    region.e2.valid_to = CivilDay(2024, 6, 2);
    CheckMissed(region, Rule::kV04, Outcome::kBroken);
    region.e2.valid_to = CivilDay(2024, 6, 3);
    CHECK(region.Ask().candidates.size() == 1);
  }
}

TEST_CASE("A standard whose tests failed is not suggested until one passes") {
  const auto failed = GENERATE(false, true);  // repeatability, stability
  CAPTURE(failed);
  Region region;
  region.e2_standard.tests = {{false, CivilDay(2024, 1, 10), true},
                              {true, CivilDay(2024, 1, 10), true},
                              {failed, CivilDay(2024, 3, 1), false}};
  CheckMissed(region, Rule::kV25, Outcome::kBroken);
  // In every profile: nobody is sent to it.
  region.question.profile = &BuiltInProfiles()[1];
  region.authorised.kind = CompetenceKind::kAccreditation;
  CheckMissed(region, Rule::kV25, Outcome::kBroken);
  SECTION("before that test nobody knew") {
    region.question.day = ToDayNumber(CivilDay(2024, 2, 29));
    CHECK(region.Ask().candidates.size() == 1);
  }
  SECTION("a later one that passed puts it right") {
    region.e2_standard.tests.push_back({failed, CivilDay(2024, 6, 3), true});
    CHECK(region.Ask().candidates.size() == 1);
  }
}

TEST_CASE("A standard whose tests lapsed is suggested, with the reason") {
  Region region;
  CHECK(ExpectedOf(region.Ask().candidates.at(0)) == Verdict::kTraceable);
  SECTION("a test of the year before the last") {
    region.e2_standard.tests[0].day = CivilDay(2022, 12, 31);
    const Suggestion answer = region.Ask();
    REQUIRE(answer.candidates.size() == 1);
    CHECK(OutcomeOf(answer.candidates[0], Rule::kV25) == Outcome::kBroken);
    CHECK(ExpectedOf(answer.candidates[0]) == Verdict::kWithReservations);
  }
  SECTION("none on record") {
    region.e2_standard.tests.clear();
    const Suggestion answer = region.Ask();
    REQUIRE(answer.candidates.size() == 1);
    CHECK(OutcomeOf(answer.candidates[0], Rule::kV25) == Outcome::kUnknown);
    CHECK(ExpectedOf(answer.candidates[0]) == Verdict::kWithReservations);
  }
}

TEST_CASE("A failed comparison keeps a standard from being suggested") {
  Region region;
  region.e2_standard.comparisons = {
      {false, CivilDay(2024, 6, 3), "comparisons/c", {"MASS", {}, false}, "M"}};
  CheckMissed(region, Rule::kComparisonFailed, Outcome::kBroken);
  SECTION("until the day on which it was put right") {
    region.e2_standard.comparisons.push_back(
        {true, CivilDay(2024, 6, 4), "comparisons/c", {}, {}});
    CheckMissed(region, Rule::kComparisonFailed, Outcome::kBroken);
    region.question.day = ToDayNumber(CivilDay(2024, 6, 4));
    CHECK(region.Ask().candidates.size() == 1);
  }
  SECTION("not before it was decided") {
    region.question.day = ToDayNumber(CivilDay(2024, 6, 2));
    CHECK(region.Ask().candidates.size() == 1);
  }
  SECTION("not of another quantity") {
    region.e2_standard.comparisons[0].kind = {"TIME", {}, false};
    region.e2_standard.comparisons[0].dimension = "T";
    CHECK(region.Ask().candidates.size() == 1);
  }
}

TEST_CASE("A standard whose own chain does not hold carries nothing") {
  Region region;
  region.primary.period.to = CivilDay(2023, 6, 29);
  CheckMissed(region, Rule::kV05, Outcome::kBroken);
}

TEST_CASE(
    "A standard of another kind, or a check standard, is not considered") {
  Region region;
  SECTION("another kind") {
    region.question.kind = {"PRES", {}, false};
    region.question.dimension = "M L^-1 T^-2";
  }
  SECTION("a check standard") {
    region.e2_standard.level = Level::kCheckStandard;
  }
  CHECK(region.Ask().standards == 0);
}

TEST_CASE(
    "The nearest comes first, and none from outside where one is inside") {
  Region region;
  region.AddStandard("kashgar", "653101");
  region.AddStandard("urumqi", "650100");
  region.AddStandard("lanzhou", "620100");
  CHECK(NamesOf(region.Ask().candidates) ==
        Names{"standards/e2", "standards/urumqi", "standards/kashgar"});
  SuggestionLimits limits;
  limits.outside = true;
  CHECK(region.Ask(limits).candidates.back().standard == "standards/lanzhou");
  limits.candidates = 1;
  CHECK(NamesOf(region.Ask(limits).candidates) == Names{"standards/e2"});

  SECTION("where none is inside those outside are told") {
    region.question.division = "110101";
    const Suggestion answer = region.Ask();
    CHECK(answer.suitable == 4);
    CHECK(answer.suitable_outside == 4);
    CHECK(answer.candidates.size() == 4);
  }
}

TEST_CASE("What is nearer to the end of the chain is told with what it saves") {
  Region region;
  // F1 was calibrated with E2 on 2024-05-10 and is the nearest.
  region.laboratory.division = "650100";
  StandardFacts f1 = region.e2_standard;
  f1.name = "standards/f1";
  f1.components[0].artefact = region.f1.items[0].artefact;
  f1.assessments[0].number = "A2";
  InstitutionFacts county;
  county.name = "institutions/county";
  county.division = "650104";
  f1.holder = county.name;
  CompetenceFacts competence = region.authorised;
  competence.name = "competences/county";
  competence.holder = county.name;
  region.more = {county, competence, f1};
  region.f1.valid_to = CivilDay(2025, 5, 9);
  region.question.maximum_permissible_error = 1e-4;
  const Suggestion answer = region.Ask();
  REQUIRE(NamesOf(answer.candidates) == Names{"standards/f1", "standards/e2"});
  CHECK(answer.candidates[0].hops == 3);
  REQUIRE(answer.flat.size() == 1);
  CHECK(answer.flat[0].candidate.standard == "standards/e2");
  CHECK(answer.flat[0].hops_saved == 1);
  CHECK(answer.flat[0].uncertainty_saved == Approx(9e-7));
}

}  // namespace
}  // namespace suyuan::traceability
