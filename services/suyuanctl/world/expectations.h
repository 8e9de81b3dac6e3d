#ifndef SERVICES_SUYUANCTL_WORLD_EXPECTATIONS_H_
#define SERVICES_SUYUANCTL_WORLD_EXPECTATIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suyuanctl/world/services.h"
#include "services/suyuanctl/world/world_file.h"

namespace suyuan::world {

// One expectation, judged.
struct Judged {
  Place place;
  std::string about;
  // What is otherwise than expected, with what was expected and what came.
  // Empty: it holds.
  std::vector<std::string> differences;
  // It asks what was known at an instant, and the service was told of the
  // target only later: a service that runs by a real clock records a world when
  // it is applied. Neither holds nor fails.
  bool told_later = false;

  bool holds() const { return differences.empty() && !told_later; }
  bool fails() const { return !differences.empty(); }
};

// Judges the expectations of a file by answers that include `token`. What the
// service refuses (TARGET_NOT_FOUND) is a difference; an error of this function
// says that it could not be asked (UNAVAILABLE, DEADLINE_EXCEEDED and the
// like). One to three calls each.
absl::StatusOr<std::vector<Judged>> JudgeExpectations(const WorldFile& file,
                                                      absl::string_view token,
                                                      Judge& judge);

// What `answer` has otherwise than expected. Pure.
std::vector<std::string> Differences(
    const Expectation& expected, const traceability::v1::TraceResponse& answer);
// Likewise of the numbers that are affected.
std::vector<std::string> AffectedDifferences(
    const Expectation& expected,
    const std::vector<traceability::v1::AffectedCertificate>& affected);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_EXPECTATIONS_H_
