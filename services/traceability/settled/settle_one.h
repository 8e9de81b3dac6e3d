#ifndef SERVICES_TRACEABILITY_SETTLED_SETTLE_ONE_H_
#define SERVICES_TRACEABILITY_SETTLED_SETTLE_ONE_H_

#include <vector>

#include "services/traceability/graph/graph.h"
#include "services/traceability/settled/finding_lists.h"
#include "services/traceability/settled/judgement.h"

namespace suyuan::traceability {

struct JudgedResult {
  ResultIndex result = kNone;
  ResultJudgement judgement;  // its findings' id not yet set
  FindingsByProfile findings;
  std::vector<Link> links;
};

struct JudgedAlone {
  FindingsByProfile paper;
  std::vector<JudgedResult> results;  // those that count
};

// A certificate by itself, with everything known and decided, under the
// settled profiles: some microseconds and its legs' candidates.
JudgedAlone JudgeAlone(const Graph& graph, CertificateIndex certificate);

// Whether the first comes before the second in an order in which a sound
// reference comes before what rests on it: by last day of work, then as they
// were told.
bool ComesBefore(const Graph& graph, CertificateIndex first,
                 CertificateIndex second);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_SETTLE_ONE_H_
