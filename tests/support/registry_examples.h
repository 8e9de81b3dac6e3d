#ifndef TESTS_SUPPORT_REGISTRY_EXAMPLES_H_
#define TESTS_SUPPORT_REGISTRY_EXAMPLES_H_

#include <string>
#include <vector>

#include "suyuan/registry/v1/record.pb.h"

namespace suyuan::testing {

// Valid records of every kind, tests/support/registry_examples/*.json. Together
// they say every field that a client may set. In an order in which a registry
// takes them: what one names comes before it. Fails the test where a file
// cannot be read.
std::vector<registry::v1::Record> RegistryExamples();

// The example of one kind by the field of Record that holds it ("standard").
// It names other examples.
registry::v1::Record RegistryExample(const std::string& field);

}  // namespace suyuan::testing

#endif  // TESTS_SUPPORT_REGISTRY_EXAMPLES_H_
