#ifndef SERVICES_TRACEABILITY_CONVERT_QUESTION_H_
#define SERVICES_TRACEABILITY_CONVERT_QUESTION_H_

#include "absl/status/statusor.h"
#include "services/traceability/engine.h"
#include "suyuan/traceability/v1/traceability.pb.h"

// Requests become questions; INVALID_FIELD names what is wrong.

namespace suyuan::traceability {

// The days and instant of a question. Without `known_at` everything that has
// been told is known; `shown_known_at` is what the answer says then.
struct QuestionTimes {
  DayNumber as_of = kNoDay;
  absl::Time known_at = absl::InfiniteFuture();
  absl::Time shown_known_at;
};

absl::StatusOr<QuestionTimes> TimesOf(
    const std::string& as_of, bool has_known_at,
    const google::protobuf::Timestamp& known_at, absl::Time now);

// `profiles` must outlive the question.
absl::StatusOr<TraceQuestion> ToQuestion(
    const v1::TraceRequest& request, const QuestionTimes& times,
    const Profiles& profiles = Profiles::BuiltIn());
// One target of a batch.
absl::StatusOr<TraceQuestion> ToQuestion(const v1::BatchTraceRequest& request,
                                         const std::string& target,
                                         const QuestionTimes& times,
                                         const Profiles& profiles);
absl::StatusOr<AffectedQuestion> ToQuestion(
    const v1::ListAffectedRequest& request, const QuestionTimes& times);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_QUESTION_H_
