#include "services/registry/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"

namespace suyuan::registry {
namespace {

std::string DayText(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? absl::FormatCivilTime(*day) : std::string("ever");
}

// "sealed from 2024-03-01 on".
std::string Explain(const Standing& standing) {
  const std::string day = DayText(standing.day);
  switch (standing.state) {
    case Standing::State::kInForce:
      return "it is in force";
    case Standing::State::kNotYet:
      return absl::StrCat("it begins on ", day);
    case Standing::State::kEnded:
      return absl::StrCat("it ended on ", day);
    case Standing::State::kSuspended:
      return absl::StrCat("it was suspended from ", day, " on");
    case Standing::State::kRevoked:
      return absl::StrCat("it was revoked from ", day, " on");
    case Standing::State::kSealed:
      return absl::StrCat("it was sealed from ", day, " on");
    case Standing::State::kCancelled:
      return absl::StrCat("it was cancelled on ", day);
  }
  return "";
}

}  // namespace

absl::Status RecordNotFound(absl::string_view name) {
  return WithReason(absl::NotFoundError(absl::StrCat("no record ", name)),
                    "RECORD_NOT_FOUND");
}

absl::Status NoCatalogueInForce(absl::CivilDay day) {
  return WithReason(
      absl::NotFoundError(absl::StrCat("no mandatory catalogue is in force on ",
                                       absl::FormatCivilTime(day))),
      "RECORD_NOT_FOUND");
}

absl::Status NoEarlierReport(absl::string_view name) {
  return WithReason(absl::NotFoundError(absl::StrCat(
                        "no report is about a day before that of ", name)),
                    "RECORD_NOT_FOUND");
}

absl::Status ReferenceNotFound(absl::string_view path, absl::string_view name) {
  return WithViolation(
      WithReason(absl::NotFoundError(absl::StrCat(
                     path, ": no record ", name,
                     "; what a record names must be recorded before it")),
                 "RECORD_NOT_FOUND"),
      {std::string(path), absl::StrCat("no record ", name)});
}

absl::Status TermNotFound(const Requirement& requirement) {
  return InvalidField(
      requirement.path,
      absl::StrCat("\"", requirement.term.value, "\" is none of ",
                   requirement.term.field, " of ", requirement.name));
}

absl::Status RecordExists(absl::string_view name) {
  return WithReason(
      absl::AlreadyExistsError(absl::StrCat(name, " exists already")),
      "RECORD_EXISTS");
}

absl::Status IdentifierTaken(const Identifier& identifier,
                             absl::string_view other) {
  const std::string taken =
      absl::StrCat("\"", identifier.printed, "\" is that of ", other);
  return WithViolation(
      WithReason(absl::AlreadyExistsError(absl::StrCat(
                     identifier.path, ": ", taken,
                     " already; end that record if it was a mistake")),
                 "IDENTIFIER_TAKEN"),
      {identifier.path, taken});
}

absl::Status EtagMismatch(absl::string_view given, const Record& newest) {
  return WithReason(
      absl::AbortedError(absl::StrCat("etag is ", given, ", ", newest.name,
                                      " is at ", EtagOf(newest),
                                      ": somebody changed it; read it again")),
      "ETAG_MISMATCH");
}

absl::Status RecordNotInForce(absl::string_view name, absl::CivilDay day,
                              const Standing& standing) {
  std::string text =
      absl::StrCat(name, " was not in force on ", absl::FormatCivilTime(day),
                   ": ", Explain(standing));
  if (!standing.reason.empty())
    absl::StrAppend(&text, " (", standing.reason, ")");
  return WithReason(absl::NotFoundError(text), "RECORD_NOT_IN_FORCE");
}

absl::Status ComparisonState(absl::string_view name, absl::string_view state,
                             absl::string_view refusal) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        name, " is in state ", state, " and ", refusal)),
                    "COMPARISON_STATE");
}

absl::Status ComparisonIncomplete(absl::string_view name,
                                  absl::string_view state,
                                  absl::Span<const std::string> missing) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          name, " cannot go to ", state, ": ", absl::StrJoin(missing, "; "))),
      "COMPARISON_INCOMPLETE");
}

absl::Status ComparisonLocked(absl::string_view name, absl::string_view why) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(name, ": ", why)),
      "COMPARISON_LOCKED");
}

}  // namespace suyuan::registry
