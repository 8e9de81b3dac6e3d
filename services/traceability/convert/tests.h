#ifndef SERVICES_TRACEABILITY_CONVERT_TESTS_H_
#define SERVICES_TRACEABILITY_CONVERT_TESTS_H_

#include <vector>

#include "services/traceability/graph/facts.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::traceability {

// What the tests of a standard's capability say, judged as the registry judges
// them (libs/metrology). A stability check of a standard in service says
// something on the day of each of its groups but the first; one of a new
// standard, on the day of the last.
std::vector<CapabilityTestFacts> TestsOf(const registry::v1::Standard& record);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_TESTS_H_
