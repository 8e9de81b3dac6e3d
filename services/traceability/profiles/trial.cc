#include "services/traceability/profiles/trial.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/deadline.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"
#include "libs/text/normalise.h"
#include "services/traceability/convert/answer.h"
#include "services/traceability/convert/record.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

// Of 64 hexadecimal digits; names have the first half.
constexpr size_t kNameDigits = 32;

}  // namespace

void Trial::Tell(const registry::v1::Record& record, absl::Time at) {
  const absl::Status applied = engine_.Apply([&](Graph& graph, Positions&) {
    ApplyRecord(record, at, units_, graph);
    return absl::OkStatus();
  });
  applied.IgnoreError();  // records are not refused
}

absl::Status Trial::Tell(const certificates::v1::Certificate& certificate,
                         absl::Time at) {
  std::string text;
  json::AppendCanonicalJson(certificate, text);
  certificates::v1::Certificate named = certificate;
  named.set_digest(crypto::Sha256(text).Hex());
  named.set_name(
      absl::StrCat("certificates/", named.digest().substr(0, kNameDigits)));
  const CertificateFacts facts = ToFacts(named, at, units_);
  SUYUAN_RETURN_IF_ERROR(engine_.Apply(
      [&facts](Graph& graph, Positions&) { return graph.Apply(facts); }));
  held_.push_back({named.name(), facts.number, named.number(),
                   named.issuer().title(), named.issuer().institution()});
  return absl::OkStatus();
}

absl::StatusOr<std::string> Trial::NameOf(absl::string_view number,
                                          absl::string_view issuer) const {
  const std::string wanted = text::NormaliseIdentifier(number);
  for (const Held& one : held_) {
    const bool is_issuers =
        issuer.empty() || one.institution == issuer ||
        text::NormaliseName(one.title) == text::NormaliseName(issuer);
    if (one.number == wanted && is_issuers) return one.name;
  }
  return TargetNotFound(number);
}

absl::Status Trial::Tell(absl::string_view number, absl::string_view issuer,
                         StatusFacts status, absl::Time at) {
  SUYUAN_ASSIGN_OR_RETURN(status.certificate, NameOf(number, issuer));
  status.recorded_at = at;
  return engine_.Apply(
      [&status](Graph& graph, Positions&) { return graph.Apply(status); });
}

absl::StatusOr<std::vector<Trial::Judged>> Trial::Judge(const Profile& profile,
                                                        DayNumber as_of) const {
  std::vector<Judged> out;
  for (const Held& one : held_) {
    TraceQuestion question;
    question.target.target = one.name;
    question.target.as_of = as_of;
    question.target.known_at = absl::InfiniteFuture();
    question.profile = &profile;
    Judged& judged = out.emplace_back();
    judged.number = one.printed_number;
    judged.issuer = one.title.empty() ? one.institution : one.title;
    SUYUAN_RETURN_IF_ERROR(engine_.Trace(
        question, Deadline::Infinite(),
        [&judged](const Graph&, const RuleContext&, const TraceAnswer& answer) {
          judged.verdict = answer.verdict;
          judged.codes = CodesOf(answer);
        }));
  }
  return out;
}

}  // namespace suyuan::traceability
