#include "services/registry/transport/comparison_steps.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/registry/comparison/evaluation.h"
#include "services/registry/comparison/submission.h"
#include "services/registry/comparison/workflow.h"
#include "services/registry/convert/comparison.h"
#include "services/registry/convert/comparison_rules.h"
#include "services/registry/convert/parts.h"
#include "services/registry/errors.h"

namespace suyuan::registry {
namespace {

using google::protobuf::util::MessageDifferencer;

std::string StateText(const proto::Comparison& comparison) {
  return std::string(CodeOf(ToState(comparison.state())));
}

absl::CivilDay Today(const Occasion& occasion) {
  return metrology::LegalDay(occasion.now);
}

// What belongs to another step would be passed over, which nobody wants.
absl::Status CheckStepFields(const proto::AdvanceComparisonRequest& request) {
  FieldErrors errors;
  const auto only_of = [&](absl::string_view field, const std::string& text,
                           proto::Comparison::State state) {
    if (text.empty() || request.state() == state) return;
    errors.Add(FieldPath(field),
               absl::StrCat("is of ", CodeOf(ToState(state)), " only"));
  };
  only_of("report_number", request.report_number(),
          proto::Comparison::STATE_FINAL);
  only_of("day", request.day(), proto::Comparison::STATE_CONSEQUENCES);
  only_of("due", request.due(), proto::Comparison::STATE_CONSEQUENCES);
  if (request.state() == proto::Comparison::STATE_UNSPECIFIED ||
      !proto::Comparison::State_IsValid(request.state())) {
    errors.Add(FieldPath("state"), "is required: where the comparison goes to");
  }
  CheckOptionalText(FieldPath("reason"), request.reason(), errors);
  CheckOptionalText(FieldPath("report_number"), request.report_number(),
                    errors);
  return errors.ToStatus();
}

// No failure counts before all had measured, or from a day to come. Days in
// their printed form compare as days.
absl::Status CheckConsequencesDay(absl::CivilDay day,
                                  const proto::Comparison& comparison,
                                  absl::CivilDay today) {
  if (day > today) {
    return InvalidField(
        "day", absl::StrCat("is ", rpc::DayText(day), ", after today, ",
                            rpc::DayText(today)));
  }
  for (const auto& submission : comparison.submissions()) {
    if (rpc::DayText(day) >= submission.day()) continue;
    return InvalidField(
        "day",
        absl::StrCat("is ", rpc::DayText(day), ", before ", submission.day(),
                     ", when ", submission.institution(), " measured"));
  }
  return absl::OkStatus();
}

absl::Status CheckDue(absl::string_view field, const std::string& due,
                      const std::string& decided) {
  SUYUAN_ASSIGN_OR_RETURN(const auto day, rpc::ParseOptionalDay(field, due));
  if (!day.has_value() || due >= decided) return absl::OkStatus();
  return InvalidField(field, absl::StrCat("is ", due, ", before ", decided,
                                          ", when the failure was decided"));
}

absl::Status DrawConsequences(const proto::AdvanceComparisonRequest& request,
                              absl::CivilDay today,
                              proto::Comparison& comparison) {
  SUYUAN_ASSIGN_OR_RETURN(const auto given,
                          rpc::ParseOptionalDay("day", request.day()));
  const absl::CivilDay day = given.value_or(today);
  SUYUAN_RETURN_IF_ERROR(CheckConsequencesDay(day, comparison, today));
  comparison.set_consequences_day(rpc::DayText(day));
  SUYUAN_RETURN_IF_ERROR(
      CheckDue("due", request.due(), comparison.consequences_day()));
  for (const auto& outcome : OutcomesOf(comparison.evaluation())) {
    if (outcome.verdict != comparison::Verdict::kUnsatisfactory) continue;
    proto::ComparisonFollowUp& follow_up = *comparison.add_follow_ups();
    follow_up.set_institution(outcome.institution);
    follow_up.set_due(request.due());
  }
  return absl::OkStatus();
}

proto::ComparisonFollowUp* FindFollowUp(proto::Comparison& comparison,
                                        const std::string& institution) {
  for (auto& follow_up : *comparison.mutable_follow_ups()) {
    if (follow_up.institution() == institution) return &follow_up;
  }
  return nullptr;
}

absl::Status CheckResolved(const std::string& resolved,
                           const proto::Comparison& comparison,
                           absl::CivilDay today) {
  SUYUAN_ASSIGN_OR_RETURN(
      const auto day, rpc::ParseOptionalDay("follow_up.resolved", resolved));
  if (!day.has_value()) return absl::OkStatus();
  if (resolved >= comparison.consequences_day() && *day <= today) {
    return absl::OkStatus();
  }
  return InvalidField(
      "follow_up.resolved",
      absl::StrCat(
          "is ", resolved, ", not between ", comparison.consequences_day(),
          ", when the failure was decided, and today, ", rpc::DayText(today)));
}

// --- events ------------------------------------------------------------------

std::string StandardOf(const proto::Comparison& comparison,
                       const std::string& institution) {
  for (const auto& participant : comparison.participants()) {
    if (participant.institution() == institution) return participant.standard();
  }
  return "";
}

proto::StandardEvent EventOf(const proto::Comparison& comparison,
                             proto::StandardEvent::Kind kind,
                             const std::string& day,
                             const std::string& document_number) {
  proto::StandardEvent event;
  event.set_kind(kind);
  event.set_day(day);
  event.set_document_number(document_number);
  event.set_comparison(comparison.name());
  return event;
}

// One for each kind of quantity; one of none speaks of the standard as a whole
// and for all.
std::vector<proto::StandardEvent> FailuresOf(
    const proto::Comparison& comparison, const comparison::Outcome& outcome) {
  proto::StandardEvent whole =
      EventOf(comparison, proto::StandardEvent::KIND_COMPARISON_FAILED,
              comparison.consequences_day(), comparison.report_number());
  whole.set_reason(absl::StrJoin(outcome.failed_points, ", "));
  std::vector<proto::StandardEvent> events;
  for (const auto& point : comparison.points()) {
    const auto& failed = outcome.failed_points;
    if (std::find(failed.begin(), failed.end(), point.id()) == failed.end()) {
      continue;
    }
    if (!point.has_kind() || point.kind().code().empty()) return {whole};
    proto::StandardEvent event = whole;
    *event.mutable_kind_of_quantity() = point.kind();
    const bool is_told = std::any_of(
        events.begin(), events.end(), [&](const proto::StandardEvent& told) {
          return MessageDifferencer::Equals(told.kind_of_quantity(),
                                            point.kind());
        });
    if (!is_told) events.push_back(std::move(event));
  }
  return events;
}

std::vector<StandardEvents> FailedStandards(
    const proto::Comparison& comparison) {
  std::vector<StandardEvents> out;
  for (const auto& outcome : OutcomesOf(comparison.evaluation())) {
    const std::string standard = StandardOf(comparison, outcome.institution);
    if (outcome.verdict != comparison::Verdict::kUnsatisfactory ||
        standard.empty()) {
      continue;
    }
    out.push_back({standard, FailuresOf(comparison, outcome)});
  }
  return out;
}

bool IsResolved(const proto::Comparison& comparison,
                const std::string& institution) {
  return std::any_of(comparison.follow_ups().begin(),
                     comparison.follow_ups().end(), [&](const auto& one) {
                       return one.institution() == institution &&
                              !one.resolved().empty();
                     });
}

// Names of the fields in which the two differ.
std::vector<std::string> DifferingFields(const proto::Comparison& a,
                                         const proto::Comparison& b) {
  std::vector<std::string> fields;
  const google::protobuf::Descriptor& type = *proto::Comparison::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    MessageDifferencer differencer;
    if (!differencer.CompareWithFields(a, b, {type.field(i)},
                                       {type.field(i)})) {
      fields.push_back(type.field(i)->name());
    }
  }
  return fields;
}

// Without what may change in any state.
proto::Comparison Locked(proto::Comparison comparison) {
  comparison.clear_meta();
  for (auto& participant : *comparison.mutable_participants()) {
    participant.clear_deadline();
    participant.clear_excuse();
    participant.clear_received();
  }
  return comparison;
}

}  // namespace

