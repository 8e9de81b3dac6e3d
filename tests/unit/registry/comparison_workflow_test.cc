#include <vector>

#include "services/registry/comparison/workflow.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/registry/any_comparison.h"

namespace suyuan::registry::comparison {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

constexpr State kStates[] = {
    State::kPlanned,      State::kProtocolApproved, State::kPilotFirst,
    State::kRound,        State::kPilotLast,        State::kAnalysis,
    State::kDraftA,       State::kDraftB,           State::kFinal,
    State::kConsequences, State::kCancelled};

// All is in and confirmed.
Comparison Complete() {
  Comparison comparison =
      Measured(ReferenceMethod::kPilot, Reported(1, 0.1), Reported(1, 0.1),
               {Reported(1, 0.1), Reported(1, 0.1)});
  for (Submission& submission : comparison.submissions) {
    submission.confirmed = true;
  }
  return comparison;
}

absl::Status StepTo(const Comparison& comparison, State to,
                    const std::string& reason = "",
                    absl::CivilDay today = Day(6, 1)) {
  return CheckStep(comparison, {to, reason, "XJBD-2026-01-R"}, today);
}

bool Says(const absl::Status& status, absl::string_view text) {
  return std::string(status.message()).find(std::string(text)) !=
         std::string::npos;
}

TEST_CASE("Of all pairs of states only the next and CANCELLED follow") {
  for (const State from : kStates) {
    for (const State to : kStates) {
      Comparison comparison = Complete();
      comparison.state = from;
      const bool is_next = static_cast<int>(to) == static_cast<int>(from) + 1 &&
                           to != State::kCancelled;
      const bool is_cancelled = to == State::kCancelled &&
                                from != State::kCancelled &&
                                from != State::kConsequences;
      INFO(CodeOf(from) << " to " << CodeOf(to));
      if (is_next || is_cancelled) {
        CHECK_THAT(StepTo(comparison, to, "given up"), IsOk());
      } else {
        CHECK_THAT(StepTo(comparison, to, "given up"),
                   HasReason("COMPARISON_STATE"));
      }
    }
  }
}

TEST_CASE("A protocol is approved once it says who measures what how") {
  const Comparison complete =
      Planned({"institutions/a", "institutions/b"}, ReferenceMethod::kPilot);
  CHECK_THAT(StepTo(complete, State::kProtocolApproved), IsOk());

  Comparison empty;
  empty.name = "comparisons/empty";
  const absl::Status refused = StepTo(empty, State::kProtocolApproved);
  CHECK_THAT(refused, HasReason("COMPARISON_INCOMPLETE"));
  CHECK(Says(refused, "0 participants"));
  CHECK(Says(refused, "travelling_standards"));
  CHECK(Says(refused, "points"));
  CHECK(Says(refused, "protocol_number"));
  CHECK(Says(refused, "reference_method"));
}

TEST_CASE("A mean wants two contributors, a robust mean three") {
  Comparison comparison = Planned({"institutions/a", "institutions/b"},
                                  ReferenceMethod::kWeightedMean);
  CHECK_THAT(StepTo(comparison, State::kProtocolApproved), IsOk());
  comparison.reference_method = ReferenceMethod::kMedian;
  CHECK_THAT(StepTo(comparison, State::kProtocolApproved), IsOk());
  comparison.reference_method = ReferenceMethod::kRobust;
  CHECK_THAT(StepTo(comparison, State::kProtocolApproved),
             HasReason("COMPARISON_INCOMPLETE"));
  comparison.participants.push_back({"institutions/c", "", true, {}, ""});
  CHECK_THAT(StepTo(comparison, State::kProtocolApproved), IsOk());
  comparison.reference_method = ReferenceMethod::kWeightedMean;
  comparison.participants[0].contributes = false;
  comparison.participants[1].contributes = false;
  CHECK_THAT(StepTo(comparison, State::kProtocolApproved),
             HasReason("COMPARISON_INCOMPLETE"));
}

TEST_CASE("An assigned reference wants a value at every point") {
  Comparison comparison =
      Planned({"institutions/a", "institutions/b"}, ReferenceMethod::kAssigned);
  comparison.points.push_back({"q", Reported(5, 0.1), std::nullopt});
  const absl::Status refused = StepTo(comparison, State::kProtocolApproved);
  CHECK_THAT(refused, HasReason("COMPARISON_INCOMPLETE"));
  CHECK(Says(refused, "point p"));
  CHECK_FALSE(Says(refused, "point q"));
  comparison.points[0].assigned = Reported(1, 0.1);
  CHECK_THAT(StepTo(comparison, State::kProtocolApproved), IsOk());
}

TEST_CASE("The ring begins and ends with the pilot's measurement") {
  Comparison comparison = Complete();
  comparison.submissions.clear();
  comparison.state = State::kPilotFirst;
  CHECK_THAT(StepTo(comparison, State::kRound),
             HasReason("COMPARISON_INCOMPLETE"));
  comparison.state = State::kPilotLast;
  CHECK_THAT(StepTo(comparison, State::kAnalysis),
             HasReason("COMPARISON_INCOMPLETE"));
}

TEST_CASE("The round waits for each laboratory until its deadline has passed") {
  Comparison comparison = Complete();
  comparison.state = State::kRound;
  comparison.submissions.erase(comparison.submissions.begin() + 1);
  CHECK(AbsentFrom(comparison) ==
        std::vector<std::string>{"institutions/lab-1"});

  const absl::Status refused = StepTo(comparison, State::kPilotLast);
  CHECK_THAT(refused, HasReason("COMPARISON_INCOMPLETE"));
  CHECK(Says(refused, "institutions/lab-1"));
  CHECK_FALSE(Says(refused, "institutions/lab-2"));

  comparison.participants[0].deadline = Day(4, 30);
  CHECK_THAT(StepTo(comparison, State::kPilotLast, "", Day(4, 30)),
             HasReason("COMPARISON_INCOMPLETE"));
  CHECK_THAT(StepTo(comparison, State::kPilotLast, "", Day(5, 1)), IsOk());
}

TEST_CASE("A laboratory with an excuse is neither awaited nor absent") {
  Comparison comparison = Complete();
  comparison.state = State::kRound;
  comparison.submissions.erase(comparison.submissions.begin() + 1);
  comparison.participants[0].excuse = "计量标准送检";
  CHECK_THAT(StepTo(comparison, State::kPilotLast), IsOk());
  CHECK(AbsentFrom(comparison).empty());
}

TEST_CASE("A pilot that takes part hands in as pilot only") {
  Comparison comparison = Complete();
  comparison.state = State::kRound;
  comparison.participants.push_back({comparison.pilot, "", true, {}, ""});
  CHECK_THAT(StepTo(comparison, State::kPilotLast), IsOk());
  CHECK(AbsentFrom(comparison).empty());
}

TEST_CASE("Draft B waits for each confirmation, a correction or a reason") {
  Comparison comparison = Complete();
  comparison.state = State::kDraftA;
  CHECK_THAT(StepTo(comparison, State::kDraftB), IsOk());
  comparison.submissions[1].confirmed = false;
  CHECK_THAT(StepTo(comparison, State::kDraftB),
             HasReason("COMPARISON_INCOMPLETE"));
  CHECK_THAT(StepTo(comparison, State::kDraftB, "两次催告无回复"), IsOk());
  comparison.contested_by = {"institutions/lab-1"};
  CHECK_THAT(StepTo(comparison, State::kDraftB), IsOk());
}

TEST_CASE("CANCELLED wants a reason and FINAL the number of the report") {
  Comparison comparison = Complete();
  CHECK_THAT(CheckStep(comparison, {State::kCancelled, "", ""}, Day(6, 1)),
             HasReason("INVALID_FIELD"));
  comparison.state = State::kDraftB;
  CHECK_THAT(CheckStep(comparison, {State::kFinal, "", ""}, Day(6, 1)),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Corrections are taken until the report is final") {
  Comparison comparison = Complete();
  comparison.state = State::kDraftB;
  CHECK_THAT(CheckCorrection(comparison, "institutions/lab-1", "c"), IsOk());
  CHECK_THAT(CheckCorrection(comparison, "institutions/other", "c"),
             HasReason("INVALID_FIELD"));
  comparison.state = State::kFinal;
  CHECK_THAT(CheckCorrection(comparison, "institutions/lab-1", "c"),
             HasReason("COMPARISON_STATE"));
  comparison.state = State::kCancelled;
  CHECK_THAT(CheckCorrection(comparison, "institutions/lab-1", "c"),
             HasReason("COMPARISON_STATE"));
}

TEST_CASE("Data are confirmed in draft A only, by who handed in") {
  Comparison comparison = Complete();
  comparison.state = State::kAnalysis;
  CHECK_THAT(CheckConfirmation(comparison, "institutions/lab-1", "i"),
             HasReason("COMPARISON_STATE"));
  comparison.state = State::kDraftA;
  CHECK_THAT(CheckConfirmation(comparison, "institutions/lab-1", "i"), IsOk());
  CHECK_THAT(CheckConfirmation(comparison, "institutions/other", "i"),
             HasReason("INVALID_FIELD"));
  comparison.state = State::kDraftB;
  CHECK_THAT(CheckConfirmation(comparison, "institutions/lab-1", "i"),
             HasReason("COMPARISON_STATE"));
}

TEST_CASE("Statistics are shown from ANALYSIS on, and of none given up") {
  Comparison comparison = Complete();
  comparison.state = State::kPilotLast;
  CHECK_THAT(CheckEvaluable(comparison), HasReason("COMPARISON_STATE"));
  comparison.state = State::kAnalysis;
  CHECK_THAT(CheckEvaluable(comparison), IsOk());
  comparison.state = State::kConsequences;
  CHECK_THAT(CheckEvaluable(comparison), IsOk());
  comparison.state = State::kCancelled;
  CHECK_THAT(CheckEvaluable(comparison), HasReason("COMPARISON_STATE"));
}

}  // namespace
}  // namespace suyuan::registry::comparison
