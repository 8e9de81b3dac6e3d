#include "services/traceability/recall/affected_source.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "libs/base/status.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/chain/target.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

void AddAllOfKeys(const Graph& graph, const std::vector<uint32_t>& keys,
                  absl::Time known_at, AffectedSource& out) {
  std::vector<ItemIndex> items;
  for (const uint32_t key : keys) graph.ItemsByKey(key, items);
  for (const ItemIndex item : items) {
    const CertificateIndex c = graph.item(item).certificate;
    if (graph.Known(c, known_at)) out.certificates.insert(c);
  }
}

// Whether the work of a certificate touches the fault; days that are not known
// may be any.
bool TouchesFault(const CertificateRow& row, const AffectedQuestion& question) {
  const DayNumber begin = row.work_begin();
  if (begin == kNoDay) return true;
  return (question.void_to == kNoDay || begin <= question.void_to) &&
         (question.void_from == kNoDay || row.work_end() >= question.void_from);
}

absl::StatusOr<AffectedSource> OfIssuer(const Graph& graph,
                                        const AffectedQuestion& question) {
  const absl::string_view name = question.target;
  const absl::Time known_at = question.known_at;
  const InstitutionFacts* institution = graph.Institution(name, known_at);
  if (institution == nullptr) return TargetNotFound(name);
  std::vector<TextId> texts{graph.FindText(name)};
  for (const std::string& t : institution->titles) {
    texts.push_back(graph.FindText(t));
  }
  for (const CompetenceFacts* c : graph.CompetencesOf(name, known_at)) {
    texts.push_back(graph.FindText(c->number));
  }
  std::vector<CertificateIndex> candidates;
  for (const TextId t : texts) {
    if (t != kNoText) graph.ByIssuerText(t, candidates);
  }
  AffectedSource out;
  out.made_faulty = true;
  for (const CertificateIndex c : candidates) {
    const CertificateRow& row = graph.certificate(c);
    if (graph.Known(c, known_at) && TouchesFault(row, question) &&
        graph.ResolveParty(row.issuer, known_at) == institution) {
      out.certificates.insert(c);
    }
  }
  return out;
}

// What a person signed, in whatever role.
absl::StatusOr<AffectedSource> OfPerson(const Graph& graph,
                                        const AffectedQuestion& question) {
  const PersonFacts* person = graph.Person(question.target, question.known_at);
  if (person == nullptr) return TargetNotFound(question.target);
  AffectedSource out;
  out.made_faulty = true;
  if (person->registration.empty()) return out;
  std::vector<CertificateIndex> candidates;
  graph.SignedBy(person->registration, candidates);
  for (const CertificateIndex c : candidates) {
    if (graph.Known(c, question.known_at) &&
        TouchesFault(graph.certificate(c), question)) {
      out.certificates.insert(c);
    }
  }
  return out;
}

}  // namespace

absl::StatusOr<AffectedSource> FindSource(const Graph& graph,
                                          const AffectedQuestion& question) {
  const absl::string_view target = question.target;
  const absl::Time known_at = question.known_at;
  if (absl::StartsWith(target, "institutions/")) {
    return OfIssuer(graph, question);
  }
  if (absl::StartsWith(target, "persons/")) return OfPerson(graph, question);
  SUYUAN_ASSIGN_OR_RETURN(const Target found,
                          FindTarget(graph, {question.target, question.issuer,
                                             question.as_of, known_at}));
  AffectedSource out;
  if (absl::StartsWith(target, "instruments/") ||
      absl::StartsWith(target, "standards/") ||
      absl::StartsWith(target, "referenceMaterials/")) {
    out.record = question.target;
    AddAllOfKeys(graph, found.keys, known_at, out);
    return out;
  }
  out.certificates.insert(found.certificates.begin(), found.certificates.end());
  out.certificates.insert(found.candidates.begin(), found.candidates.end());
  return out;
}

bool IsFaultyUse(const AffectedQuestion& question, const AffectedSource& source,
                 const CertificateRow& user) {
  return source.made_faulty || TouchesFault(user, question);
}

void AddTargets(const Graph& graph, const AffectedQuestion& question,
                const AffectedSource& source,
                std::vector<AffectedCertificate>& found) {
  if (!question.include_targets || !source.made_faulty) return;
  found.erase(
      std::remove_if(found.begin(), found.end(),
                     [&source](const AffectedCertificate& a) {
                       return source.certificates.contains(a.certificate);
                     }),
      found.end());
  for (const CertificateIndex c : source.certificates) {
    AffectedCertificate own;
    own.certificate = c;
    const auto results = CountingResults(graph, c);
    own.results.assign(results.begin(), results.end());
    found.push_back(std::move(own));
  }
}

bool InWindow(const AffectedQuestion& question, DayNumber used) {
  return (question.from == kNoDay ||
          (used != kNoDay && used >= question.from)) &&
         (question.to == kNoDay || (used != kNoDay && used <= question.to));
}

}  // namespace suyuan::traceability