absl::Status Advance(const proto::AdvanceComparisonRequest& request,
                     const Occasion& occasion, proto::Comparison& comparison) {
  SUYUAN_RETURN_IF_ERROR(CheckStepFields(request));
  const comparison::Comparison rules = ToRules(comparison);
  const comparison::Step step{ToState(request.state()), request.reason(),
                              request.report_number()};
  SUYUAN_RETURN_IF_ERROR(CheckStep(rules, step, Today(occasion)));
  if (step.to == comparison::State::kFinal) {
    *comparison.mutable_evaluation() = ToMessage(Evaluate(rules));
    comparison.set_report_number(request.report_number());
  }
  if (step.to == comparison::State::kConsequences) {
    SUYUAN_RETURN_IF_ERROR(
        DrawConsequences(request, Today(occasion), comparison));
  }
  comparison.set_state(request.state());
  proto::Comparison::Step& taken = *comparison.add_steps();
  taken.set_state(request.state());
  *taken.mutable_time() = rpc::InstantProto(occasion.now);
  taken.set_principal(occasion.principal);
  taken.set_reason(request.reason());
  return absl::OkStatus();
}

absl::Status Submit(const proto::SubmitComparisonResultsRequest& request,
                    const Occasion& occasion, proto::Comparison& comparison) {
  SUYUAN_ASSIGN_OR_RETURN(HandedIn handed_in,
                          ToHandedIn(request.submission(), comparison));
  SUYUAN_RETURN_IF_ERROR(
      CheckSubmission(ToRules(comparison), handed_in.rules, Today(occasion)));
  *handed_in.message.mutable_submit_time() = rpc::InstantProto(occasion.now);
  *comparison.add_submissions() = std::move(handed_in.message);
  return absl::OkStatus();
}

