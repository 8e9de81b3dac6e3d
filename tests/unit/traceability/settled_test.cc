#include <algorithm>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "services/traceability/engine.h"
#include "services/traceability/settled/id_map.h"
#include "tests/unit/traceability/small_world.h"
#include "tests/worlds/random/arrivals.h"

namespace suyuan::worlds {
namespace {

using traceability::Engine;
using traceability::Graph;
using traceability::IdMap;
using traceability::Reason;
using traceability::ReasonTally;
using traceability::Rule;

// A verdict without its chain.
struct Said {
  traceability::Verdict verdict = traceability::Verdict::kIndeterminate;
  bool settled = false;
  std::vector<Reason> reasons;
};

class Asking {
 public:
  explicit Asking(const SmallWorld& world) : clock_(NoonOf(2025, 1, 1)) {
    for (const Event& event : world.Told().events) Hear(event);
  }

  void Hear(const Event& event) { Tell(event, engine_); }

  Said Ask(const std::string& target,
           absl::Time known_at = absl::InfiniteFuture(),
           bool verdict_only = true,
           absl::CivilDay as_of = absl::CivilDay(2025, 1, 1)) const {
    traceability::TraceQuestion question;
    question.target = {target, {}, traceability::ToDayNumber(as_of), known_at};
    question.profile = &traceability::BuiltInProfiles()[0];
    question.verdict_only = verdict_only;
    Said said;
    const absl::Status asked = engine_.Trace(
        question, Deadline::Infinite(),
        [&said](const Graph&, const auto&,
                const traceability::TraceAnswer& answer) {
          said = {answer.verdict, answer.settled, ReasonsOf(answer)};
        });
    REQUIRE(asked.ok());
    return said;
  }

  const Engine& engine() const { return engine_; }

