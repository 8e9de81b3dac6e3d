#include "tests/unit/traceability/small_world.h"

#include <algorithm>

#include "tests/worlds/random/draft.h"

namespace suyuan::worlds {

using traceability::CertificateKind;
using traceability::CompetenceKind;
using traceability::Interval;
using traceability::Level;

using absl::CivilDay;

absl::Time NoonOf(int year, int month, int day) {
  return Noon(CivilDay(year, month, day));
}

ResultFacts AnyMass(const std::string& id, double kilograms, double u) {
  ResultFacts r;
  r.id = id;
  r.kind = {"MASS", {}, false};
  r.dimension = "M";
  r.value = kilograms;
  r.standard_uncertainty = u;
  r.maximum_permissible_error = 10 * u;
  return r;
}

CertificateFacts AnyCertificate(int place, const std::string& number) {
  CertificateFacts c;
  c.name = CertificateName(place);
  c.digest = DigestOf(place);
  c.kind = CertificateKind::kVerification;
  c.number = number;
  c.items.push_back({});
  c.specifications = {"JJG99"};
  return c;
}

namespace {

CompetenceFacts Competence(const std::string& name, const std::string& holder,
                           CompetenceKind kind) {
  CompetenceFacts competence;
  competence.name = name;
  competence.holder = holder;
  competence.kind = kind;
  competence.period = {CivilDay(2020, 1, 1), CivilDay(2030, 1, 1)};
  competence.scope.push_back(
      {{}, {"MASS", {}, false}, "M", Interval{0.0, 50.0}, ""});
  return competence;
}

void DoneOn(CertificateFacts& c, CivilDay day) {
  c.received = c.begin = c.end = c.issued = day;
  c.recorded_at = Noon(day);
}

}  // namespace

SmallWorld::SmallWorld()
    : primary(Competence("competences/p", "institutions/nim",
                         CompetenceKind::kNationalPrimaryStandard)),
      authorised(Competence("competences/a", "institutions/lab",
                            CompetenceKind::kAuthorisation)),
      e2(AnyCertificate(0, "E2")),
      f1(AnyCertificate(1, "F1")),
      more_at(NoonOf(2024, 9, 1)) {
  institute.name = "institutions/nim";
  laboratory.name = "institutions/lab";
  regulation.name = "specifications/jjg99";
  regulation.number = "JJG99";
  regulation.kind = traceability::SpecificationKind::kVerificationRegulation;
  e2_standard.name = "standards/e2";
  e2_standard.level = Level::kPublicHighest;
  e2_standard.components.push_back({true, {"", "maker", {"S1"}}, 0});
  e2_standard.assessments.push_back(
      {"A1", {CivilDay(2022, 1, 1), CivilDay(2027, 1, 1)}});
  e2_standard.tests = {{false, CivilDay(2024, 1, 10), true},
                       {true, CivilDay(2024, 1, 10), true}};
  e2.issuer.institution = institute.name;
  e2.items[0].artefact = {"", "maker", {"S1"}};
  DoneOn(e2, CivilDay(2023, 6, 30));
  e2.valid_to = CivilDay(2024, 6, 30);
  e2.results = {AnyMass("r", 1, 1e-7)};
  f1.issuer.institution = laboratory.name;
  f1.items[0].artefact = {"", "maker", {"S2"}};
  DoneOn(f1, CivilDay(2024, 5, 10));
  f1.results = {AnyMass("r", 1, 1e-6)};
  f1.references.push_back({});
  f1.references[0].id = "ref";
  f1.references[0].numbers = {"E2"};
  f1.references[0].standard = e2_standard.name;
}

World SmallWorld::Told() const {
  World world;
  absl::Time at = NoonOf(2021, 1, 1);
  const auto tell = [&](Facts facts) {
    at += absl::Seconds(1);
    world.events.push_back({at, std::move(facts)});
  };
  tell(institute);
  tell(laboratory);
  tell(primary);
  tell(authorised);
  tell(regulation);
  tell(e2_standard);
  for (const CertificateFacts& c : {e2, f1}) {
    world.events.push_back({c.recorded_at, c});
  }
  for (size_t i = 0; i < more.size(); ++i) {
    Event event{more_at + absl::Seconds(i), more[i]};
    if (auto* c = std::get_if<CertificateFacts>(&event.facts)) {
      c->recorded_at = event.recorded_at;
    } else if (auto* s = std::get_if<StatusFacts>(&event.facts)) {
      s->recorded_at = event.recorded_at;
    }
    world.events.push_back(std::move(event));
  }
  return world;
}

TraceAnswer Ask(const SmallWorld& world, const std::string& target,
                ProfileId profile, absl::Time known_at, absl::CivilDay as_of) {
  TraceQuestion question;
  question.target = target;
  question.profile = profile;
  question.as_of = as_of;
  question.known_at = known_at;
  question.now = NoonOf(2025, 1, 1);
  return EngineSide(world.Told(), true).Trace(question);
}

AffectedAnswer AskAffected(const SmallWorld& world, const std::string& target) {
  AffectedQuestion question;
  question.target = target;
  question.as_of = CivilDay(2025, 1, 1);
  question.known_at = NoonOf(2025, 1, 1);
  return EngineSide(world.Told(), true).ListAffected(question);
}

bool Has(const TraceAnswer& answer, int rule, Outcome outcome) {
  return std::any_of(
      answer.findings.begin(), answer.findings.end(),
      [&](const auto& f) { return f.rule == rule && f.outcome == outcome; });
}

}  // namespace suyuan::worlds
