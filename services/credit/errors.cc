#include "services/credit/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::credit {

absl::Status SubjectNotFound(absl::string_view subject_id) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("no credit subject ", subject_id)),
      "SUBJECT_NOT_FOUND");
}

absl::Status SubjectExists(absl::string_view subject_id) {
  return WithReason(absl::AlreadyExistsError(absl::StrCat(
                        "credit subject ", subject_id, " exists already")),
                    "SUBJECT_EXISTS");
}

absl::Status SubjectEnded(absl::string_view subject_id) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "credit subject ", subject_id, " has ended: it gets no new facts")),
      "SUBJECT_ENDED");
}

absl::Status FactNotFound(absl::string_view subject_id,
                          absl::string_view fact_id) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("credit subject ", subject_id,
                                       " has no fact ", fact_id)),
      "FACT_NOT_FOUND");
}

absl::Status FactExists(absl::string_view fact_id, absl::string_view subject) {
  return WithReason(
      absl::AlreadyExistsError(absl::StrCat(
          "fact ", fact_id, " of credit subject ", subject,
          " has the same source system, document number and indicator, and "
          "says something else")),
      "FACT_EXISTS");
}

absl::Status PolicyNotFound(absl::string_view policy) {
  return WithReason(absl::NotFoundError(absl::StrCat("no policy ", policy)),
                    "POLICY_NOT_FOUND");
}

absl::Status NoPolicyInForce(absl::string_view day) {
  return WithReason(
      absl::NotFoundError(
          absl::StrCat("no policy is in force on ", day,
                       "; name one in `policy` to compute by it all the same")),
      "POLICY_NOT_FOUND");
}

absl::Status PolicyDuplicate(absl::string_view policy, absl::string_view file) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat("policy ", policy, " of ", file,
                                              " was read from another file")),
      "POLICY_DUPLICATE");
}

absl::Status EtagMismatch(absl::string_view given, absl::string_view newest) {
  return WithReason(absl::AbortedError(absl::StrCat(
                        "etag is ", given, ", the newest is ", newest,
                        ": somebody changed it; read it again")),
                    "ETAG_MISMATCH");
}

absl::Status PositionBackwards(absl::string_view feed, int64_t stored,
                               int64_t given) {
  return WithReason(
      absl::FailedPreconditionError(
          absl::StrCat("position ", given, " of the feed ", feed, " is before ",
                       stored, ", which is taken over already")),
      "POSITION_BACKWARDS");
}

absl::Status ReadTokenAhead(int64_t wanted, int64_t last) {
  return WithReason(absl::UnavailableError(
                        absl::StrCat("the answer would not include position ",
                                     wanted, " of credit, but ", last)),
                    "READ_TOKEN_AHEAD");
}

}  // namespace suyuan::credit
