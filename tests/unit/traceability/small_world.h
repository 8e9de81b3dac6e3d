#ifndef TESTS_UNIT_TRACEABILITY_SMALL_WORLD_H_
#define TESTS_UNIT_TRACEABILITY_SMALL_WORLD_H_

#include <string>
#include <vector>

#include "tests/worlds/oracle/answer.h"
#include "tests/worlds/oracle/world.h"
#include "tests/worlds/random/draft.h"
#include "tests/worlds/random/engine_side.h"

// A sound chain of masses for tests to change one thing of: the institute
// calibrated the E2 weights (2023-06-30, valid to 2024-06-30), the laboratory
// the F1 weights with them (2024-05-10), and the engine is asked for "F1".

namespace suyuan::worlds {

struct SmallWorld {
  SmallWorld();

  InstitutionFacts institute;
  InstitutionFacts laboratory;
  CompetenceFacts primary;        // of the institute
  CompetenceFacts authorised;     // of the laboratory
  SpecificationFacts regulation;  // JJG99, which all certificates cite
  StandardFacts e2_standard;      // whose MAIN component is the E2 weights
  CertificateFacts e2;            // #0
  CertificateFacts f1;            // #1
  // Told after everything else, in this order.
  std::vector<Facts> more;
  absl::Time more_at;

  World Told() const;
};

CertificateFacts AnyCertificate(int place, const std::string& number);
ResultFacts AnyMass(const std::string& id, double kilograms, double u);
absl::Time NoonOf(int year, int month, int day);

// What the engine says about the certificate with this number.
TraceAnswer Ask(const SmallWorld& world, const std::string& target,
                ProfileId profile = ProfileId::kCnLegal,
                absl::Time known_at = NoonOf(2025, 1, 1),
                absl::CivilDay as_of = absl::CivilDay(2025, 1, 1));
AffectedAnswer AskAffected(const SmallWorld& world, const std::string& target);

// Whether the answer has the rule with this outcome anywhere.
bool Has(const TraceAnswer& answer, int rule, Outcome outcome);

}  // namespace suyuan::worlds

#endif  // TESTS_UNIT_TRACEABILITY_SMALL_WORLD_H_
