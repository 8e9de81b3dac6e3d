#include "services/traceability/suggest/standard_numbers.h"

#include <algorithm>
#include <cmath>

#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/target.h"
#include "services/traceability/rules/smallest_uncertainty.h"

namespace suyuan::traceability {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// An unknown among them makes the whole unknown.
double Larger(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? kNan : std::max(a, b);
}

// One that is known goes before one that is not.
double Smaller(double a, double b) { return std::isnan(a) || b < a ? b : a; }

bool IsOfKind(const SuggestionQuestion& question, const Kind& kind,
              const DimensionText& dimension) {
  return RelateKinds(question.kind, question.dimension, kind, dimension) ==
         Relation::kSame;
}

// The results of the kind that may support others.
std::vector<ResultIndex> ResultsOfKind(const Graph& graph,
                                       CertificateIndex certificate,
                                       const std::vector<uint32_t>& keys,
                                       const SuggestionQuestion& question) {
  Target artefact;
  artefact.keys = keys;
  std::vector<ResultIndex> out =
      ResultsOfTarget(graph, certificate, artefact, "");
  out.erase(std::remove_if(out.begin(), out.end(),
                           [&](ResultIndex r) {
                             const ResultRow& row = graph.result(r);
                             return !row.may_support ||
                                    !IsOfKind(
                                        question, graph.kinds().kind(row.kind),
                                        graph.kinds().dimension(row.kind));
                           }),
            out.end());
  return out;
}

// Adds what a component's certificate says at the value.
void AddComponent(const Graph& graph, std::vector<ResultIndex> results,
                  const SuggestionQuestion& question, StandardNumbers& out) {
  Coverage coverage = Coverage::kUnknown;
  if (question.value) coverage = KeepUsedAt(graph, *question.value, results);
  Support support;
  support.used = std::move(results);
  FillNumbers(graph, question.profile->mpe_as_uncertainty, support);
  if (!out.from_certificates) {
    out.from_certificates = true;
    out.standard_uncertainty = support.standard_uncertainty;
    out.maximum_permissible_error = support.maximum_permissible_error;
    out.coverage = coverage;
    return;
  }
  out.standard_uncertainty =
      Larger(out.standard_uncertainty, support.standard_uncertainty);
  out.maximum_permissible_error =
      Larger(out.maximum_permissible_error, support.maximum_permissible_error);
  out.coverage = std::max(out.coverage, coverage);
}

void AddArtefact(const Graph& graph, const std::vector<uint32_t>& keys,
                 const SuggestionQuestion& question, StandardNumbers& out) {
  const CertificateIndex newest =
      NewestFor(graph, keys, question.day, question.known_at);
  if (newest == kNone) return;
  if (std::find(out.certificates.begin(), out.certificates.end(), newest) ==
      out.certificates.end()) {
    out.certificates.push_back(newest);
  }
  std::vector<ResultIndex> results =
      ResultsOfKind(graph, newest, keys, question);
  if (!results.empty()) {
    AddComponent(graph, std::move(results), question, out);
  }
}

// The best that the capabilities which contain the value state.
void UseRecord(const StandardFacts& standard,
               const SuggestionQuestion& question, StandardNumbers& out) {
  for (const CapabilityFacts& c : standard.capabilities) {
    if (!c.kind.named() || !IsOfKind(question, c.kind, c.dimension)) continue;
    if (question.value && c.range && !Contains(*c.range, *question.value)) {
      if (out.coverage == Coverage::kUnknown) out.coverage = Coverage::kOutside;
      continue;
    }
    if (question.value) out.coverage = Coverage::kInside;
    const double u =
        c.uncertainty && (question.value || c.uncertainty->proportional == 0)
            ? SmallestAt(*c.uncertainty, question.value.value_or(0))
            : kNan;
    out.standard_uncertainty = Smaller(out.standard_uncertainty, u);
    out.maximum_permissible_error =
        Smaller(out.maximum_permissible_error,
                c.maximum_permissible_error.value_or(kNan));
  }
}

bool RealisesKind(const StandardFacts& standard,
                  const SuggestionQuestion& question) {
  return std::any_of(standard.capabilities.begin(), standard.capabilities.end(),
                     [&](const CapabilityFacts& c) {
                       return c.kind.named() &&
                              IsOfKind(question, c.kind, c.dimension);
                     }) ||
         std::any_of(standard.services.begin(), standard.services.end(),
                     [&](const ScopeRowFacts& row) {
                       return row.kind.named() &&
                              IsOfKind(question, row.kind, row.dimension);
                     });
}

}  // namespace

bool Contains(const Interval& range, double value) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return RangeContains(range.lo.value_or(-kInfinity),
                       range.hi.value_or(kInfinity), value);
}

StandardNumbers NumbersOf(const Graph& graph, const StandardFacts& standard,
                          const SuggestionQuestion& question) {
  StandardNumbers out;
  out.realises_kind = RealisesKind(standard, question);
  bool any_main = false;
  for (const ComponentFacts& component : standard.components) {
    if (!component.main) continue;
    any_main = true;
    AddArtefact(graph, KeysOfComponent(graph, standard, component), question,
                out);
  }
  if (!any_main) {
    AddArtefact(graph, KeysOfRecord(graph, standard.name, question.known_at),
                question, out);
  }
  if (!out.from_certificates) UseRecord(standard, question, out);
  return out;
}

}  // namespace suyuan::traceability
