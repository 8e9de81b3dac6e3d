#include "services/traceability/convert/question.h"

#include "absl/strings/match.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"

namespace suyuan::traceability {
namespace {

constexpr size_t kLongestTarget = 512;

PartyFacts ToIssuer(const std::string& text) {
  PartyFacts out;
  if (absl::StartsWith(text, "institutions/")) {
    out.institution = text;
  } else {
    out.title = text::NormaliseName(text);
  }
  return out;
}

absl::StatusOr<DayNumber> DayField(absl::string_view field,
                                   const std::string& text) {
  SUYUAN_ASSIGN_OR_RETURN(const auto day, rpc::ParseOptionalDay(field, text));
  return day ? ToDayNumber(*day) : kNoDay;
}

}  // namespace

absl::StatusOr<QuestionTimes> TimesOf(
    const std::string& as_of, bool has_known_at,
    const google::protobuf::Timestamp& known_at, absl::Time now) {
  QuestionTimes out;
  SUYUAN_ASSIGN_OR_RETURN(out.as_of, DayField("as_of", as_of));
  if (out.as_of == kNoDay) out.as_of = ShanghaiDay(now);
  out.shown_known_at = now;
  if (has_known_at) {
    SUYUAN_ASSIGN_OR_RETURN(out.known_at,
                            rpc::ParseInstant("known_at", known_at));
    out.shown_known_at = out.known_at;
  }
  return out;
}

absl::StatusOr<TraceQuestion> ToQuestion(const v1::TraceRequest& request,
                                         const QuestionTimes& times,
                                         const Profiles& profiles) {
  TraceQuestion out;
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("target", request.target(), kLongestTarget));
  SUYUAN_ASSIGN_OR_RETURN(out.profile, profiles.Find(request.profile()));
  out.target = {request.target(), ToIssuer(request.issuer()), times.as_of,
                times.known_at};
  out.result_id = request.result_id();
  out.explain = request.view() != v1::VIEW_VERDICT;
  out.verdict_only = !out.explain;
  out.only_what_costs = request.view() != v1::VIEW_FULL;
  return out;
}

absl::StatusOr<TraceQuestion> ToQuestion(const v1::BatchTraceRequest& request,
                                         const std::string& target,
                                         const QuestionTimes& times,
                                         const Profiles& profiles) {
  v1::TraceRequest one;
  one.set_target(target);
  one.set_profile(request.profile());
  one.set_view(v1::VIEW_VERDICT);
  return ToQuestion(one, times, profiles);
}

absl::StatusOr<AffectedQuestion> ToQuestion(
    const v1::ListAffectedRequest& request, const QuestionTimes& times) {
  AffectedQuestion out;
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("target", request.target(), kLongestTarget));
  out.target = request.target();
  out.issuer = ToIssuer(request.issuer());
  SUYUAN_ASSIGN_OR_RETURN(out.from, DayField("from", request.from()));
  SUYUAN_ASSIGN_OR_RETURN(out.to, DayField("to", request.to()));
  if (out.from != kNoDay && out.to != kNoDay && out.to < out.from) {
    return InvalidField("to", "is before `from`");
  }
  SUYUAN_ASSIGN_OR_RETURN(out.void_from,
                          DayField("void_from", request.void_from()));
  SUYUAN_ASSIGN_OR_RETURN(out.void_to, DayField("void_to", request.void_to()));
  if (out.void_from != kNoDay && out.void_to != kNoDay &&
      out.void_to < out.void_from) {
    return InvalidField("void_to", "is before `void_from`");
  }
  out.include_targets = request.include_targets();
  if (out.include_targets && !absl::StartsWith(out.target, "institutions/") &&
      !absl::StartsWith(out.target, "persons/")) {
    return InvalidField("include_targets",
                        "is for institutions/* and persons/* alone");
  }
  out.as_of = times.as_of;
  out.known_at = times.known_at;
  out.current_only = request.current_only();
  return out;
}

}  // namespace suyuan::traceability
