#include "services/traceability/uncertainty/drift.h"

#include <cmath>
#include <limits>
#include <vector>

#include "services/traceability/chain/support.h"

namespace suyuan::traceability {
namespace {

// The newest certificate of the artefact that is older than the cited one.
CertificateIndex Before(const Graph& graph, const Leg& leg,
                        absl::Time known_at) {
  const CertificateRow& cited = graph.certificate(leg.certificate);
  std::vector<ItemIndex> items;
  for (const ItemIndex meant : ItemsMeant(graph, leg)) {
    for (const uint32_t key : graph.list(graph.item(meant).keys)) {
      graph.ItemsByKey(key, items);
    }
  }
  CertificateIndex before = kNone;
  for (const ItemIndex item : items) {
    const CertificateIndex c = graph.item(item).certificate;
    const CertificateRow& row = graph.certificate(c);
    if (!graph.Known(c, known_at) || row.kind == CertificateKind::kComparison ||
        row.work_end() == kNoDay || row.work_end() >= cited.work_end() ||
        graph.VoidFrom(c, known_at) <= cited.work_end()) {
      continue;
    }
    if (before == kNone || Newer(graph, c, before)) before = c;
  }
  return before;
}

}  // namespace

double DriftOf(const Graph& graph, const Leg& leg, ResultIndex result,
               absl::Time known_at) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const ResultRow& now = graph.result(result);
  if (std::isnan(now.value) ||
      graph.certificate(leg.certificate).work_end() == kNoDay) {
    return kNan;
  }
  const CertificateIndex before = Before(graph, leg, known_at);
  if (before == kNone) return kNan;
  double change = kNan;
  for (const ResultIndex r : CountingResults(graph, before)) {
    const ResultRow& then = graph.result(r);
    if (graph.kinds().Relate(now.kind, then.kind) != Relation::kSame ||
        !RangeContains(then.value, then.value, now.value)) {
      continue;
    }
    const double one = std::fabs(now.value - then.value);
    if (std::isnan(change) || one < change) change = one;
  }
  return change > 0 ? change : kNan;
}

}  // namespace suyuan::traceability
