#ifndef SERVICES_TRACEABILITY_INVENTORY_SERVICE_RECORD_H_
#define SERVICES_TRACEABILITY_INVENTORY_SERVICE_RECORD_H_

#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"

// When things were last looked at, and last used to look at others.

namespace suyuan::traceability {

// The newest certificate of an instrument that counts on a day.
struct LastCertificate {
  CertificateIndex certificate = kNone;  // kNone: none is held
  DayNumber valid_to = kNoDay;           // kNoDay: not known
};
LastCertificate LastCertificateOf(const Graph& graph,
                                  const InstrumentFacts& instrument,
                                  DayNumber as_of, absl::Time known_at);

// Whether it is due before the day: its last usable day lies before it, or no
// certificate is held. One without a known end is not due.
bool IsDue(const LastCertificate& last, DayNumber before);

// The last day, up to `as_of`, of work in which the standard or one of its MAIN
// components was a reference; kNoDay where there is none. O(n log n) in the
// certificates that cite it; mostly the references of one are resolved.
DayNumber LastUseOf(const Graph& graph, const StandardFacts& standard,
                    DayNumber as_of, absl::Time known_at);

// Whether a standard, last used on `last_use`, did nothing from `since` on. One
// that was put in service only then had no time yet to be used.
bool IsDormant(const StandardFacts& standard, DayNumber last_use,
               DayNumber since);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_INVENTORY_SERVICE_RECORD_H_
