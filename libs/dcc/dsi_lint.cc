#include "libs/dcc/dsi_lint.h"

#include "libs/dcc/build.h"
#include "libs/dcc/values.h"

namespace suyuan::dcc {
namespace {

bool HoldsValues(const xmlNode* node) {
  for (const xmlNode* child = FirstElement(node); child != nullptr;
       child = NextElement(child)) {
    if (NamespaceOf(child) == kSiNamespace) return true;
  }
  return false;
}

}  // namespace

std::vector<Finding> LintValues(const xmlNode* root, const Limits& limits) {
  Build build(limits.max_findings);
  int depth = 0;
  bool down = true;
  for (const xmlNode* node = root; node != nullptr;
       node = NextInOrder(root, node, down, &depth)) {
    down = NamespaceOf(node) != kSiNamespace;
    if (down && HoldsValues(node)) {
      CheckHybrid(build, node, ReadSeries(build, node));
    }
  }
  return build.log.Take();
}

}  // namespace suyuan::dcc
