#ifndef TESTS_CONFORMANCE_PROOF_VECTORS_H_
#define TESTS_CONFORMANCE_PROOF_VECTORS_H_

#include <string>
#include <vector>

#include "tests/conformance/proof/proof_region.h"

// Proofs, good and broken, on which every checker must agree.

namespace suyuan::traceability::testing {

struct Vector {
  std::string name;  // of its file, less .proof
  std::string bytes;
  std::string verdict;  // of a proof that holds; else empty
  std::string reason;   // why it does not hold; else empty
  // Whoever checks is given StrictProfile().
  bool strict = false;
};

// From the seed; the bytes of claims and statements are the same in every run.
std::vector<Vector> MakeVectors(uint64_t seed);

// The keys of the log and of the operator.
std::string LogKey(uint64_t seed);
std::string OperatorKey(uint64_t seed);

inline constexpr uint64_t kSeed = 2026;

}  // namespace suyuan::traceability::testing

#endif  // TESTS_CONFORMANCE_PROOF_VECTORS_H_
