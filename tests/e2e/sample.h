#ifndef TESTS_E2E_SAMPLE_H_
#define TESTS_E2E_SAMPLE_H_

#include "services/suyuanctl/world/applier.h"
#include "tests/e2e/instance.h"

namespace suyuan::e2e {

// Loads deploy/sample/xinjiang.json as suyuanctl does, over the channels of the
// suite. Fails the test if a service refuses anything of it.
world::Report ApplySample(Instance& instance);

}  // namespace suyuan::e2e

#endif  // TESTS_E2E_SAMPLE_H_
