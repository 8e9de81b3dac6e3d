#include "services/suyuanctl/world/expectations.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/rpc/status.h"

namespace suyuan::world {
namespace {

using traceability::v1::AffectedCertificate;
using traceability::v1::ListAffectedRequest;
using traceability::v1::Reason;
using traceability::v1::TraceRequest;
using traceability::v1::TraceResponse;

// "V04" is "V04_REF_EXPIRED_AT_USE" too.
bool IsCode(const std::string& code, const std::string& wanted) {
  return code == wanted || absl::StartsWith(code, wanted + "_");
}

bool IsNoPass(const Reason& reason) {
  return reason.outcome() != traceability::v1::OUTCOME_HELD &&
         reason.outcome() != traceability::v1::OUTCOME_NOT_APPLICABLE;
}

bool HasCode(const TraceResponse& answer, const std::string& code) {
  return std::any_of(answer.reasons().begin(), answer.reasons().end(),
                     [&code](const Reason& reason) {
                       return IsNoPass(reason) && IsCode(reason.code(), code);
                     });
}

std::string CodesOf(const TraceResponse& answer) {
  std::vector<std::string> codes;
  for (const Reason& reason : answer.reasons()) {
    if (IsNoPass(reason)) codes.push_back(reason.code());
  }
  return codes.empty() ? "none" : absl::StrJoin(codes, ", ");
}

bool CouldNotAsk(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kUnimplemented:
      return true;
    default:
      return false;
  }
}

// Whether the target is there now, and was not yet at the instant of the
// expectation.
absl::StatusOr<bool> IsToldLater(const Expectation& expected,
                                 absl::string_view token, Judge& judge) {
  if (!expected.has_known_at()) return false;
  TraceRequest request;
  request.set_target(expected.target());
  request.set_issuer(expected.issuer());
  request.set_view(traceability::v1::VIEW_VERDICT);
  request.set_token(std::string(token));
  const absl::Status now = judge.Trace(request).status();
  if (CouldNotAsk(now)) return now;
  if (!now.ok()) return false;
  *request.mutable_known_at() = expected.known_at();
  const absl::Status then = judge.Trace(request).status();
  if (CouldNotAsk(then)) return then;
  return ReasonOf(then) == "TARGET_NOT_FOUND";
}

absl::StatusOr<std::vector<std::string>> JudgeOne(const Expectation& expected,
                                                  absl::string_view token,
                                                  Judge& judge) {
  std::vector<std::string> differences;
  const auto refused = [&differences](absl::string_view what,
                                      const absl::Status& status) {
    differences.push_back(
        absl::StrCat(what, " was refused: ", rpc::CodeName(status.code()), " ",
                     ReasonOf(status), ": ", status.message()));
  };
  if (expected.verdict() != 0 || expected.codes_size() > 0 ||
      expected.absent_size() > 0 || expected.currency() != 0) {
    TraceRequest request;
    request.set_target(expected.target());
    request.set_issuer(expected.issuer());
    request.set_result_id(expected.result_id());
    request.set_profile(expected.profile());
    request.set_as_of(expected.as_of());
    if (expected.has_known_at()) {
      *request.mutable_known_at() = expected.known_at();
    }
    request.set_view(traceability::v1::VIEW_VERDICT);
    request.set_token(std::string(token));
    const auto answer = judge.Trace(request);
    if (!answer.ok()) {
      if (CouldNotAsk(answer.status())) return answer.status();
      refused("Trace", answer.status());
    } else {
      differences = Differences(expected, *answer);
    }
  }
  if (expected.affected_size() > 0) {
    ListAffectedRequest request;
    request.set_target(expected.target());
    request.set_issuer(expected.issuer());
    request.set_as_of(expected.as_of());
    if (expected.has_known_at()) {
      *request.mutable_known_at() = expected.known_at();
    }
    request.set_token(std::string(token));
    const auto affected = judge.ListAffected(request);
    if (!affected.ok()) {
      if (CouldNotAsk(affected.status())) return affected.status();
      refused("ListAffected", affected.status());
    } else {
      const auto more = AffectedDifferences(expected, *affected);
      differences.insert(differences.end(), more.begin(), more.end());
    }
  }
  return differences;
}

}  // namespace

std::vector<std::string> Differences(const Expectation& expected,
                                     const TraceResponse& answer) {
  std::vector<std::string> out;
  if (expected.verdict() != 0 && expected.verdict() != answer.verdict()) {
    out.push_back(
        absl::StrCat("verdict: expected ",
                     traceability::v1::Verdict_Name(expected.verdict()),
                     ", got ", traceability::v1::Verdict_Name(answer.verdict()),
                     "; codes: ", CodesOf(answer)));
  }
  if (expected.currency() != 0 && expected.currency() != answer.currency()) {
    out.push_back(absl::StrCat(
        "currency: expected ",
        TraceResponse::Currency_Name(expected.currency()), ", got ",
        TraceResponse::Currency_Name(answer.currency())));
  }
  for (const std::string& code : expected.codes()) {
    if (HasCode(answer, code)) continue;
    out.push_back(
        absl::StrCat("codes: expected ", code, ", got ", CodesOf(answer)));
  }
  for (const std::string& code : expected.absent()) {
    if (!HasCode(answer, code)) continue;
    out.push_back(
        absl::StrCat("absent: expected no ", code, ", got ", CodesOf(answer)));
  }
  if (answer.candidates_size() > 0) {
    out.push_back(absl::StrCat("the target fits several certificates: ",
                               absl::StrJoin(answer.candidates(), ", ")));
  }
  return out;
}

std::vector<std::string> AffectedDifferences(
    const Expectation& expected,
    const std::vector<AffectedCertificate>& affected) {
  std::vector<std::string> wanted(expected.affected().begin(),
                                  expected.affected().end());
  std::vector<std::string> got;
  for (const AffectedCertificate& one : affected) got.push_back(one.number());
  std::sort(wanted.begin(), wanted.end());
  std::sort(got.begin(), got.end());
  std::vector<std::string> missing;
  std::vector<std::string> surplus;
  std::set_difference(wanted.begin(), wanted.end(), got.begin(), got.end(),
                      std::back_inserter(missing));
  std::set_difference(got.begin(), got.end(), wanted.begin(), wanted.end(),
                      std::back_inserter(surplus));
  std::vector<std::string> out;
  if (!missing.empty()) {
    out.push_back(
        absl::StrCat("affected: not listed: ", absl::StrJoin(missing, ", ")));
  }
  if (!surplus.empty()) {
    out.push_back(absl::StrCat("affected: listed, but not expected: ",
                               absl::StrJoin(surplus, ", ")));
  }
  return out;
}

absl::StatusOr<std::vector<Judged>> JudgeExpectations(const WorldFile& file,
                                                      absl::string_view token,
                                                      Judge& judge) {
  std::vector<Judged> out;
  for (int i = 0; i < file.world.expect_size(); ++i) {
    const Expectation& expected = file.world.expect(i);
    Judged judged;
    judged.place = {file.path, absl::StrCat("expect[", i, "]")};
    judged.about = expected.about();
    auto differences = JudgeOne(expected, token, judge);
    if (!differences.ok()) {
      return AtPlace(judged.place, "", differences.status());
    }
    judged.differences = *std::move(differences);
    if (judged.fails()) {
      const auto told_later = IsToldLater(expected, token, judge);
      if (!told_later.ok()) {
        return AtPlace(judged.place, "", told_later.status());
      }
      judged.told_later = *told_later;
      if (judged.told_later) judged.differences.clear();
    }
    out.push_back(std::move(judged));
  }
  return out;
}

}  // namespace suyuan::world
