#include "services/certificates/archive/authenticity.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "libs/base/status.h"
#include "libs/text/normalise.h"
#include "services/certificates/archive/view.h"

namespace suyuan::certificates {
namespace {

bool IsVoid(absl::Span<const StatusChange> changes, absl::CivilDay today) {
  const std::optional<absl::CivilDay> since = VoidFrom(changes);
  return since.has_value() && *since <= today;
}

absl::StatusOr<bool> IsContested(CertificateReader& reader,
                                 const CertificateView& view,
                                 absl::CivilDay today) {
  for (const CertificateId& other : view.same_key) {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<StatusChange> changes,
                            reader.Changes(other));
    if (!IsVoid(changes, today)) return true;
  }
  return false;
}

absl::StatusOr<Authenticity> Judge(CertificateReader& reader,
                                   const CertificateView& view,
                                   absl::CivilDay today) {
  if (IsVoid(view.changes, today)) return Authenticity::kVoid;
  if (ReplacedBy(view.changes).has_value() || !view.claimed_by.empty()) {
    return Authenticity::kReplaced;
  }
  SUYUAN_ASSIGN_OR_RETURN(const bool contested,
                          IsContested(reader, view, today));
  return contested ? Authenticity::kConflicting : Authenticity::kGenuine;
}

absl::StatusOr<std::vector<KeptCertificate>> Candidates(
    CertificateReader& reader, const AuthenticityQuestion& question) {
  std::vector<KeptCertificate> found;
  if (question.digest.has_value()) {
    SUYUAN_ASSIGN_OR_RETURN(std::optional<KeptCertificate> kept,
                            reader.Find(CertificateId(*question.digest)));
    if (kept.has_value() && kept->digest == *question.digest) {
      found.push_back(*std::move(kept));
    }
    return found;
  }
  return WithKey(reader, Term::kKey, text::NormaliseIdentifier(question.number),
                 FormsAsked(question.issuer),
                 std::numeric_limits<int64_t>::max());
}

// What counts comes before what does not, and doubt before trust.
int Rank(Authenticity answer) {
  switch (answer) {
    case Authenticity::kConflicting:
      return 0;
    case Authenticity::kGenuine:
      return 1;
    case Authenticity::kReplaced:
      return 2;
    case Authenticity::kVoid:
      return 3;
    case Authenticity::kNotHeld:
      return 4;
  }
  return 4;
}

}  // namespace

absl::StatusOr<AuthenticityAnswer> CheckAuthenticity(
    CertificateReader& reader, const AuthenticityQuestion& question,
    absl::CivilDay today) {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<KeptCertificate> candidates,
                          Candidates(reader, question));
  AuthenticityAnswer answer;
  for (KeptCertificate& kept : candidates) {
    SUYUAN_ASSIGN_OR_RETURN(CertificateView view,
                            ViewOf(reader, std::move(kept), Horizon{}));
    SUYUAN_ASSIGN_OR_RETURN(const Authenticity judged,
                            Judge(reader, view, today));
    answer.matches.push_back({std::move(view), judged});
  }
  std::stable_sort(answer.matches.begin(), answer.matches.end(),
                   [](const AuthenticityMatch& a, const AuthenticityMatch& b) {
                     return Rank(a.answer) < Rank(b.answer);
                   });
  if (!answer.matches.empty()) answer.answer = answer.matches.front().answer;
  return answer;
}

}  // namespace suyuan::certificates
