#include "services/registry/comparison/reference_value.h"

#include <cmath>

#include "libs/metrology/consistent_subset.h"
#include "libs/metrology/robust_mean.h"

namespace suyuan::registry::comparison {
namespace {

using metrology::LaboratoryResult;

// Entries that may contribute: their indices and corrected results.
struct Candidates {
  std::vector<size_t> indices;
  std::vector<LaboratoryResult> results;
  std::vector<double> values;
};

Candidates CandidatesOf(const Ring& ring) {
  Candidates out;
  for (size_t i = 0; i < ring.entries.size(); ++i) {
    if (!ring.entries[i].participant->contributes) continue;
    out.indices.push_back(i);
    out.results.push_back(ring.entries[i].corrected);
    out.values.push_back(ring.entries[i].corrected.value);
  }
  return out;
}

void ByWeightedMean(const Candidates& candidates, ReferenceValue& reference) {
  const auto subset = metrology::LargestConsistentSubset(candidates.results);
  if (!subset.ok()) return;
  reference.value = subset->reference;
  reference.consistency = subset->consistency;
  for (const size_t kept : subset->kept) {
    reference.contributed[candidates.indices[kept]] = true;
  }
  for (const metrology::Removal& removal : subset->removed) {
    reference.removed.push_back(candidates.indices[removal.index]);
  }
}

// What all candidates have their part in.
void ByAll(const Candidates& candidates,
           const std::optional<LaboratoryResult>& value,
           ReferenceValue& reference) {
  if (!value.has_value()) return;
  reference.value = value;
  for (const size_t index : candidates.indices) {
    reference.contributed[index] = true;
  }
}

std::optional<LaboratoryResult> Median(const std::vector<double>& values) {
  const auto median = metrology::MedianReference(values);
  if (!median.ok()) return std::nullopt;
  return *median;
}

std::optional<LaboratoryResult> Robust(const std::vector<double>& values) {
  if (values.size() < 3) return std::nullopt;
  const auto estimate = metrology::AlgorithmA(values);
  if (!estimate.ok()) return std::nullopt;
  const auto u = metrology::StandardUncertainty::From(
      1.25 * estimate->standard_deviation /
      std::sqrt(static_cast<double>(values.size())));
  if (!u.ok()) return std::nullopt;
  return LaboratoryResult{estimate->mean, *u};
}

}  // namespace

ReferenceValue ReferenceValueAt(ReferenceMethod method, const Point& point,
                                const Ring& ring) {
  ReferenceValue reference;
  reference.contributed.assign(ring.entries.size(), false);
  const Candidates candidates = CandidatesOf(ring);
  switch (method) {
    case ReferenceMethod::kNone:
      break;
    case ReferenceMethod::kPilot:
      reference.value = ring.pilot;
      break;
    case ReferenceMethod::kWeightedMean:
      ByWeightedMean(candidates, reference);
      break;
    case ReferenceMethod::kMedian:
      ByAll(candidates, Median(candidates.values), reference);
      break;
    case ReferenceMethod::kRobust:
      ByAll(candidates, Robust(candidates.values), reference);
      break;
    case ReferenceMethod::kAssigned:
      reference.value = point.assigned;
      break;
  }
  return reference;
}

}  // namespace suyuan::registry::comparison
