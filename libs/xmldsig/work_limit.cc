#include "libs/xmldsig/work_limit.h"

#include <vector>

#include "libs/dcc/xml_tree.h"

namespace suyuan::xmldsig {
namespace {

std::int64_t DeclaredAt(const xmlNode* node) {
  std::int64_t declared = 0;
  for (const xmlNs* at = node->nsDef; at != nullptr; at = at->next) ++declared;
  return declared;
}

}  // namespace

WorkLimit::WorkLimit(const xmlNode* root) {
  constexpr std::int64_t kElement = 16;
  int depth = 0;
  // Namespaces in scope at each open element.
  std::vector<std::int64_t> in_scope;
  for (const xmlNode* node = root; node != nullptr;
       node = dcc::NextInOrder(root, node, true, &depth)) {
    in_scope.resize(depth);
    const std::int64_t outside = depth == 0 ? 0 : in_scope.back();
    in_scope.push_back(outside + DeclaredAt(node));
    cost_ += kElement + in_scope.back() * in_scope.back() / 2;
  }
}

bool WorkLimit::SpendOne() {
  if (left_ < cost_) return false;
  left_ -= cost_;
  return true;
}

}  // namespace suyuan::xmldsig
