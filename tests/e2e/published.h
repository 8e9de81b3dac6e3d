#ifndef TESTS_E2E_PUBLISHED_H_
#define TESTS_E2E_PUBLISHED_H_

#include <optional>
#include <string>
#include <vector>

namespace suyuan::e2e {

// The certificates of the published chain, from the lowest level up, and the
// first of them once more with a signature that nobody made. Byte for byte.
struct Published {
  std::vector<std::string> chain;
  std::string bogus_signature;
};

// From SUYUAN_DCC_EXAMPLES, ../shared/dcc/examples where that is not set.
// Nullopt, said in a line, where the folder is absent.
std::optional<Published> ReadPublished();

}  // namespace suyuan::e2e

#endif  // TESTS_E2E_PUBLISHED_H_
