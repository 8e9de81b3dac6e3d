#ifndef SERVICES_REGISTRY_COMPARISON_REFERENCE_VALUE_H_
#define SERVICES_REGISTRY_COMPARISON_REFERENCE_VALUE_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "libs/metrology/comparison.h"
#include "services/registry/comparison/comparison.h"
#include "services/registry/comparison/ring.h"

namespace suyuan::registry::comparison {

// What a point's results are compared with.
struct ReferenceValue {
  // As on the pilot's first day. Absent where the method gives none: too few
  // contributed, the pilot measured nothing, no value is assigned.
  std::optional<metrology::LaboratoryResult> value;
  // Of those that contributed to a weighted mean. Where they do not agree, half
  // of the laboratories had to go and the rest still differ: the mean is no
  // value to be judged by.
  std::optional<metrology::Consistency> consistency;
  // Whether the entry of that index is part of the value.
  std::vector<bool> contributed;
  // Entries that were left out until the rest agreed, in that order.
  std::vector<size_t> removed;
};

// By the method of the comparison, from the entries of the ring that may
// contribute:
//   pilot          its first measurement; the last one is in the drift
//   weighted mean  of the largest consistent subset
//   median         u from the median deviation
//   robust         algorithm A with u = 1.25 s*/√n (ISO 13528 7.7), for three
//                  or more
//   assigned       what the point states
ReferenceValue ReferenceValueAt(ReferenceMethod method, const Point& point,
                                const Ring& ring);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_REFERENCE_VALUE_H_
