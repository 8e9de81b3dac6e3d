#ifndef TESTS_WORLDS_RANDOM_DRAFT_H_
#define TESTS_WORLDS_RANDOM_DRAFT_H_

#include <string>
#include <vector>

#include "services/traceability/graph/facts.h"
#include "tests/worlds/oracle/world.h"
#include "tests/worlds/random/dice.h"

// A world while it is being made: records and certificates by kind, each still
// open to change.

namespace suyuan::worlds {

using traceability::ArtefactName;
using traceability::CertificateFacts;
using traceability::CompetenceFacts;
using traceability::InstitutionFacts;
using traceability::InstrumentFacts;
using traceability::PersonFacts;
using traceability::ReferenceFacts;
using traceability::ReferenceMaterialFacts;
using traceability::ResultFacts;
using traceability::SpecificationFacts;
using traceability::StandardFacts;
using traceability::StatusFacts;
using traceability::VerificationSchemeFacts;

// A record of the registry and when its revision became known.
template <typename Facts>
struct Told {
  absl::Time at;
  Facts facts;
};

struct Draft {
  std::vector<Told<InstitutionFacts>> institutions;
  std::vector<Told<CompetenceFacts>> competences;
  std::vector<Told<StandardFacts>> standards;
  std::vector<Told<ReferenceMaterialFacts>> materials;
  std::vector<Told<SpecificationFacts>> specifications;
  std::vector<Told<InstrumentFacts>> instruments;
  std::vector<Told<PersonFacts>> persons;
  std::vector<Told<VerificationSchemeFacts>> schemes;
  // Upwards in the chain first: a certificate mostly rests on earlier ones.
  std::vector<CertificateFacts> certificates;
  std::vector<StatusFacts> statuses;
  // How far a certificate is from the top, for each of `certificates`.
  std::vector<int> tiers;
};

// A world in which most chains hold: an institute, laboratories with their
// competences, standards in tiers, instruments at the bottom.
Draft SoundDraft(Dice& dice);

// A smallest uncertainty of a row of a scope, u at the value x > 0.
traceability::SmallestUncertaintyFacts SmallestAt(Dice& dice, double x,
                                                  double u);

// The certificate furthest from the top, the last of them.
size_t LowestOf(const Draft& draft);

// Changes one thing that some rule looks at.
void Disturb(Dice& dice, Draft& draft);

// Tells everything in the order of its moments, which are made distinct.
World Tell(Draft draft);

// Noon of a day in Shanghai.
absl::Time Noon(absl::CivilDay day);

// A name and a digest of a certificate by its place.
std::string CertificateName(size_t place);
std::string DigestOf(size_t place);

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_DRAFT_H_