 private:
  FakeClock clock_;
  Engine engine_{clock_};
};

bool HasReason(const Said& said, Rule rule) {
  return std::any_of(said.reasons.begin(), said.reasons.end(),
                     [rule](const Reason& r) { return r.first.rule == rule; });
}

StatusFacts Void(const CertificateFacts& certificate, absl::CivilDay from) {
  StatusFacts status;
  status.certificate = certificate.name;
  status.kind = traceability::StatusKind::kVoided;
  status.void_from = from;
  status.recorded_at = NoonOf(2024, 10, 1);
  return status;
}

}  // namespace

TEST_CASE("A verdict is answered from what is settled, as the chain gives it") {
  const Asking asking((SmallWorld()));
  const Said settled = asking.Ask("F1");
  const Said anew = asking.Ask("F1", absl::InfiniteFuture(), false);
  CHECK(settled.settled);
  CHECK_FALSE(anew.settled);
  CHECK(settled.verdict == anew.verdict);
  REQUIRE(settled.reasons.size() == anew.reasons.size());
  for (size_t i = 0; i < anew.reasons.size(); ++i) {
    CHECK(settled.reasons[i].first.rule == anew.reasons[i].first.rule);
    CHECK(settled.reasons[i].count == anew.reasons[i].count);
    CHECK(settled.reasons[i].certificate == anew.reasons[i].certificate);
  }
}

TEST_CASE("A void unsettles what was done with the certificate") {
  SmallWorld world;
  Asking asking(world);
  CHECK(asking.Ask("F1").verdict == traceability::Verdict::kTraceable);
  asking.Hear(
      {NoonOf(2024, 10, 1), Void(world.e2, absl::CivilDay(2024, 1, 1))});
  const Said said = asking.Ask("F1");
  CHECK(said.settled);
  CHECK(said.verdict == traceability::Verdict::kNotTraceable);
  CHECK(HasReason(said, Rule::kV04));
}

TEST_CASE("A suspension of its issuer unsettles a certificate") {
  SmallWorld world;
  Asking asking(world);
  CHECK(asking.Ask("F1").verdict == traceability::Verdict::kTraceable);
  world.laboratory.suspensions.push_back(
      {absl::CivilDay(2024, 5, 1), absl::CivilDay(2024, 5, 31)});
  asking.Hear({NoonOf(2024, 10, 1), world.laboratory});
  const Said said = asking.Ask("F1");
  CHECK(said.settled);
  CHECK(HasReason(said, Rule::kV06));
}

TEST_CASE("A newer certificate unsettles who cited the older by number alone") {
  SmallWorld world;
  world.f1.references[0].standard.clear();
  Asking asking(world);
  CHECK_FALSE(HasReason(asking.Ask("F1"), Rule::kStaleReference));
  CertificateFacts newer = AnyCertificate(2, "E2-NEWER");
  newer.items = world.e2.items;
  newer.begin = newer.end = newer.issued = absl::CivilDay(2024, 5, 1);
  newer.recorded_at = NoonOf(2024, 10, 1);
  asking.Hear({newer.recorded_at, newer});
  CHECK(HasReason(asking.Ask("F1"), Rule::kStaleReference));
}

TEST_CASE("A standard unsettles who names it by the number of an assessment") {
  SmallWorld world;
  world.f1.references[0].numbers = {"NOWHERE"};
  world.f1.references[0].standard.clear();
  world.f1.references[0].assessment_number = "A1";
  Asking asking(world);
  CHECK_FALSE(HasReason(asking.Ask("F1"), Rule::kV24));
  world.e2_standard.period.to = absl::CivilDay(2024, 1, 1);
  asking.Hear({NoonOf(2024, 10, 1), world.e2_standard});
  CHECK(HasReason(asking.Ask("F1"), Rule::kV24));
}

TEST_CASE("A standard unsettles who rests on a certificate of that name") {
  SmallWorld world;
  world.f1.references[0].standard.clear();
  world.e2.valid_to.reset();
  world.e2.items[0].artefact = {world.e2_standard.name, "", {}};
  world.e2_standard.components[0].recalibration_months = 24;
  Asking asking(world);
  CHECK_FALSE(HasReason(asking.Ask("F1"), Rule::kV04));
  world.e2_standard.components[0].recalibration_months = 6;
  asking.Hear({NoonOf(2024, 10, 1), world.e2_standard});
  CHECK(HasReason(asking.Ask("F1"), Rule::kV04));
}

TEST_CASE("An instrument that loses a number unsettles who names it") {
  SmallWorld world;
  world.f1.references[0].numbers.clear();
  world.f1.references[0].standard.clear();
  world.f1.references[0].artefact.record = "instruments/w";
  Asking asking(world);
  InstrumentFacts weights;
  weights.name = "instruments/w";
  weights.artefact = {weights.name, "maker", {"S1"}};
  asking.Hear({NoonOf(2024, 10, 1), weights});
  CHECK_FALSE(HasReason(asking.Ask("F1"), Rule::kV03));
  weights.artefact.identifications = {"S9"};
  asking.Hear({NoonOf(2024, 10, 2), weights});
  CHECK(HasReason(asking.Ask("F1"), Rule::kV03));
}

TEST_CASE(
    "A title that leads to another unsettles who cites its issuer by it") {
  SmallWorld world;
  world.institute.titles = {"T"};
  world.f1.references[0].standard.clear();
  world.f1.references[0].issuer.title = "T";
  Asking asking(world);
  CHECK_FALSE(HasReason(asking.Ask("F1"), Rule::kV03));
  InstitutionFacts first;  // by name, so that the title leads to it
  first.name = "institutions/a";
  first.titles = {"T"};
  asking.Hear({NoonOf(2024, 10, 1), first});
  CHECK(HasReason(asking.Ask("F1"), Rule::kV03));
}

TEST_CASE("A certificate unsettles who names its artefact by a record") {
  SmallWorld world;
  world.f1.references[0].numbers.clear();
  world.f1.references[0].standard.clear();
  world.f1.references[0].artefact.record = "instruments/w";
  InstrumentFacts weights;
  weights.name = "instruments/w";
  weights.artefact = {weights.name, "maker", {"S1"}};
  world.more = {weights};
  Asking asking(world);
  CHECK_FALSE(HasReason(asking.Ask("F1"), Rule::kV30));
  CertificateFacts failed = AnyCertificate(2, "E2-FAILED");
  failed.kind = traceability::CertificateKind::kVerificationFail;
  failed.items = world.e2.items;
  failed.begin = failed.end = failed.issued = absl::CivilDay(2024, 5, 1);
  failed.recorded_at = NoonOf(2024, 10, 1);
  asking.Hear({failed.recorded_at, failed});
  CHECK(HasReason(asking.Ask("F1"), Rule::kV30));
}

TEST_CASE("What was known before is judged from the rows") {
  SmallWorld world;
  Asking asking(world);
  asking.Hear(
      {NoonOf(2024, 10, 1), Void(world.e2, absl::CivilDay(2024, 1, 1))});
  const Said before = asking.Ask("F1", NoonOf(2024, 9, 30));
  CHECK_FALSE(before.settled);
  CHECK(before.verdict == traceability::Verdict::kTraceable);
  CHECK(asking.Ask("F1", NoonOf(2024, 10, 1)).settled);
}

TEST_CASE("A ring of certificates is judged from the rows") {
  SmallWorld world;
  ReferenceFacts back;
  back.id = "back";
  back.numbers = {world.f1.number};
  world.e2.references = {back};
  const Asking asking(world);
  const Said said = asking.Ask("F1");
  CHECK_FALSE(said.settled);
  CHECK(HasReason(said, Rule::kV02));
}

TEST_CASE("A day before a comparison was decided is judged from the rows") {
  SmallWorld world;
  traceability::ComparisonDecisionFacts failed;
  failed.day = absl::CivilDay(2024, 8, 1);
  world.e2_standard.comparisons = {failed};
  world.f1.references[0].standard = world.e2_standard.name;
  const Asking asking(world);
  const auto said = [&](absl::CivilDay as_of) {
    return asking.Ask("F1", absl::InfiniteFuture(), true, as_of);
  };
  CHECK_FALSE(said(absl::CivilDay(2024, 7, 31)).settled);
  CHECK_FALSE(
      HasReason(said(absl::CivilDay(2024, 7, 31)), Rule::kComparisonFailed));
  CHECK(said(absl::CivilDay(2024, 8, 1)).settled);
  CHECK(HasReason(said(absl::CivilDay(2024, 8, 1)), Rule::kComparisonFailed));
}

TEST_CASE("All that waits can be settled before anybody asks") {
  const Asking asking((SmallWorld()));
  CHECK(asking.engine().SettlePending(1) == 1);
  CHECK(asking.engine().SettlePending(1000) == 0);
  const traceability::GraphSize size = asking.engine().size();
  CHECK(size.settled.certificates == 2 * 20);
  CHECK(size.settled.users == 8);  // F1 rests on E2
}

TEST_CASE("A map of ids forgets all at once and grows") {
  IdMap map;
  for (uint32_t round = 0; round < 3; ++round) {
    for (uint32_t id = 0; id < 1000; ++id) {
      CHECK(map.Place(id * 7, id).second);
    }
    CHECK(map.Place(7, 5000) == std::pair<uint32_t, bool>(1, false));
    map.Clear();
  }
}

TEST_CASE("Findings are counted to reasons, the worst first") {
  using traceability::Outcome;
  using traceability::Severity;
  ReasonTally tally;
  tally.Add({Rule::kV17, Outcome::kBroken, Severity::kMajor}, 4);
  tally.Add({Rule::kV30, Outcome::kHeld, Severity::kBlocker}, 4);
  tally.Add({Rule::kV21, Outcome::kBroken, Severity::kBlocker}, 5);
  tally.Add({Rule::kV17, Outcome::kBroken, Severity::kMajor}, 6);
  const std::vector<Reason> reasons = tally.Take();
  REQUIRE(reasons.size() == 2);
  CHECK(reasons[0].first.rule == Rule::kV21);
  CHECK(reasons[1].first.rule == Rule::kV17);
  CHECK(reasons[1].count == 2);
  CHECK(reasons[1].certificate == 4);
  CHECK(tally.Take().empty());
}

}  // namespace suyuan::worlds
