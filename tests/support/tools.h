#ifndef TESTS_SUPPORT_TOOLS_H_
#define TESTS_SUPPORT_TOOLS_H_

#include <string>

namespace suyuan::testing {

// Whether the machine has the program `name`. Where it has not, a line says
// that the test is skipped; but in CI (the variable CI is set) the test fails,
// since there everything is to be installed.
bool HasToolOrSkip(const std::string& name);

}  // namespace suyuan::testing

#endif  // TESTS_SUPPORT_TOOLS_H_
