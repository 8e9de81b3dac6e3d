#include "catch2/catch.hpp"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::CertificateKind;
using traceability::ScopeRowFacts;
using traceability::SignerRole;

namespace {

const CivilDay kWork(2024, 5, 10);  // on the F1 weights

// The F1 weights with three signers whom the laboratory employs.
struct Signed {
  Signed() {
    for (const char* who : {"performer", "checker", "approver"}) {
      PersonFacts person;
      person.name = std::string("persons/") + who;
      person.registration = who;
      person.employer = world.laboratory.name;
      person.period = {kWork, kWork};
      persons.push_back(person);
    }
    world.f1.signers = {{SignerRole::kPerformer, "performer"},
                        {SignerRole::kChecker, "checker"},
                        {SignerRole::kApprover, "approver"}};
  }

  TraceAnswer Answer() {
    world.more.assign(persons.begin(), persons.end());
    return Ask(world, "F1");
  }
  bool Broken() { return Has(Answer(), 19, Outcome::kBroken); }

  SmallWorld world;
  std::vector<PersonFacts> persons;
};

// Assessed for work on this kind of quantity.
traceability::ProjectFacts Project(const std::string& kind) {
  ScopeRowFacts row;
  row.kind.code = kind;
  return {{row}, {}};
}

bool OfF1(const TraceAnswer& answer, Outcome outcome, Severity severity) {
  for (const PlainFinding& f : answer.findings) {
    if (f.certificate == 1 && f.rule == 19) {
      return f.outcome == outcome && f.severity == severity;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("Those who signed were registered with the issuer") {
  Signed by;
  const TraceAnswer answer = by.Answer();
  CHECK(OfF1(answer, Outcome::kHeld, Severity::kMajor));
  CHECK(answer.verdict == Verdict::kTraceable);
}

TEST_CASE("A registration holds on every day of the work") {
  for (const size_t who : {0, 1, 2}) {
    Signed by;
    by.world.f1.end = by.world.f1.issued = kWork + 1;
    by.world.f1.recorded_at = NoonOf(2024, 6, 1);
    for (PersonFacts& person : by.persons) person.period.to = kWork + 1;
    CHECK_FALSE(by.Broken());
    by.persons[who].period.to = kWork;
    CHECK(by.Broken());
    CHECK(by.Answer().verdict == Verdict::kReserved);
    by.persons[who].period.to = kWork + 1;
    by.persons[who].suspensions = {{kWork + 1, {}}};
    CHECK(by.Broken());
    by.persons[who].suspensions = {{kWork + 2, {}}};
    CHECK_FALSE(by.Broken());
  }
}

TEST_CASE("A registration with another employer does not count") {
  for (const size_t who : {0, 1, 2}) {
    Signed by;
    by.persons[who].employer = by.world.institute.name;
    CHECK(by.Broken());
  }
}

TEST_CASE("Nobody checks the own work") {
  Signed by;
  by.world.f1.signers[1].registration = "performer";
  CHECK(by.Broken());
  // To approve it is another matter.
  by.world.f1.signers[1].registration = "checker";
  by.world.f1.signers[2].registration = "performer";
  CHECK_FALSE(by.Broken());
}

TEST_CASE("Who performed or checked was assessed for such work") {
  Signed by;
  by.persons[0].projects = {Project("TEMC")};
  CHECK(by.Broken());
  by.persons[0].projects.push_back(Project("MASS"));
  CHECK_FALSE(by.Broken());
  by.persons[0].projects[1].period.to = kWork - 1;
  CHECK(by.Broken());
  by.persons[0].projects[1].period.to = kWork;
  CHECK_FALSE(by.Broken());
  // A project without rows is for any work of it.
  by.persons[1].projects = {{}};
  CHECK_FALSE(by.Broken());
  // Who approves need not be.
  by.persons[2].projects = {Project("TEMC")};
  CHECK_FALSE(by.Broken());
}

TEST_CASE("A signatory approves, where the competence names any") {
  Signed by;
  by.world.authorised.signatories = {{"persons/checker", {}}};
  CHECK(by.Broken());
  by.world.authorised.signatories.push_back({"persons/approver", {}});
  CHECK_FALSE(by.Broken());
  by.world.authorised.signatories[1].period.from = kWork + 1;
  CHECK(by.Broken());
  by.world.authorised.signatories[1].period.from = kWork;
  CHECK_FALSE(by.Broken());
}

TEST_CASE("A registration that nobody holds is not known to be one") {
  Signed by;
  by.persons.pop_back();
  const TraceAnswer answer = by.Answer();
  CHECK(OfF1(answer, Outcome::kUnknown, Severity::kMajor));
  CHECK(answer.verdict == Verdict::kReserved);
}

TEST_CASE("A registration that is not printed costs nothing and is told") {
  Signed by;
  by.world.f1.signers[2].registration.clear();
  const TraceAnswer answer = by.Answer();
  CHECK(OfF1(answer, Outcome::kUnknown, Severity::kMinor));
  CHECK(answer.verdict == Verdict::kTraceable);
  // What is printed is judged all the same.
  by.persons[0].period.to = kWork - 1;
  CHECK(by.Broken());
}

TEST_CASE("Who assigns values to a material is not asked for") {
  Signed by;
  by.persons[0].period.to = kWork - 1;
  by.world.f1.kind = CertificateKind::kCrm;
  CHECK_FALSE(by.Broken());
}

}  // namespace suyuan::worlds
