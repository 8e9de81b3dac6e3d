#include "services/traceability/chain/target.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "libs/text/normalise.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

void AddNewest(const Graph& graph, const TargetQuestion& question,
               const std::vector<uint32_t>& keys, Target& out) {
  const CertificateIndex newest =
      NewestFor(graph, keys, question.as_of, question.known_at);
  if (newest == kNone) {
    out.incomplete = true;
  } else if (std::find(out.certificates.begin(), out.certificates.end(),
                       newest) == out.certificates.end()) {
    out.certificates.push_back(newest);
  }
  out.keys.insert(out.keys.end(), keys.begin(), keys.end());
}

Target OfStandard(const Graph& graph, const TargetQuestion& question,
                  const StandardFacts& standard) {
  Target out;
  bool any_main = false;
  for (const ComponentFacts& component : standard.components) {
    if (!component.main) continue;
    any_main = true;
    AddNewest(graph, question, KeysOfComponent(graph, standard, component),
              out);
  }
  if (!any_main) {
    AddNewest(graph, question,
              KeysOfRecord(graph, standard.name, question.known_at), out);
  }
  if (out.certificates.empty() && MayBeTerminal(standard.level)) {
    out.terminal_level = standard.level;
  }
  return out;
}

absl::StatusOr<Target> OfRecord(const Graph& graph,
                                const TargetQuestion& question) {
  const absl::Time known_at = question.known_at;
  if (const auto* s = graph.Standard(question.target, known_at)) {
    return OfStandard(graph, question, *s);
  }
  const auto* material = graph.ReferenceMaterial(question.target, known_at);
  if (material == nullptr &&
      graph.Instrument(question.target, known_at) == nullptr) {
    return TargetNotFound(question.target);
  }
  Target out;
  AddNewest(graph, question, KeysOfRecord(graph, question.target, known_at),
            out);
  if (out.certificates.empty() && material != nullptr &&
      MayBeTerminal(material->level)) {
    out.terminal_level = material->level;
  }
  return out;
}

PartyRow Interned(const Graph& graph, const PartyFacts& party) {
  return {graph.FindText(party.institution), graph.FindText(party.title),
          graph.FindText(party.code)};
}

bool FitsIssuer(const Graph& graph, const TargetQuestion& question,
                CertificateIndex c) {
  const PartyFacts& wanted = question.issuer;
  if (wanted.institution.empty() && wanted.title.empty()) return true;
  const PartyRow& printed = graph.certificate(c).issuer;
  const PartyRow row = Interned(graph, wanted);
  if (row.institution != kUnknownText && row.institution != kNoText &&
      row.institution == printed.institution) {
    return true;
  }
  if (row.title != kUnknownText && row.title != kNoText &&
      row.title == printed.title) {
    return true;
  }
  const InstitutionFacts* issuer =
      graph.ResolveParty(printed, question.known_at);
  return issuer != nullptr &&
         (issuer->name == wanted.institution ||
          std::find(issuer->titles.begin(), issuer->titles.end(),
                    wanted.title) != issuer->titles.end());
}

absl::StatusOr<Target> OfNumber(const Graph& graph,
                                const TargetQuestion& question) {
  std::vector<CertificateIndex> all;
  graph.ByNumber(graph.FindNumber(text::NormaliseIdentifier(question.target)),
                 all);
  std::sort(all.begin(), all.end());
  Target out;
  for (const CertificateIndex c : all) {
    if (graph.Known(c, question.known_at) && FitsIssuer(graph, question, c)) {
      out.candidates.push_back(c);
    }
  }
  if (out.candidates.empty()) return TargetNotFound(question.target);
  for (const CertificateIndex c : out.candidates) {
    out.ambiguous = out.ambiguous || !SameKey(graph, out.candidates.front(), c,
                                              question.known_at);
  }
  if (!out.ambiguous) out.certificates = {out.candidates.front()};
  if (out.candidates.size() == 1) out.candidates.clear();
  return out;
}

}  // namespace

absl::StatusOr<Target> FindTarget(const Graph& graph,
                                  const TargetQuestion& question) {
  const absl::string_view target = question.target;
  if (absl::StartsWith(target, "certificates/")) {
    const CertificateIndex c = graph.FindCertificate(target);
    if (c == kNone || !graph.Known(c, question.known_at)) {
      return TargetNotFound(target);
    }
    Target out;
    out.certificates = {c};
    return out;
  }
  for (const absl::string_view kind :
       {"instruments/", "standards/", "referenceMaterials/"}) {
    if (absl::StartsWith(target, kind)) return OfRecord(graph, question);
  }
  return OfNumber(graph, question);
}

std::vector<ResultIndex> ResultsOfTarget(const Graph& graph,
                                         CertificateIndex certificate,
                                         const Target& target,
                                         absl::string_view result_id) {
  std::vector<ResultIndex> out = CountingResults(graph, certificate);
  if (target.keys.empty() && result_id.empty()) return out;
  const CertificateRow& row = graph.certificate(certificate);
  std::vector<bool> meant(row.items, false);
  bool any = false;
  for (uint32_t i = 0; i < row.items; ++i) {
    for (const uint32_t key : graph.list(graph.item(row.first_item + i).keys)) {
      meant[i] = meant[i] || std::find(target.keys.begin(), target.keys.end(),
                                       key) != target.keys.end();
    }
    any = any || meant[i];
  }
  out.erase(std::remove_if(out.begin(), out.end(),
                           [&](ResultIndex r) {
                             const ResultRow& result = graph.result(r);
                             if (!result_id.empty() &&
                                 graph.text(result.id) != result_id) {
                               return true;
                             }
                             return any && result.item != kNone &&
                                    !meant[result.item - row.first_item];
                           }),
            out.end());
  return out;
}

}  // namespace suyuan::traceability
