#include "services/traceability/chain/window.h"

#include <algorithm>

#include "libs/metrology/calendar.h"

namespace suyuan::traceability {
namespace {

int32_t MonthsOfStandard(const StandardFacts& standard, absl::string_view key) {
  for (const ComponentFacts& component : standard.components) {
    if (!component.main || component.recalibration_months <= 0) continue;
    const std::vector<std::string> keys = KeysOf(component.artefact);
    if (standard.name == key ||
        std::find(keys.begin(), keys.end(), key) != keys.end()) {
      return component.recalibration_months;
    }
  }
  return 0;
}

// The owner's interval for one of the items: items and keys in their order,
// instruments before standards. 0 where nobody set one.
int32_t OwnersMonths(const Graph& graph, const CertificateRow& row,
                     absl::Time known_at) {
  for (uint32_t i = 0; i < row.items; ++i) {
    for (const uint32_t id : graph.list(graph.item(row.first_item + i).keys)) {
      const absl::string_view key = graph.key(id);
      for (const auto* instrument : graph.InstrumentsByKey(key, known_at)) {
        if (instrument->recalibration_months > 0) {
          return instrument->recalibration_months;
        }
      }
      for (const auto* standard : graph.StandardsByKey(key, known_at)) {
        const int32_t months = MonthsOfStandard(*standard, key);
        if (months > 0) return months;
      }
    }
  }
  return 0;
}

DayNumber LastDayOfBatch(const Graph& graph, const CertificateRow& row,
                         absl::Time known_at) {
  for (uint32_t i = 0; i < row.items; ++i) {
    const auto* material = graph.ReferenceMaterial(
        graph.text(graph.item(row.first_item + i).record), known_at);
    if (material != nullptr && material->period.to) {
      return ToDayNumber(material->period.to);
    }
  }
  return kNoDay;
}

DayNumber EndOf(const Graph& graph, const CertificateRow& row,
                absl::Time known_at) {
  if (row.valid_to != kNoDay) return row.valid_to;
  const int32_t months = OwnersMonths(graph, row, known_at);
  if (months > 0) {
    return ToDayNumber(
        metrology::LastDayOfPeriod(*FromDayNumber(row.work_end()), months));
  }
  return LastDayOfBatch(graph, row, known_at);
}

}  // namespace

Window WindowOf(const Graph& graph, CertificateIndex certificate,
                absl::Time known_at) {
  const CertificateRow& row = graph.certificate(certificate);
  Window out;
  out.from = row.work_end();
  if (out.from == kNoDay) return out;
  out.to = EndOf(graph, row, known_at);
  const DayNumber void_from = graph.VoidFrom(certificate, known_at);
  if (void_from != kNever && (out.to == kNoDay || void_from <= out.to)) {
    out.to = std::max(void_from, out.from) - 1;
    out.void_ends_it = true;
  }
  return out;
}

}  // namespace suyuan::traceability
