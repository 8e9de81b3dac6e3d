#include "services/certificates/archive/view.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "libs/base/status.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {
namespace {

constexpr int64_t kNewest = std::numeric_limits<int64_t>::max();

bool NamesAsReplaced(const KeptCertificate& from, const KeptCertificate& to) {
  const std::optional<ReplacementClaim>& claim = from.particulars.replaces;
  return claim.has_value() && from.id != to.id && !to.number_key.empty() &&
         text::NormaliseIdentifier(claim->number) == to.number_key &&
         IsSameIssuer(from.particulars.issuer, to.particulars.issuer);
}

bool Replaces(absl::Span<const StatusChange> changes_of_older,
              const CertificateId& newer) {
  return std::any_of(changes_of_older.begin(), changes_of_older.end(),
                     [&newer](const StatusChange& change) {
                       return change.replaced_by == newer;
                     });
}

absl::StatusOr<std::vector<StatusChange>> ChangesUpTo(CertificateReader& reader,
                                                      const CertificateId& id,
                                                      const Horizon& horizon) {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<StatusChange> changes,
                          reader.Changes(id));
  changes.erase(std::remove_if(changes.begin(), changes.end(),
                               [&horizon](const StatusChange& change) {
                                 return !horizon.Includes(change.position,
                                                          change.recorded_at);
                               }),
                changes.end());
  return changes;
}

// Whether a replacement, recorded or claimed, links the two in either
// direction.
absl::StatusOr<bool> IsLinked(CertificateReader& reader,
                              const CertificateView& view,
                              const KeptCertificate& other,
                              const Horizon& horizon) {
  if (ClaimsToReplace(view.kept, other) || ClaimsToReplace(other, view.kept) ||
      Replaces(view.changes, other.id)) {
    return true;
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<StatusChange> changes,
                          ChangesUpTo(reader, other.id, horizon));
  return Replaces(changes, view.kept.id);
}

// Oldest first, without the certificate itself.
absl::StatusOr<std::vector<KeptCertificate>> OthersWith(
    CertificateReader& reader, const KeptCertificate& kept, Term term,
    const Horizon& horizon) {
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<KeptCertificate> others,
      WithKey(reader, term, kept.number_key,
              IssuerForms(kept.particulars.issuer),
              horizon.position == kNewest ? kNewest : horizon.position + 1));
  others.erase(std::remove_if(others.begin(), others.end(),
                              [&](const KeptCertificate& other) {
                                return other.id == kept.id ||
                                       !horizon.Includes(other.position,
                                                         other.recorded_at);
                              }),
               others.end());
  std::reverse(others.begin(), others.end());
  return others;
}

}  // namespace

absl::StatusOr<std::vector<KeptCertificate>> WithKey(
    CertificateReader& reader, Term term, absl::string_view number_key,
    const std::vector<std::string>& issuer_forms, int64_t before) {
  std::vector<KeptCertificate> found;
  if (number_key.empty()) return found;
  for (const std::string& form : issuer_forms) {
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<KeptCertificate> some,
        reader.Scan(TermValue::Of(term, KeyForm(number_key, form)), before,
                    kMaxSameNumber));
    std::move(some.begin(), some.end(), std::back_inserter(found));
  }
  std::sort(found.begin(), found.end(),
            [](const KeptCertificate& a, const KeptCertificate& b) {
              return a.position > b.position;
            });
  found.erase(
      std::unique(found.begin(), found.end(),
                  [](const KeptCertificate& a, const KeptCertificate& b) {
                    return a.position == b.position;
                  }),
      found.end());
  return found;
}

bool HasSameKey(const KeptCertificate& a, const KeptCertificate& b) {
  return !a.number_key.empty() && a.number_key == b.number_key &&
         a.particulars.kind == b.particulars.kind &&
         IsSameIssuer(a.particulars.issuer, b.particulars.issuer);
}

bool ClaimsToReplace(const KeptCertificate& newer,
                     const KeptCertificate& older) {
  if (!NamesAsReplaced(newer, older)) return false;
  if (!NamesAsReplaced(older, newer)) return true;
  const auto issued = [](const KeptCertificate& kept) {
    return std::pair(kept.particulars.issued.value_or((absl::CivilDay::min)()),
                     kept.position);
  };
  return issued(newer) > issued(older);
}

absl::StatusOr<CertificateView> ViewOf(CertificateReader& reader,
                                       KeptCertificate kept,
                                       const Horizon& horizon) {
  CertificateView view{std::move(kept), {}, {}, {}};
  SUYUAN_ASSIGN_OR_RETURN(view.changes,
                          ChangesUpTo(reader, view.kept.id, horizon));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<KeptCertificate> alike,
                          OthersWith(reader, view.kept, Term::kKey, horizon));
  for (const KeptCertificate& other : alike) {
    if (!HasSameKey(view.kept, other)) continue;
    SUYUAN_ASSIGN_OR_RETURN(const bool linked,
                            IsLinked(reader, view, other, horizon));
    if (!linked) view.same_key.push_back(other.id);
  }
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<KeptCertificate> claiming,
      OthersWith(reader, view.kept, Term::kReplacedKey, horizon));
  for (const KeptCertificate& other : claiming) {
    if (ClaimsToReplace(other, view.kept)) view.claimed_by.push_back(other.id);
  }
  return view;
}

}  // namespace suyuan::certificates
