#ifndef SERVICES_TRACEABILITY_INVENTORY_SELECTION_H_
#define SERVICES_TRACEABILITY_INVENTORY_SELECTION_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"

// Which records are meant, page by page.

namespace suyuan::traceability {

// Instruments that fit all that is not empty.
struct Selection {
  std::string fleet;
  std::string owner;
  std::string division;  // or its beginning
  std::string equipment_class;
  Purpose purpose = Purpose::kUnspecified;

  bool empty() const;
  bool Fits(const InstrumentFacts& instrument) const;
};

// Where a page begins and ends.
struct Page {
  std::string after;  // "": from the beginning
  size_t size = 100;  // 1 or more
  // Looks at no more records than so many: the page may then be short.
  size_t max_scanned = 20000;
};

struct NamePage {
  std::vector<std::string> names;
  // `after` of the next page; "": this is the last one.
  std::string next;
};

// Whether a record counts on the day.
bool InForce(const Period& period, DayNumber day);

// Of the instruments in use on the day, as they were known, those that fit and
// that `keep` keeps, in the order of their names. O(scanned).
NamePage InstrumentsInUse(const Graph& graph, const Selection& selection,
                          DayNumber day, absl::Time known_at, const Page& page,
                          absl::FunctionRef<bool(const InstrumentFacts&)> keep);
// The same of all instruments that were ever in use.
NamePage Instruments(const Graph& graph, const Selection& selection,
                     absl::Time known_at, const Page& page,
                     absl::FunctionRef<bool(const InstrumentFacts&)> keep);
// The same of the standards in force.
NamePage StandardsInForce(const Graph& graph, DayNumber day,
                          absl::Time known_at, const Page& page,
                          absl::FunctionRef<bool(const StandardFacts&)> keep);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_INVENTORY_SELECTION_H_
