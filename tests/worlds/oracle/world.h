#ifndef TESTS_WORLDS_ORACLE_WORLD_H_
#define TESTS_WORLDS_ORACLE_WORLD_H_

#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "services/traceability/graph/facts.h"

namespace suyuan::worlds {

using Facts = std::variant<
    traceability::CertificateFacts, traceability::StatusFacts,
    traceability::InstitutionFacts, traceability::CompetenceFacts,
    traceability::StandardFacts, traceability::ReferenceMaterialFacts,
    traceability::SpecificationFacts, traceability::InstrumentFacts,
    traceability::PersonFacts, traceability::VerificationSchemeFacts>;

// One thing that became known at one moment: a certificate, a change of its
// status, or a whole revision of a record.
struct Event {
  absl::Time recorded_at;
  Facts facts;
};

// All that anybody ever told, in the order it was told. No two events share a
// moment; a change of status comes after its certificate.
struct World {
  std::vector<Event> events;
};

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_ORACLE_WORLD_H_
