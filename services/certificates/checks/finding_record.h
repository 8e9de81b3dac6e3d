#ifndef SERVICES_CERTIFICATES_CHECKS_FINDING_RECORD_H_
#define SERVICES_CERTIFICATES_CHECKS_FINDING_RECORD_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/certificates/checks/finding.h"

namespace suyuan::certificates::checks {

// What became of a finding. The numbers are stored.
enum class FindingState {
  kOpen = 1,
  kConfirmed = 2,
  kRejected = 3,
  kAppealed = 4,
  kClosed = 5,
};
// "OPEN", ...
absl::string_view StateWord(FindingState state);

// Who speaks where the service itself closes or opens a finding.
inline constexpr char kChecksActor[] = "checks@suyuan";

struct FindingReview {
  FindingState state = FindingState::kOpen;
  std::string actor;
  std::string reason;
  absl::Time at;
};

// A finding as it is kept: what the checks say of it, and what became of it.
struct FindingRecord {
  std::string id;
  Finding finding;
  FindingState state = FindingState::kOpen;
  int rules_version = 0;
  absl::Time found_at;
  absl::Time recorded_at;  // of this revision
  int revision = 1;
  std::vector<FindingReview> reviews;  // in order

  // Changes with every revision. Quoted, as RFC 9110 has it.
  std::string Etag() const;
};

std::string ToText(const FindingRecord& record);
// STORE_CORRUPT for what ToText did not write.
absl::StatusOr<FindingRecord> RecordFrom(absl::string_view text);

// Whether a review may take a finding from one state to the other.
bool IsStep(FindingState from, FindingState to);

// What the checks found again: with the newest evidence, and the certificates
// of both, newest first, kMostNamed of them. Nullopt where nothing is new. What
// people decided stands; what the service had closed because the rules of
// another version did not find it, or what was known then did not bear it, is
// open again.
std::optional<FindingRecord> FoundAgain(const FindingRecord& held,
                                        const Finding& found, int rules_version,
                                        absl::Time now);
// The next revision, in another state.
FindingRecord Reviewed(const FindingRecord& held, FindingReview review);

// Why the service closed it.
inline constexpr char kReplacementRecorded[] =
    "a replacement links the certificates";
inline constexpr char kNotFoundAgain[] =
    "not found by the present version of the rules";
inline constexpr char kNotBorneOut[] =
    "what has become known since does not bear it out";

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_FINDING_RECORD_H_
