#ifndef SERVICES_REGISTRY_CONVERT_STANDARD_TESTS_H_
#define SERVICES_REGISTRY_CONVERT_STANDARD_TESTS_H_

#include "suyuan/registry/v1/queries.pb.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry {

// The tests of a valid standard, judged (libs/metrology), and what is wrong
// with its diagram (diagram_checks.h).
v1::StandardTests TestsOf(const v1::Standard& standard);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_STANDARD_TESTS_H_
