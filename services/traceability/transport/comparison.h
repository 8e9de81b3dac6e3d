#ifndef SERVICES_TRACEABILITY_TRANSPORT_COMPARISON_H_
#define SERVICES_TRACEABILITY_TRANSPORT_COMPARISON_H_

#include "suyuan/traceability/v1/traceability.pb.h"

// Two judged chains beside each other, in view CHAIN. O(n log n) in their
// certificates, links and findings.

namespace suyuan::traceability {

// Verdicts, certificates and findings that only one of them has.
void FillDifference(const v1::TraceResponse& before,
                    const v1::TraceResponse& after,
                    v1::DiffTracesResponse& out);

// The certificates that both have.
void FillShared(const v1::TraceResponse& first, const v1::TraceResponse& second,
                v1::ListSharedAncestorsResponse& out);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_COMPARISON_H_
