#include <vector>

#include "services/registry/comparison/digest.h"
#include "services/registry/comparison/submission.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/registry/any_comparison.h"

namespace suyuan::registry::comparison {
namespace {

using testing::HasReason;
using testing::IsOk;

// In ROUND: the pilot has measured on 1 March.
Comparison InRound() {
  Comparison comparison =
      Planned({"institutions/a", "institutions/b"}, ReferenceMethod::kPilot);
  comparison.state = State::kRound;
  comparison.submissions = {HandedIn(comparison.pilot, Round::kPilotFirst,
                                     Day(3, 1), Reported(1, 0.1))};
  return comparison;
}

Submission OfA() {
  return HandedIn("institutions/a", Round::kParticipant, Day(4, 1),
                  Reported(1, 0.1));
}

const absl::CivilDay kToday = Day(4, 2);

std::string FieldOf(const absl::Status& status) {
  const auto violations = ViolationsOf(status);
  return violations.empty() ? "" : violations[0].field;
}

TEST_CASE("A participant hands in once, in the round") {
  Comparison comparison = InRound();
  CHECK_THAT(CheckSubmission(comparison, OfA(), kToday), IsOk());
  comparison.state = State::kPilotFirst;
  CHECK_THAT(CheckSubmission(comparison, OfA(), kToday),
             HasReason("COMPARISON_STATE"));
  comparison.state = State::kPilotLast;
  CHECK_THAT(CheckSubmission(comparison, OfA(), kToday),
             HasReason("COMPARISON_STATE"));
  comparison.submissions.push_back(OfA());
  // Also where its turn is over: locked says more.
  CHECK_THAT(CheckSubmission(comparison, OfA(), kToday),
             HasReason("COMPARISON_LOCKED"));
}

TEST_CASE("The pilot hands in before and after the round") {
  Comparison comparison = InRound();
  Submission first = HandedIn(comparison.pilot, Round::kPilotFirst, Day(3, 1),
                              Reported(1, 0.1));
  CHECK_THAT(CheckSubmission(comparison, first, kToday),
             HasReason("COMPARISON_LOCKED"));
  comparison.submissions.clear();
  CHECK_THAT(CheckSubmission(comparison, first, kToday),
             HasReason("COMPARISON_STATE"));
  comparison.state = State::kPilotFirst;
  CHECK_THAT(CheckSubmission(comparison, first, kToday), IsOk());
  first.round = Round::kPilotLast;
  CHECK_THAT(CheckSubmission(comparison, first, kToday),
             HasReason("COMPARISON_STATE"));
  comparison.state = State::kPilotLast;
  CHECK_THAT(CheckSubmission(comparison, first, kToday), IsOk());
}

TEST_CASE("Who does not take part is refused by name") {
  const Comparison comparison = InRound();
  Submission stranger = OfA();
  stranger.institution = "institutions/c";
  const absl::Status refused = CheckSubmission(comparison, stranger, kToday);
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  CHECK(FieldOf(refused) == "submission.institution");

  Submission false_pilot = OfA();
  false_pilot.round = Round::kPilotLast;
  CHECK(FieldOf(CheckSubmission(comparison, false_pilot, kToday)) ==
        "submission.institution");

  Submission pilot_as_participant = OfA();
  pilot_as_participant.institution = comparison.pilot;
  CHECK(FieldOf(CheckSubmission(comparison, pilot_as_participant, kToday)) ==
        "submission.round");
}

TEST_CASE("A submission has one result for each point and no other") {
  const Comparison comparison = InRound();
  Submission submission = OfA();
  submission.results.clear();
  CHECK(FieldOf(CheckSubmission(comparison, submission, kToday)) ==
        "submission.results");
  submission.results = {{"p", Reported(1, 1)}, {"p", Reported(1, 1)}};
  CHECK(FieldOf(CheckSubmission(comparison, submission, kToday)) ==
        "submission.results[1].point");
  submission.results = {{"p", Reported(1, 1)}, {"q", Reported(1, 1)}};
  CHECK(FieldOf(CheckSubmission(comparison, submission, kToday)) ==
        "submission.results[1].point");
}

TEST_CASE("Nobody measures before the pilot, after it, or tomorrow") {
  Comparison comparison = InRound();
  Submission submission = OfA();
  submission.day = Day(3, 1);
  CHECK_THAT(CheckSubmission(comparison, submission, kToday), IsOk());
  submission.day = Day(2, 28);
  CHECK(FieldOf(CheckSubmission(comparison, submission, kToday)) ==
        "submission.day");
  submission.day = kToday;
  CHECK_THAT(CheckSubmission(comparison, submission, kToday), IsOk());
  submission.day = kToday + 1;
  CHECK(FieldOf(CheckSubmission(comparison, submission, kToday)) ==
        "submission.day");

  comparison.submissions.push_back(OfA());
  comparison.state = State::kPilotLast;
  Submission last = HandedIn(comparison.pilot, Round::kPilotLast, Day(3, 31),
                             Reported(1, 0.1));
  CHECK(FieldOf(CheckSubmission(comparison, last, kToday)) == "submission.day");
  last.day = Day(4, 1);
  CHECK_THAT(CheckSubmission(comparison, last, kToday), IsOk());
}

PrintedSubmission Printed() {
  PrintedSubmission submission;
  submission.comparison = "comparisons/voltage";
  submission.institution = "institutions/a";
  submission.day = Day(4, 1);
  PrintedResult p;
  p.point = "p2";
  p.value = "1.000002";
  p.expanded = "5e-6";
  p.coverage_factor = "2";
  PrintedResult q = p;
  q.point = "p10";
  submission.results = {p, q};
  return submission;
}

TEST_CASE("The canonical form can be written by hand") {
  CHECK(CanonicalForm(Printed()) ==
        "suyuan comparison results 1\n"
        "comparisons/voltage\n"
        "institutions/a\n"
        "PARTICIPANT\n"
        "2026-04-01\n"
        "p10\t1.000002\tU=5e-6\tk=2\n"
        "p2\t1.000002\tU=5e-6\tk=2\n");
  CHECK(DigestOf(Printed()) ==
        "53647514036423389a2b76ef12f15a902c30e797fbb19b5a90485ad0c4137d37");
}

TEST_CASE("The digest changes with every digit and not with the order") {
  const std::string digest = DigestOf(Printed());
  PrintedSubmission swapped = Printed();
  std::swap(swapped.results[0], swapped.results[1]);
  CHECK(DigestOf(swapped) == digest);

  PrintedSubmission changed = Printed();
  changed.results[0].value = "1.0000020";
  CHECK(DigestOf(changed) != digest);
  changed = Printed();
  changed.results[0].coverage_factor = "";
  changed.results[0].coverage_probability = "2";
  CHECK(DigestOf(changed) != digest);
  changed = Printed();
  changed.round = Round::kPilotLast;
  CHECK(DigestOf(changed) != digest);
}

TEST_CASE("What is handed in rests on its order in the basis") {
  Submission a = OfA();
  Submission b = OfA();
  b.digest = std::string(64, 'b');
  const std::vector<Submission> forward = {a, b};
  const std::vector<Submission> backward = {b, a};
  CHECK(BasisDigest(forward).size() == 64);
  CHECK(BasisDigest(forward) != BasisDigest(backward));
}

}  // namespace
}  // namespace suyuan::registry::comparison
