#include "services/traceability/drift/branch_check.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "services/traceability/chain/target.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/rules/smallest_uncertainty.h"
#include "services/traceability/suggest/standard_numbers.h"

namespace suyuan::traceability {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

// A certificate with its results of the branch's kind.
struct Compared {
  CertificateIndex certificate = kNone;
  std::vector<ResultIndex> results;
};

std::vector<Compared> OfKind(
    const Graph& graph, const DiagramBranchFacts& branch,
    const std::vector<ComponentCertificate>& certificates) {
  std::vector<Compared> out;
  for (const ComponentCertificate& own : certificates) {
    if (own.certificate == kNone) continue;
    Target artefact;
    artefact.keys = own.keys;
    Compared one{own.certificate, {}};
    for (const ResultIndex r :
         ResultsOfTarget(graph, own.certificate, artefact, "")) {
      const KindId kind = graph.result(r).kind;
      if (graph.result(r).may_support &&
          RelateKinds(branch.kind, branch.own.dimension,
                      graph.kinds().kind(kind),
                      graph.kinds().dimension(kind)) == Relation::kSame) {
        one.results.push_back(r);
      }
    }
    if (!one.results.empty()) out.push_back(std::move(one));
  }
  return out;
}

// Unknown outweighs held, broken outweighs both; its numbers are kept.
void Worsen(DriftFinding& out, DriftFinding next, bool first) {
  const auto rank = [](Outcome o) {
    return o == Outcome::kBroken ? 2 : o == Outcome::kUnknown ? 1 : 0;
  };
  if (first || rank(next.outcome) > rank(out.outcome)) out = std::move(next);
}

// --- issuer -----------------------------------------------------------------

DriftFinding IssuerOf(const Graph& graph, const DiagramBranchFacts& branch,
                      CertificateIndex certificate, absl::Time known_at) {
  DriftFinding out{.aspect = DriftAspect::kIssuer,
                   .outcome = Outcome::kUnknown,
                   .kind = branch.kind.code,
                   .certificate = certificate};
  const CertificateRow& row = graph.certificate(certificate);
  out.inputs.emplace_back("declared", branch.printed_upper_institution);
  out.inputs.emplace_back("issuer",
                          std::string(graph.text(row.printed_issuer)));
  if (branch.upper_institution.empty()) return out;
  if (graph.text(row.issuer.title) == branch.upper_institution) {
    out.outcome = Outcome::kHeld;
    return out;
  }
  const InstitutionFacts* declared =
      graph.InstitutionByTitle(branch.upper_institution, known_at);
  const InstitutionFacts* issuer = graph.ResolveParty(row.issuer, known_at);
  if (declared == nullptr || issuer == nullptr) return out;
  out.outcome =
      declared->name == issuer->name ? Outcome::kHeld : Outcome::kBroken;
  return out;
}

// --- uncertainty
// --------------------------------------------------------------

// Three ways to say how well, the first that the diagram states.
struct Figures {
  const char* of = "";
  double declared = kNan;
  double on_certificate = kNan;
};

Figures FiguresAt(const CapabilityFacts& own, const ResultRow& result) {
  if (own.uncertainty) {
    // A constant needs no value.
    const double at = own.uncertainty->proportional == 0 ? 0 : result.value;
    return {"standard_uncertainty", SmallestAt(*own.uncertainty, at),
            result.standard_uncertainty};
  }
  return {"maximum_permissible_error",
          own.maximum_permissible_error.value_or(kNan),
          result.maximum_permissible_error};
}

DriftFinding ClassOf(const Graph& graph, const DiagramBranchFacts& branch,
                     const ResultRow& result) {
  DriftFinding out{.aspect = DriftAspect::kUncertainty,
                   .outcome = Outcome::kUnknown,
                   .kind = branch.kind.code,
                   .certificate = result.certificate};
  const CertificateRow& row = graph.certificate(result.certificate);
  absl::string_view printed;
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex item = row.first_item + i;
    if (result.item != kNone && result.item != item) continue;
    printed = graph.text(graph.item(item).accuracy_class);
  }
  out.inputs.emplace_back("declared", branch.own.accuracy_class);
  out.inputs.emplace_back("on_certificate", std::string(printed));
  if (branch.own.accuracy_class.empty() || printed.empty()) return out;
  out.outcome =
      printed == branch.own.accuracy_class ? Outcome::kHeld : Outcome::kBroken;
  return out;
}

