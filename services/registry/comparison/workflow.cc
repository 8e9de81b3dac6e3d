#include "services/registry/comparison/workflow.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/registry/errors.h"

namespace suyuan::registry::comparison {
namespace {

// What a step still needs, each as a sentence without its point.
using Missing = std::vector<std::string>;

int Contributors(const Comparison& comparison) {
  return static_cast<int>(std::count_if(
      comparison.participants.begin(), comparison.participants.end(),
      [](const Participant& p) { return p.contributes; }));
}

void WantContributors(const Comparison& comparison, int least,
                      Missing& missing) {
  const int seen = Contributors(comparison);
  if (seen >= least) return;
  missing.push_back(absl::StrCat(
      seen,
      " participants contribute to the reference value; its method "
      "wants ",
      least));
}

void WantReference(const Comparison& comparison, Missing& missing) {
  switch (comparison.reference_method) {
    case ReferenceMethod::kNone:
      missing.push_back("no reference_method");
      break;
    case ReferenceMethod::kPilot:
      break;
    case ReferenceMethod::kWeightedMean:
    case ReferenceMethod::kMedian:
      WantContributors(comparison, 2, missing);
      break;
    case ReferenceMethod::kRobust:
      WantContributors(comparison, 3, missing);
      break;
    case ReferenceMethod::kAssigned:
      for (const Point& point : comparison.points) {
        if (point.assigned.has_value()) continue;
        missing.push_back(absl::StrCat("point ", point.id,
                                       " has no assigned_value with "
                                       "assigned_uncertainty"));
      }
      break;
  }
}

Missing MissingForProtocol(const Comparison& comparison) {
  Missing missing;
  if (comparison.participants.size() < 2) {
    missing.push_back(absl::StrCat(comparison.participants.size(),
                                   " participants; 2 are wanted"));
  }
  if (comparison.travelling_standards == 0) {
    missing.push_back("no travelling_standards");
  }
  if (comparison.points.empty()) missing.push_back("no points");
  if (comparison.protocol_number.empty()) {
    missing.push_back("no protocol_number");
  }
  WantReference(comparison, missing);
  return missing;
}

Missing MissingFromPilot(const Comparison& comparison, Round round) {
  if (FindSubmission(comparison, comparison.pilot, round) != nullptr) return {};
  return {absl::StrCat(comparison.pilot, " has not handed in ", CodeOf(round))};
}

// Whether it has to hand in as a participant: the pilot hands in as pilot.
bool IsAwaited(const Comparison& comparison, const Participant& participant) {
  return participant.institution != comparison.pilot &&
         participant.excuse.empty() &&
         FindSubmission(comparison, participant.institution,
                        Round::kParticipant) == nullptr;
}

Missing MissingFromRound(const Comparison& comparison, absl::CivilDay today) {
  Missing missing;
  for (const Participant& participant : comparison.participants) {
    if (!IsAwaited(comparison, participant)) continue;
    const auto& deadline = participant.deadline;
    if (deadline.has_value() && *deadline < today) continue;
    missing.push_back(absl::StrCat(
        participant.institution, " has not handed in and has ",
        deadline.has_value()
            ? absl::StrCat("until ", absl::FormatCivilTime(*deadline))
            : std::string("no deadline"),
        " and no excuse"));
  }
  return missing;
}

bool Contests(const Comparison& comparison, absl::string_view institution) {
  return std::find(comparison.contested_by.begin(),
                   comparison.contested_by.end(),
                   institution) != comparison.contested_by.end();
}

Missing MissingFromDraftA(const Comparison& comparison, const Step& step) {
  Missing missing;
  if (!step.reason.empty()) return missing;
  for (const Submission& submission : comparison.submissions) {
    // The pilot confirms its two measurements at once.
    if (submission.round == Round::kPilotLast || submission.confirmed ||
        Contests(comparison, submission.institution)) {
      continue;
    }
    missing.push_back(absl::StrCat(submission.institution,
                                   " has not confirmed its data; give a "
                                   "reason to go on without"));
  }
  return missing;
}

Missing MissingFor(const Comparison& comparison, const Step& step,
                   absl::CivilDay today) {
  switch (step.to) {
    case State::kProtocolApproved:
      return MissingForProtocol(comparison);
    case State::kRound:
      return MissingFromPilot(comparison, Round::kPilotFirst);
    case State::kPilotLast:
      return MissingFromRound(comparison, today);
    case State::kAnalysis:
      return MissingFromPilot(comparison, Round::kPilotLast);
    case State::kDraftB:
      return MissingFromDraftA(comparison, step);
    default:
      return {};
  }
}

bool Follows(State from, State to) {
  if (from == State::kCancelled || from == State::kConsequences) return false;
  if (to == State::kCancelled) return true;
  return static_cast<int>(to) == static_cast<int>(from) + 1;
}

absl::Status CheckOwnFields(const Step& step) {
  if (step.to == State::kCancelled && step.reason.empty()) {
    return InvalidField("reason", "is required for CANCELLED");
  }
  if (step.to == State::kFinal && step.report_number.empty()) {
    return InvalidField("report_number", "is required for FINAL");
  }
  return absl::OkStatus();
}

absl::Status CheckHandedIn(const Comparison& comparison,
                           absl::string_view institution,
                           absl::string_view path) {
  for (const Submission& submission : comparison.submissions) {
    if (submission.institution == institution) return absl::OkStatus();
  }
  return InvalidField(
      path, absl::StrCat("\"", institution, "\" has handed in nothing to ",
                         comparison.name));
}

}  // namespace

absl::Status CheckStep(const Comparison& comparison, const Step& step,
                       absl::CivilDay today) {
  if (!Follows(comparison.state, step.to)) {
    return ComparisonState(comparison.name, CodeOf(comparison.state),
                           absl::StrCat("cannot go to ", CodeOf(step.to)));
  }
  SUYUAN_RETURN_IF_ERROR(CheckOwnFields(step));
  const Missing missing = MissingFor(comparison, step, today);
  if (missing.empty()) return absl::OkStatus();
  return ComparisonIncomplete(comparison.name, CodeOf(step.to), missing);
}

absl::Status CheckCorrection(const Comparison& comparison,
                             absl::string_view institution,
                             absl::string_view path) {
  if (comparison.state >= State::kFinal) {
    return ComparisonState(comparison.name, CodeOf(comparison.state),
                           "takes no corrections any more");
  }
  return CheckHandedIn(comparison, institution, path);
}

absl::Status CheckConfirmation(const Comparison& comparison,
                               absl::string_view institution,
                               absl::string_view path) {
  if (comparison.state != State::kDraftA) {
    return ComparisonState(comparison.name, CodeOf(comparison.state),
                           "takes confirmations in DRAFT_A only");
  }
  return CheckHandedIn(comparison, institution, path);
}

absl::Status CheckEvaluable(const Comparison& comparison) {
  if (comparison.state >= State::kAnalysis &&
      comparison.state != State::kCancelled) {
    return absl::OkStatus();
  }
  return ComparisonState(comparison.name, CodeOf(comparison.state),
                         "is evaluated from ANALYSIS on");
}

std::vector<std::string> AbsentFrom(const Comparison& comparison) {
  std::vector<std::string> absent;
  for (const Participant& participant : comparison.participants) {
    if (IsAwaited(comparison, participant)) {
      absent.push_back(participant.institution);
    }
  }
  return absent;
}

}  // namespace suyuan::registry::comparison
