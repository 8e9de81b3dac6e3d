#ifndef SERVICES_TRACEABILITY_CONVERT_ANSWER_H_
#define SERVICES_TRACEABILITY_CONVERT_ANSWER_H_

#include <string>
#include <vector>

#include "services/traceability/engine.h"
#include "suyuan/traceability/v1/traceability.pb.h"

// From the engine's answers to the wire. `graph` must be held still and be the
// one that answered.

namespace suyuan::traceability {

// Fills verdict, currency, reasons, candidates and, for the views with a
// chain, the chain. Leaves target, times, profile and token to the caller.
void FillAnswer(const Graph& graph, const RuleContext& context,
                const TraceAnswer& answer, v1::View view,
                v1::TraceResponse& out);

// Codes that made the verdict what it is, worst first, each once.
std::vector<std::string> CodesOf(const TraceAnswer& answer);

void FillAffected(const Graph& graph, absl::Time known_at,
                  const AffectedCertificate& affected,
                  v1::AffectedCertificate& out);

v1::Verdict ToProto(Verdict verdict);
v1::Outcome ToProto(Outcome outcome);
v1::Severity ToProto(Severity severity);
// A finding without the place that it is about.
void FillFinding(const Finding& finding, v1::Finding& out);
v1::TraceResponse::Currency ToProto(Currency currency);
void FillProfile(const Profile& profile, v1::Profile& out);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_ANSWER_H_
