#ifndef SERVICES_REGISTRY_COMPARISON_RING_H_
#define SERVICES_REGISTRY_COMPARISON_RING_H_

#include <optional>
#include <vector>

#include "libs/metrology/comparison.h"
#include "services/registry/comparison/comparison.h"

namespace suyuan::registry::comparison {

// What a laboratory found at a point.
struct Entry {
  const Participant* participant = nullptr;
  metrology::LaboratoryResult reported;
  // Brought to the pilot's first day: the linear share of the drift is taken
  // off, the drift's own u added.
  metrology::LaboratoryResult corrected;
};

// One point as the travelling standard went round.
struct Ring {
  // The pilot's first measurement.
  std::optional<metrology::LaboratoryResult> pilot;
  // The pilot's last less its first; absent where it did not measure twice.
  std::optional<double> drift;
  // Of the correction for it: what the standard did between the two
  // measurements is known to lie between them and no better (|drift|/√12).
  std::optional<metrology::StandardUncertainty> drift_uncertainty;
  // Whether the drift is larger than the pilot's U at k = 2: then no result can
  // be told from the standard's own change.
  bool is_invalid = false;
  // Those who handed in, in the order of the participants; a pilot among them
  // with its first measurement.
  std::vector<Entry> entries;
};

// O(participants · submissions). The ring points into `comparison`.
Ring RingAt(const Comparison& comparison, const Point& point);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_RING_H_
