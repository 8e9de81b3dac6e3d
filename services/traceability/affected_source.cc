#include "services/traceability/affected_source.h"

#include <vector>

#include "absl/strings/match.h"
#include "libs/base/status.h"
#include "services/traceability/errors.h"
#include "services/traceability/target.h"

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

absl::StatusOr<AffectedSource> OfIssuer(const Graph& graph,
                                        absl::string_view name,
                                        absl::Time known_at) {
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
  for (const CertificateIndex c : candidates) {
    if (graph.Known(c, known_at) &&
        graph.ResolveParty(graph.certificate(c).issuer, known_at) ==
            institution) {
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
    return OfIssuer(graph, target, known_at);
  }
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

bool InWindow(const AffectedQuestion& question, DayNumber used) {
  return (question.from == kNoDay ||
          (used != kNoDay && used >= question.from)) &&
         (question.to == kNoDay || (used != kNoDay && used <= question.to));
}

}  // namespace suyuan::traceability