absl::Status RequestCorrection(
    const proto::RequestComparisonCorrectionRequest& request,
    const Occasion& occasion, proto::Comparison& comparison) {
  const FieldPath path("correction");
  FieldErrors errors;
  CheckRequiredText(path / "reason", request.correction().reason(), errors);
  CheckComparisonResults(path / "results", request.correction().results(),
                         comparison, errors);
  SUYUAN_RETURN_IF_ERROR(errors.ToStatus());
  SUYUAN_RETURN_IF_ERROR(CheckCorrection(ToRules(comparison),
                                         request.correction().institution(),
                                         (path / "institution").text()));
  proto::ComparisonCorrection& kept = *comparison.add_corrections();
  kept = request.correction();
  *kept.mutable_request_time() = rpc::InstantProto(occasion.now);
  return absl::OkStatus();
}

absl::Status Confirm(const proto::ConfirmComparisonResultsRequest& request,
                     const Occasion& occasion, proto::Comparison& comparison) {
  SUYUAN_RETURN_IF_ERROR(CheckConfirmation(
      ToRules(comparison), request.institution(), "institution"));
  for (auto& submission : *comparison.mutable_submissions()) {
    if (submission.institution() != request.institution() ||
        submission.has_confirm_time()) {
      continue;
    }
    *submission.mutable_confirm_time() = rpc::InstantProto(occasion.now);
  }
  return absl::OkStatus();
}

absl::Status FollowUp(const proto::FollowUpComparisonRequest& request,
                      const Occasion& occasion, proto::Comparison& comparison) {
  const proto::ComparisonFollowUp& told = request.follow_up();
  if (comparison.state() != proto::Comparison::STATE_CONSEQUENCES) {
    return ComparisonState(comparison.name(), StateText(comparison),
                           "is followed up in CONSEQUENCES only");
  }
  proto::ComparisonFollowUp* kept =
      FindFollowUp(comparison, told.institution());
  if (kept == nullptr) {
    return InvalidField(
        "follow_up.institution",
        absl::StrCat("\"", told.institution(),
                     "\" has nothing to put right after ", comparison.name()));
  }
  const absl::CivilDay today = Today(occasion);
  SUYUAN_RETURN_IF_ERROR(
      CheckDue("follow_up.due", told.due(), comparison.consequences_day()));
  SUYUAN_RETURN_IF_ERROR(CheckResolved(told.resolved(), comparison, today));
  proto::ComparisonFollowUp next = *kept;
  next.MergeFrom(told);
  if (!kept->resolved().empty() && !MessageDifferencer::Equals(next, *kept)) {
    return ComparisonLocked(
        comparison.name(),
        absl::StrCat(told.institution(), " has put it right on ",
                     kept->resolved(), " already"));
  }
  *kept = std::move(next);
  return absl::OkStatus();
}

absl::Status CheckUnlocked(const proto::Comparison& seen,
                           const proto::Comparison& wanted) {
  if (ToState(seen.state()) == comparison::State::kPlanned) {
    return absl::OkStatus();
  }
  const std::vector<std::string> changed =
      DifferingFields(Locked(seen), Locked(wanted));
  if (changed.empty()) return absl::OkStatus();
  return ComparisonLocked(
      seen.name(),
      absl::StrCat(absl::StrJoin(changed, ", "), " cannot change in state ",
                   StateText(seen),
                   "; deadlines, excuses and days of receipt can"));
}

std::vector<StandardEvents> EventsBetween(const proto::Comparison& before,
                                          const proto::Comparison& after) {
  if (before.state() != after.state()) {
    return after.state() == proto::Comparison::STATE_CONSEQUENCES
               ? FailedStandards(after)
               : std::vector<StandardEvents>();
  }
  std::vector<StandardEvents> out;
  for (const auto& follow_up : after.follow_ups()) {
    const std::string standard = StandardOf(after, follow_up.institution());
    if (follow_up.resolved().empty() || standard.empty() ||
        IsResolved(before, follow_up.institution())) {
      continue;
    }
    out.push_back(
        {standard,
         {EventOf(after, proto::StandardEvent::KIND_COMPARISON_RESOLVED,
                  follow_up.resolved(), follow_up.document_number())}});
  }
  return out;
}

}  // namespace suyuan::registry
