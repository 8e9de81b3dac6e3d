#ifndef SERVICES_TRACEABILITY_OUTSIDE_MANDATORY_ITEM_H_
#define SERVICES_TRACEABILITY_OUTSIDE_MANDATORY_ITEM_H_

#include <vector>

#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

// The row of the catalogue of mandatory verification (强检目录) that an
// instrument belongs to on a day, as the registry counts: of the edition in
// force that began last, the row that the instrument names, or else the only
// one whose kinds of instruments include its own. An instrument whose purpose
// does not make it mandatory belongs to none; one that states no purpose does.
// Null where there is none. O(rows).
const CatalogueItemFacts* MandatoryItemOf(
    const std::vector<const CatalogueFacts*>& catalogues,
    const InstrumentFacts& instrument, DayNumber day);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_OUTSIDE_MANDATORY_ITEM_H_
