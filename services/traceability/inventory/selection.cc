#include "services/traceability/inventory/selection.h"

#include "absl/container/btree_set.h"
#include "absl/strings/match.h"

namespace suyuan::traceability {
namespace {

// `takes(name)` for the names after page.after, until the page is full.
NamePage Walk(const absl::btree_set<std::string>& names, const Page& page,
              absl::FunctionRef<bool(const std::string&)> takes) {
  NamePage out;
  size_t scanned = 0;
  for (auto it = names.upper_bound(page.after); it != names.end(); ++it) {
    if (out.names.size() == page.size || scanned == page.max_scanned) {
      out.next = *std::prev(it);
      return out;
    }
    ++scanned;
    if (takes(*it)) out.names.push_back(*it);
  }
  return out;
}

}  // namespace

bool Selection::empty() const {
  return fleet.empty() && owner.empty() && division.empty() &&
         equipment_class.empty() && purpose == Purpose::kUnspecified;
}

bool Selection::Fits(const InstrumentFacts& instrument) const {
  return (fleet.empty() || fleet == instrument.fleet) &&
         (owner.empty() || owner == instrument.owner) &&
         absl::StartsWith(instrument.division, division) &&
         (equipment_class.empty() ||
          equipment_class == instrument.equipment_class) &&
         (purpose == Purpose::kUnspecified || purpose == instrument.purpose);
}

bool InForce(const Period& period, DayNumber day) {
  return (!period.from.has_value() || ToDayNumber(*period.from) <= day) &&
         (!period.to.has_value() || day <= ToDayNumber(*period.to));
}

NamePage InstrumentsInUse(
    const Graph& graph, const Selection& selection, DayNumber day,
    absl::Time known_at, const Page& page,
    absl::FunctionRef<bool(const InstrumentFacts&)> keep) {
  return Walk(graph.instrument_names(), page, [&](const std::string& name) {
    const InstrumentFacts* facts = graph.Instrument(name, known_at);
    return facts != nullptr && InForce(facts->period, day) &&
           selection.Fits(*facts) && keep(*facts);
  });
}

NamePage Instruments(const Graph& graph, const Selection& selection,
                     absl::Time known_at, const Page& page,
                     absl::FunctionRef<bool(const InstrumentFacts&)> keep) {
  return Walk(graph.instrument_names(), page, [&](const std::string& name) {
    const InstrumentFacts* facts = graph.Instrument(name, known_at);
    return facts != nullptr && selection.Fits(*facts) && keep(*facts);
  });
}

NamePage StandardsInForce(const Graph& graph, DayNumber day,
                          absl::Time known_at, const Page& page,
                          absl::FunctionRef<bool(const StandardFacts&)> keep) {
  return Walk(graph.standard_names(), page, [&](const std::string& name) {
    const StandardFacts* facts = graph.Standard(name, known_at);
    return facts != nullptr && InForce(facts->period, day) && keep(*facts);
  });
}

}  // namespace suyuan::traceability
