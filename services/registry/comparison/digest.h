#ifndef SERVICES_REGISTRY_COMPARISON_DIGEST_H_
#define SERVICES_REGISTRY_COMPARISON_DIGEST_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/comparison/comparison.h"

// What locks a submission: whoever holds a copy of what was handed in can show
// that it is still what is evaluated.

namespace suyuan::registry::comparison {

// A result in the digits of the laboratory; what it did not state is empty.
struct PrintedResult {
  std::string point;
  std::string value;
  std::string expanded;
  std::string coverage_factor;
  std::string coverage_probability;
  std::string standard;
  std::string degrees_of_freedom;
  std::string distribution;
  bool relative = false;
};

struct PrintedSubmission {
  std::string comparison;
  std::string institution;
  Round round = Round::kParticipant;
  absl::CivilDay day;
  std::vector<PrintedResult> results;
};

// UTF-8 lines, each ended by a line feed: a version, the comparison, the
// institution, the round, the day, then one a result by the bytes of its
// point: point, value and "key=text" for what was stated, in the order U, k,
// p, u, nu, distribution, relative, with tabs between. Backslashes, quotes and
// control characters within a text are escaped as in C.
std::string CanonicalForm(const PrintedSubmission& submission);

// SHA-256 of it in 64 hexadecimal digits.
std::string DigestOf(const PrintedSubmission& submission);

// SHA-256 of the digests of the submissions in their order, each ended by a
// line feed.
std::string BasisDigest(absl::Span<const Submission> submissions);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_DIGEST_H_
