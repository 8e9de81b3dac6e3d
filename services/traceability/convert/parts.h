#ifndef SERVICES_TRACEABILITY_CONVERT_PARTS_H_
#define SERVICES_TRACEABILITY_CONVERT_PARTS_H_

#include <google/protobuf/repeated_field.h>

#include <optional>
#include <string>
#include <vector>

#include "services/traceability/convert/convert.h"
#include "services/traceability/graph/facts.h"
#include "suyuan/registry/v1/records.pb.h"
#include "suyuan/registry/v1/standard_evidence.pb.h"

// The parts that several records are made of. What cannot be read is left
// unknown, as everywhere in convert.h.

namespace suyuan::traceability {

std::optional<double> NumberOf(const std::string& text);

Kind ToKind(const metrology::v1::QuantityKind& kind, const UnitValue& unit);

// nullopt for a range that is open to both sides.
std::optional<Interval> ToInterval(const metrology::v1::Range& range,
                                   const UnitValue& unit);

// constant and proportional part as they are stated, in `unit`. Unreadable
// where the unit is not known, and for a fraction of the values of a scale
// whose zero is elsewhere.
SmallestUncertaintyFacts ToFunction(SmallestUncertaintyFacts::Form form,
                                    double constant, double proportional,
                                    const UnitValue& unit);
// A stated uncertainty as a function of the value; unreadable without its
// coverage factor.
SmallestUncertaintyFacts ToFunction(const metrology::v1::Uncertainty& from,
                                    const UnitValue& unit);

std::vector<CapabilityFacts> ToCapabilities(
    const google::protobuf::RepeatedPtrField<registry::v1::Capability>& from,
    UnitReader& units);

std::vector<DiagramBranchFacts> ToDiagram(
    const registry::v1::TracingDiagram& from, UnitReader& units);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_PARTS_H_