DriftFinding UncertaintyAt(const Graph& graph, const DiagramBranchFacts& branch,
                           const ResultRow& result) {
  if (!branch.own.uncertainty && !branch.own.maximum_permissible_error) {
    return ClassOf(graph, branch, result);
  }
  DriftFinding out{.aspect = DriftAspect::kUncertainty,
                   .outcome = Outcome::kUnknown,
                   .kind = branch.kind.code,
                   .certificate = result.certificate};
  const Figures figures = FiguresAt(branch.own, result);
  out.inputs.emplace_back("of", figures.of);
  out.inputs.emplace_back("value", NumberText(result.value));
  out.inputs.emplace_back("declared", NumberText(figures.declared));
  out.inputs.emplace_back("on_certificate", NumberText(figures.on_certificate));
  if (std::isnan(figures.declared) || std::isnan(figures.on_certificate)) {
    return out;
  }
  out.outcome = figures.on_certificate <= figures.declared * (1 + kSlack)
                    ? Outcome::kHeld
                    : Outcome::kBroken;
  return out;
}

// Results outside the own tier's range are of no interest to it.
bool IsWithin(const CapabilityFacts& own, const ResultRow& result) {
  return !own.range || std::isnan(result.value) ||
         Contains(*own.range, result.value);
}

// --- range
// --------------------------------------------------------------------

DriftFinding RangeOf(const Graph& graph, const DiagramBranchFacts& branch,
                     const std::vector<Compared>& compared) {
  DriftFinding out{.aspect = DriftAspect::kRange,
                   .outcome = Outcome::kUnknown,
                   .kind = branch.kind.code,
                   .certificate = compared.front().certificate};
  double lo = kInfinity;
  double hi = -kInfinity;
  for (const Compared& one : compared) {
    for (const ResultIndex r : one.results) {
      const ResultRow& row = graph.result(r);
      const bool ranged = !std::isnan(row.lo) || !std::isnan(row.hi);
      const double least = ranged ? row.lo : row.value;
      const double most = ranged ? row.hi : row.value;
      if (least < lo) lo = least;
      if (most > hi) hi = most;
    }
  }
  const auto& range = branch.own.range;
  if (!range || !branch.own.dimension || lo > hi) return out;
  const double from = range->lo.value_or(lo);
  const double to = range->hi.value_or(hi);
  out.inputs.emplace_back("declared",
                          NumberText(from) + " .. " + NumberText(to));
  out.inputs.emplace_back("on_certificate",
                          NumberText(lo) + " .. " + NumberText(hi));
  out.outcome = RangeContains(lo, hi, from) && RangeContains(lo, hi, to)
                    ? Outcome::kHeld
                    : Outcome::kBroken;
  return out;
}

}  // namespace

std::vector<DriftFinding> CheckBranch(
    const Graph& graph, const DiagramBranchFacts& branch,
    const std::vector<ComponentCertificate>& certificates,
    absl::Time known_at) {
  const std::vector<Compared> compared = OfKind(graph, branch, certificates);
  std::vector<DriftFinding> out;
  for (const DriftAspect aspect :
       {DriftAspect::kIssuer, DriftAspect::kUncertainty, DriftAspect::kRange}) {
    out.push_back({.aspect = aspect, .kind = branch.kind.code});
  }
  if (compared.empty()) return out;
  bool first_issuer = true;
  bool first_result = true;
  for (const Compared& one : compared) {
    Worsen(out[0], IssuerOf(graph, branch, one.certificate, known_at),
           first_issuer);
    first_issuer = false;
    for (const ResultIndex r : one.results) {
      if (!IsWithin(branch.own, graph.result(r))) continue;
      Worsen(out[1], UncertaintyAt(graph, branch, graph.result(r)),
             first_result);
      first_result = false;
    }
  }
  out[2] = RangeOf(graph, branch, compared);
  return out;
}

}  // namespace suyuan::traceability
