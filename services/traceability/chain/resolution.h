#ifndef SERVICES_TRACEABILITY_CHAIN_RESOLUTION_H_
#define SERVICES_TRACEABILITY_CHAIN_RESOLUTION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"

// From a reference on a certificate to the certificate it rests on
// (docs/rules.md 3). O(candidates) each; nothing here knows a profile.

namespace suyuan::traceability {

enum class LegState : uint8_t { kResolved, kTerminal, kOpenEnd, kAmbiguous };

// One thing that a reference leads to.
struct Leg {
  ReferenceIndex reference = kNone;
  LegState state = LegState::kOpenEnd;
  CertificateIndex certificate = kNone;  // kResolved
  // kTerminal: the record, and its level.
  std::string record;
  Level level = Level::kUnspecified;
  std::vector<CertificateIndex> candidates;  // kAmbiguous
  // Keys by which the artefact was looked for.
  std::vector<uint32_t> keys;
};

// The legs of every reference of a certificate, in the order of references.
std::vector<Leg> LegsOf(const Graph& graph, CertificateIndex certificate,
                        absl::Time known_at);

// The newest certificate of an artefact that counts on `day`; kNone.
CertificateIndex NewestFor(const Graph& graph,
                           const std::vector<uint32_t>& keys, DayNumber day,
                           absl::Time known_at);

// Whether the first was finished, issued, recorded later, in this order.
bool Newer(const Graph& graph, CertificateIndex first, CertificateIndex second);

// Key ids of a named record: its own and, if it is a registered instrument,
// those of its identifications. Keys that nobody uses are left out.
std::vector<uint32_t> KeysOfRecord(const Graph& graph, absl::string_view record,
                                   absl::Time known_at);
// The same for a MAIN component of a standard.
std::vector<uint32_t> KeysOfComponent(const Graph& graph,
                                      const StandardFacts& standard,
                                      const ComponentFacts& component);

// Whether a level may end a chain under some profile.
bool MayBeTerminal(Level level);

// Whether two certificates have one key (issuer, kind, number).
bool SameKey(const Graph& graph, CertificateIndex a, CertificateIndex b,
             absl::Time known_at);

// Whether an item and a reference share an identification, whoever made it.
bool SharesIdentification(const Graph& graph, const ItemRow& item,
                          const ReferenceRow& reference);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CHAIN_RESOLUTION_H_
