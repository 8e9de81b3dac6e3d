#ifndef TESTS_WORLDS_ORACLE_VIEW_H_
#define TESTS_WORLDS_ORACLE_VIEW_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "tests/worlds/oracle/world.h"

// docs/rules.md 1: what is known at a time, and what it says about days, voids,
// artefacts and issuers. Plain lists, searched from end to end.

namespace suyuan::oracle {

using worlds::World;
using Certificate = traceability::CertificateFacts;
using traceability::Day;

// Everything recorded at or before `known_at`. Borrows the world.
struct View {
  absl::Time known_at;
  // First recorded first.
  std::vector<const Certificate*> certificates;
  std::vector<const traceability::StatusFacts*> statuses;
  // The newest revision of each, by name.
  std::vector<const traceability::InstitutionFacts*> institutions;
  std::vector<const traceability::CompetenceFacts*> competences;
  std::vector<const traceability::StandardFacts*> standards;
  std::vector<const traceability::ReferenceMaterialFacts*> materials;
  std::vector<const traceability::SpecificationFacts*> specifications;
  std::vector<const traceability::InstrumentFacts*> instruments;
  std::vector<const traceability::PersonFacts*> persons;
  std::vector<const traceability::VerificationSchemeFacts*> schemes;
};
View ViewAt(const World& world, absl::Time known_at);

// By name; null where there is none.
const traceability::InstitutionFacts* FindInstitution(const View& view,
                                                      const std::string& name);
const traceability::StandardFacts* FindStandard(const View& view,
                                                const std::string& name);
const traceability::ReferenceMaterialFacts* FindMaterial(
    const View& view, const std::string& name);
const traceability::InstrumentFacts* FindInstrument(const View& view,
                                                    const std::string& name);

// The days of the work; both absent where unknown.
Day WorkBegin(const Certificate& c);
Day WorkEnd(const Certificate& c);

// The first day on which it no longer counts; absent: never. The beginning of
// time where it is void from its issue or before.
Day VoidFrom(const View& view, const Certificate& c);
bool VoidOn(const View& view, const Certificate& c, absl::CivilDay day);
bool Replaced(const View& view, const Certificate& c);
// What is known of its signatures.
traceability::SignatureState SignatureOf(const View& view,
                                         const Certificate& c);
// Whether one is said to replace the other.
bool Linked(const View& view, const Certificate& a, const Certificate& b);

// --- artefacts ---------------------------------------------------------------
using Keys = std::vector<std::string>;
Keys KeysOf(const traceability::ArtefactName& artefact);
Keys KeysOfComponent(const traceability::StandardFacts& standard,
                     const traceability::ComponentFacts& component);
// Of a registered or unregistered record, by name.
Keys KeysOfRecord(const View& view, const std::string& record);
bool Share(const Keys& a, const Keys& b);
bool HasItemWith(const Certificate& c, const Keys& keys);

// The newest certificate of an artefact for a day; null.
const Certificate* NewestFor(const View& view, const Keys& keys, Day day);

// --- issuers -----------------------------------------------------------------
// The registered institution that a party leads to; null.
const traceability::InstitutionFacts* Resolve(
    const View& view, const traceability::PartyFacts& party);
bool SameIssuer(const View& view, const traceability::PartyFacts& a,
                const traceability::PartyFacts& b);
// One key: issuer, kind, number.
bool SameKey(const View& view, const Certificate& a, const Certificate& b);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_VIEW_H_
