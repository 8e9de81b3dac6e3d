#include "services/traceability/chain/support.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace suyuan::traceability {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool Contains(absl::Span<const uint32_t> list, uint32_t id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

// What the papers say of whether a reference carries a result.
enum class Listing { kExplicit, kImplicit, kExcluded };

Listing ListingOf(const Graph& graph, const ResultRow& result,
                  const ReferenceRow& reference) {
  const auto references = graph.list(result.reference_ids);
  if (!references.empty()) {
    return Contains(references, reference.id) ? Listing::kExplicit
                                              : Listing::kExcluded;
  }
  const auto results = graph.list(reference.result_ids);
  if (results.empty()) return Listing::kImplicit;
  return Contains(results, result.id) ? Listing::kExplicit : Listing::kExcluded;
}

bool SharesKey(const Graph& graph, const ItemRow& item,
               const std::vector<uint32_t>& keys) {
  for (const uint32_t key : graph.list(item.keys)) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return true;
  }
  return false;
}

// The reference's results that may support others: of the items it names, if it
// names any of them.
std::vector<ResultIndex> ResultsOfLeg(const Graph& graph, const Leg& leg) {
  std::vector<ResultIndex> all = CountingResults(graph, leg.certificate);
  all.erase(std::remove_if(
                all.begin(), all.end(),
                [&](ResultIndex r) { return !graph.result(r).may_support; }),
            all.end());
  if (graph.certificate(leg.certificate).items < 2) return all;
  const std::vector<ItemIndex> meant = ItemsMeant(graph, leg);
  all.erase(std::remove_if(all.begin(), all.end(),
                           [&](ResultIndex r) {
                             const ItemIndex item = graph.result(r).item;
                             return item != kNone &&
                                    std::find(meant.begin(), meant.end(),
                                              item) == meant.end();
                           }),
            all.end());
  return all;
}

struct Span1 {
  double lo;
  double hi;
};

// What a result speaks for: its range, or its point.
Span1 SpanOf(const ResultRow& r) {
  if (!std::isnan(r.lo) || !std::isnan(r.hi)) return {r.lo, r.hi};
  return {r.value, r.value};
}

// Keeps of `same` those used at x, and says where x lies.
Coverage UseAt(const Graph& graph, double x, std::vector<ResultIndex>& same) {
  same.erase(std::remove_if(same.begin(), same.end(),
                            [&](ResultIndex r) {
                              return std::isnan(SpanOf(graph.result(r)).lo);
                            }),
             same.end());
  std::vector<ResultIndex> covering;
  double below = -std::numeric_limits<double>::infinity();
  double above = std::numeric_limits<double>::infinity();
  for (const ResultIndex r : same) {
    const Span1 s = SpanOf(graph.result(r));
    if (RangeContains(s.lo, s.hi, x)) {
      covering.push_back(r);
    } else if (s.hi < x) {
      below = std::max(below, s.hi);
    } else {
      above = std::min(above, s.lo);
    }
  }
  if (!covering.empty()) {
    same = std::move(covering);
    return Coverage::kInside;
  }
  same.erase(std::remove_if(same.begin(), same.end(),
                            [&](ResultIndex r) {
                              const Span1 s = SpanOf(graph.result(r));
                              return s.hi != below && s.lo != above;
                            }),
             same.end());
  return std::isinf(below) || std::isinf(above) ? Coverage::kOutside
                                                : Coverage::kInside;
}

// Splits a leg's results by how they relate to the result.
void UseResults(const Graph& graph, const ResultRow& result,
                const std::vector<ResultIndex>& candidates, Support& out) {
  std::vector<ResultIndex> by_relation[4];
  for (const ResultIndex r : candidates) {
    const Relation relation =
        graph.kinds().Relate(result.kind, graph.result(r).kind);
    by_relation[static_cast<int>(relation)].push_back(r);
  }
  for (const Relation relation :
       {Relation::kSame, Relation::kDerived, Relation::kUnknown}) {
    std::vector<ResultIndex>& found = by_relation[static_cast<int>(relation)];
    if (found.empty()) continue;
    out.relation = relation;
    out.used = std::move(found);
    if (relation != Relation::kSame || std::isnan(result.value)) return;
    out.coverage = KeepUsedAt(graph, result.value, out.used);
    return;
  }
  out.relation = Relation::kNone;
}

}  // namespace

