#include "services/registry/comparison/ring.h"

#include <cmath>

#include "libs/metrology/travelling_standard.h"
#include "libs/metrology/uncertainty.h"

namespace suyuan::registry::comparison {
namespace {

using metrology::LaboratoryResult;
using metrology::PilotMeasurement;
using metrology::StandardUncertainty;
using metrology::TravellingStandardDrift;

std::optional<PilotMeasurement> Measured(const Comparison& comparison,
                                         Round round, const Point& point) {
  const Submission* submission =
      FindSubmission(comparison, comparison.pilot, round);
  if (submission == nullptr) return std::nullopt;
  const LaboratoryResult* found = FindResult(*submission, point.id);
  if (found == nullptr) return std::nullopt;
  return PilotMeasurement{submission->day, *found};
}

std::optional<TravellingStandardDrift> DriftBetween(
    const std::optional<PilotMeasurement>& first,
    const std::optional<PilotMeasurement>& last) {
  if (!first.has_value() || !last.has_value()) return std::nullopt;
  // The pilot's own scatter is part of the change that it saw.
  auto drift =
      TravellingStandardDrift::Between(*first, *last, StandardUncertainty());
  if (!drift.ok()) return std::nullopt;
  return *drift;
}

std::optional<StandardUncertainty> UncertaintyOf(double drift) {
  const auto u = metrology::TypeB(std::abs(drift) / 2,
                                  metrology::Distribution::kRectangular);
  if (!u.ok()) return std::nullopt;
  return *u;
}

// nullopt for a day outside the pilot's measurements: such a result cannot be
// compared.
std::optional<LaboratoryResult> Corrected(
    const Submission& submission, const LaboratoryResult& reported,
    const std::optional<TravellingStandardDrift>& drift, const Ring& ring) {
  if (!drift.has_value() || !ring.drift_uncertainty.has_value()) {
    return reported;
  }
  const auto corrected = drift->Corrected(reported, submission.day);
  if (!corrected.ok()) return std::nullopt;
  const auto u = StandardUncertainty::From(std::hypot(
      corrected->uncertainty.value(), ring.drift_uncertainty->value()));
  if (!u.ok()) return std::nullopt;
  return LaboratoryResult{corrected->value, *u};
}

std::optional<Entry> EntryOf(
    const Comparison& comparison, const Participant& participant,
    const Point& point, const std::optional<TravellingStandardDrift>& drift,
    const Ring& ring) {
  if (participant.institution == comparison.pilot) {
    if (!ring.pilot.has_value()) return std::nullopt;
    return Entry{&participant, *ring.pilot, *ring.pilot};
  }
  const Submission* submission =
      FindSubmission(comparison, participant.institution, Round::kParticipant);
  if (submission == nullptr) return std::nullopt;
  const LaboratoryResult* reported = FindResult(*submission, point.id);
  if (reported == nullptr) return std::nullopt;
  const auto corrected = Corrected(*submission, *reported, drift, ring);
  if (!corrected.has_value()) return std::nullopt;
  return Entry{&participant, *reported, *corrected};
}

}  // namespace

Ring RingAt(const Comparison& comparison, const Point& point) {
  Ring ring;
  const auto first = Measured(comparison, Round::kPilotFirst, point);
  const auto last = Measured(comparison, Round::kPilotLast, point);
  if (first.has_value()) ring.pilot = first->result;
  const auto drift = DriftBetween(first, last);
  if (drift.has_value()) {
    ring.drift = drift->change();
    ring.drift_uncertainty = UncertaintyOf(drift->change());
    ring.is_invalid = !drift->ring_is_valid();
  }
  for (const Participant& participant : comparison.participants) {
    const auto entry = EntryOf(comparison, participant, point, drift, ring);
    if (entry.has_value()) ring.entries.push_back(*entry);
  }
  return ring;
}

}  // namespace suyuan::registry::comparison
