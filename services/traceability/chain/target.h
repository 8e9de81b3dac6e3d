#ifndef SERVICES_TRACEABILITY_CHAIN_TARGET_H_
#define SERVICES_TRACEABILITY_CHAIN_TARGET_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/graph/graph.h"

// From what a caller names to the certificates that are meant
// (docs/rules.md 5).

namespace suyuan::traceability {

struct TargetQuestion {
  // instruments/*, standards/*, referenceMaterials/*, certificates/*, or a
  // certificate number as printed.
  std::string target;
  // Narrows a number: normalised title, or institutions/*.
  PartyFacts issuer;
  DayNumber as_of = kNoDay;
  absl::Time known_at;
};

struct Target {
  // A registered standard that may end a chain and has no certificate.
  Level terminal_level = Level::kUnspecified;
  // Certificates to judge, first those that count most. Empty: none is held.
  std::vector<CertificateIndex> certificates;
  // Keys of the artefacts meant; empty: every item of the certificates.
  std::vector<uint32_t> keys;
  // A MAIN component has no certificate.
  bool incomplete = false;
  // A number that fits several certificates, all of them; else empty.
  std::vector<CertificateIndex> candidates;
  // The candidates have more than one key: nobody guesses.
  bool ambiguous = false;
};

// NotFound (TARGET_NOT_FOUND) where neither a record nor a certificate known
// at that time fits.
absl::StatusOr<Target> FindTarget(const Graph& graph,
                                  const TargetQuestion& question);

// The results of a certificate that a target means: of the items with one of
// its keys, all where none has or the target names none. Empty for a
// `result_id` that there is not.
std::vector<ResultIndex> ResultsOfTarget(const Graph& graph,
                                         CertificateIndex certificate,
                                         const Target& target,
                                         absl::string_view result_id);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CHAIN_TARGET_H_