std::vector<ResultIndex> CountingResults(const Graph& graph,
                                         CertificateIndex certificate) {
  const CertificateRow& row = graph.certificate(certificate);
  std::vector<ResultIndex> out;
  out.reserve(row.results);
  for (uint32_t i = 0; i < row.results; ++i) {
    const ResultIndex r = row.first_result + i;
    if (row.has_after && graph.result(r).stage == Stage::kBefore) continue;
    out.push_back(r);
  }
  return out;
}

double UncertaintyOf(const ResultRow& result, bool mpe_as_uncertainty) {
  if (!std::isnan(result.standard_uncertainty) || !mpe_as_uncertainty) {
    return result.standard_uncertainty;
  }
  return result.maximum_permissible_error / std::sqrt(3.0);
}

Coverage KeepUsedAt(const Graph& graph, double x,
                    std::vector<ResultIndex>& results) {
  const bool any_value = std::any_of(
      results.begin(), results.end(),
      [&](ResultIndex r) { return !std::isnan(SpanOf(graph.result(r)).lo); });
  return any_value ? UseAt(graph, x, results) : Coverage::kUnknown;
}

bool RangeContains(double lo, double hi, double x) {
  const double width = hi - lo;
  const double tolerance = std::isinf(width) ? 0
                           : width > 0       ? 0.001 * width
                                             : 0.001 * std::fabs(lo);
  // A bound that decimals meet exactly must not be lost to binary rounding.
  constexpr double kSlack = 1e-9;
  return lo - tolerance - kSlack * std::fabs(lo) <= x &&
         x <= hi + tolerance + kSlack * std::fabs(hi);
}

std::vector<ItemIndex> ItemsMeant(const Graph& graph, const Leg& leg) {
  const CertificateRow& row = graph.certificate(leg.certificate);
  const ReferenceRow& reference = graph.reference(leg.reference);
  std::vector<ItemIndex> all;
  std::vector<ItemIndex> named;
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex index = row.first_item + i;
    const ItemRow& item = graph.item(index);
    all.push_back(index);
    if (SharesIdentification(graph, item, reference) ||
        SharesKey(graph, item, leg.keys)) {
      named.push_back(index);
    }
  }
  return named.empty() ? all : named;
}

std::vector<Support> SupportsOf(const Graph& graph, ResultIndex index,
                                const std::vector<Leg>& legs) {
  std::vector<Support> out;
  const ResultRow& result = graph.result(index);
  for (uint32_t i = 0; i < legs.size(); ++i) {
    const Leg& leg = legs[i];
    const Listing listing =
        ListingOf(graph, result, graph.reference(leg.reference));
    if (listing == Listing::kExcluded) continue;
    Support support;
    support.leg = i;
    if (leg.state == LegState::kResolved) {
      UseResults(graph, result, ResultsOfLeg(graph, leg), support);
      if (support.relation == Relation::kNone &&
          listing == Listing::kImplicit) {
        continue;
      }
    }
    out.push_back(std::move(support));
  }
  return out;
}

void FillNumbers(const Graph& graph, bool mpe_as_uncertainty,
                 Support& support) {
  // An unknown among them makes the whole unknown; std::max would forget it.
  const auto larger = [](double a, double b) {
    return std::isnan(a) || std::isnan(b) ? kNan : std::max(a, b);
  };
  support.standard_uncertainty = support.used.empty() ? kNan : 0;
  support.maximum_permissible_error = support.standard_uncertainty;
  for (const ResultIndex r : support.used) {
    const ResultRow& row = graph.result(r);
    support.standard_uncertainty = larger(
        UncertaintyOf(row, mpe_as_uncertainty), support.standard_uncertainty);
    support.maximum_permissible_error = larger(
        row.maximum_permissible_error, support.maximum_permissible_error);
  }
}

}  // namespace suyuan::traceability
