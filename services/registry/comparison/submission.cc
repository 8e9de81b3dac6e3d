#include "services/registry/comparison/submission.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/registry/errors.h"
#include "services/registry/records/field_errors.h"

namespace suyuan::registry::comparison {
namespace {

FieldPath Path() { return FieldPath("submission"); }

State TurnOf(Round round) {
  switch (round) {
    case Round::kPilotFirst:
      return State::kPilotFirst;
    case Round::kPilotLast:
      return State::kPilotLast;
    case Round::kParticipant:
      break;
  }
  return State::kRound;
}

void CheckWho(const Comparison& comparison, const Submission& submission,
              FieldErrors& errors) {
  const bool is_pilot = submission.institution == comparison.pilot;
  if (submission.round != Round::kParticipant) {
    if (!is_pilot) {
      errors.Add(Path() / "institution",
                 absl::StrCat("\"", submission.institution,
                              "\" is not the pilot, ", comparison.pilot));
    }
  } else if (is_pilot) {
    errors.Add(Path() / "round",
               absl::StrCat("is required of the pilot, ", comparison.pilot,
                            ": ROUND_PILOT_FIRST or ROUND_PILOT_LAST"));
  } else if (FindParticipant(comparison, submission.institution) == nullptr) {
    errors.Add(Path() / "institution",
               absl::StrCat("\"", submission.institution,
                            "\" does not take part in ", comparison.name));
  }
}

void CheckPoints(const Comparison& comparison, const Submission& submission,
                 FieldErrors& errors) {
  absl::flat_hash_set<absl::string_view> seen;
  for (size_t i = 0; i < submission.results.size(); ++i) {
    const std::string& point = submission.results[i].point;
    const FieldPath at = (Path() / "results")[static_cast<int>(i)] / "point";
    if (FindPoint(comparison, point) == nullptr) {
      errors.Add(
          at, absl::StrCat("\"", point, "\" is no point of ", comparison.name));
    } else if (!seen.insert(point).second) {
      errors.Add(at, absl::StrCat("\"", point, "\" is there twice"));
    }
  }
  for (const Point& point : comparison.points) {
    if (seen.contains(point.id)) continue;
    errors.Add(Path() / "results",
               absl::StrCat("has no result for point \"", point.id, "\""));
  }
}

void CheckNotBefore(absl::CivilDay day, const Submission& other,
                    FieldErrors& errors) {
  if (day >= other.day) return;
  errors.Add(Path() / "day",
             absl::StrCat("is ", absl::FormatCivilTime(day), ", before ",
                          absl::FormatCivilTime(other.day), ", when ",
                          other.institution, " measured"));
}

// The travelling standard is with one laboratory at a time, and the pilot has
// it first and last: results outside cannot be corrected for its drift.
void CheckDay(const Comparison& comparison, const Submission& submission,
              absl::CivilDay today, FieldErrors& errors) {
  if (submission.day > today) {
    errors.Add(Path() / "day",
               absl::StrCat("is ", absl::FormatCivilTime(submission.day),
                            ", after today, ", absl::FormatCivilTime(today)));
  }
  for (const Submission& other : comparison.submissions) {
    const bool comes_first = other.round == Round::kPilotFirst ||
                             submission.round == Round::kPilotLast;
    if (comes_first) CheckNotBefore(submission.day, other, errors);
  }
}

}  // namespace

absl::Status CheckSubmission(const Comparison& comparison,
                             const Submission& submission,
                             absl::CivilDay today) {
  FieldErrors who;
  CheckWho(comparison, submission, who);
  SUYUAN_RETURN_IF_ERROR(who.ToStatus());
  if (FindSubmission(comparison, submission.institution, submission.round) !=
      nullptr) {
    return ComparisonLocked(comparison.name,
                            absl::StrCat(submission.institution,
                                         " has handed in already; ask "
                                         "for a correction"));
  }
  if (comparison.state != TurnOf(submission.round)) {
    return ComparisonState(
        comparison.name, CodeOf(comparison.state),
        absl::StrCat("takes this submission in ",
                     CodeOf(TurnOf(submission.round)), " only"));
  }
  FieldErrors errors;
  CheckPoints(comparison, submission, errors);
  CheckDay(comparison, submission, today, errors);
  return errors.ToStatus();
}

}  // namespace suyuan::registry::comparison
