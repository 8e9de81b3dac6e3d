#ifndef SERVICES_CERTIFICATES_CHECKS_FINDING_STORE_H_
#define SERVICES_CERTIFICATES_CHECKS_FINDING_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "services/certificates/checks/finding_record.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates::checks {

// The certificate that was imported at that position was held to a fact, and
// whether a finding of it rests on such facts.
struct HeldTo {
  FactUse fact;
  int64_t certificate = 0;
  bool is_broken = false;
};

// Certificates to be held again to what has changed, in order; none: all were.
struct HeldAgain {
  std::string key;
  int64_t changes = 0;  // what came together under the key by then
  std::vector<int64_t> certificates;
};

// A finding that something else puts right.
struct PutRight {
  std::string finding;  // its id
  std::string reason;
};

// What the checks derive from a stretch of the feed: kept together with where
// it ends, so that nothing is skipped and nothing done twice.
struct CheckBatch {
  int64_t after = 0;     // everything up to here was judged before
  int64_t position = 0;  // everything up to here is judged now
  // "" forgets.
  std::map<std::pair<Shelf, std::string>, std::string> remembered;
  std::vector<Finding> found;  // in order; one may be found several times
  // Those that are not there, or not open, stay as they are.
  std::vector<PutRight> put_right;
  std::vector<HeldTo> held_to;
  // Its certificates are among those judged.
  std::optional<HeldAgain> held_again;
  absl::Time now;
};

struct ReviewOrder {
  std::string finding;
  FindingState state = FindingState::kConfirmed;
  std::string actor;
  std::string reason;
  std::string etag;  // empty: whatever is newest
  RememberedRequest request;
};

struct FindingQuestion {
  std::string filter;
  std::string page_token;
  int page_size = 50;  // at least 1
};
struct FindingPage {
  std::vector<FindingRecord> findings;
  std::string next_page_token;  // empty on the last page
};

// One revision of a finding in their feed.
struct FindingEvent {
  int64_t position = 0;
  FindingRecord record;
};

// Where findings, what the checks remember, and how far they came are kept.
// Thread-safe; one thread judges.
class FindingStore {
 public:
  using RecallFrom =
      absl::FunctionRef<absl::StatusOr<std::string>(Shelf, absl::string_view)>;
  using Done = absl::AnyInvocable<void(absl::StatusOr<FindingRecord>)>;
  virtual ~FindingStore() = default;

  // To be called first. Where the rules were of another version, forgets what
  // they remember and begins before the first certificate; findings stay, and
  // those that are open and are not found again by the time the old position is
  // reached are closed then. Returns the position that is judged.
  virtual absl::StatusOr<int64_t> BeginRules(int version) = 0;
  // Runs `work` with what is remembered, on one snapshot.
  virtual absl::Status WithMemory(
      absl::FunctionRef<absl::Status(RecallFrom)> work) = 0;
  // Of a change of an outside fact that was known at `known_at` of the
  // registry's feed, or is not the registry's: the next certificates that were
  // held to it, at most `max_count`. nullopt: no change waits.
  virtual absl::StatusOr<std::optional<HeldAgain>> NextHeldAgain(
      int64_t known_at, int64_t max_count) = 0;
  // Keeps a batch whole or not at all. POSITION_BACKWARDS where `after` is not
  // the position that is judged.
  virtual absl::Status Keep(const CheckBatch& batch) = 0;

  // FINDING_NOT_FOUND. `revision` 0 is the newest.
  virtual absl::StatusOr<FindingRecord> Find(const std::string& id,
                                             int revision,
                                             const Deadline& deadline) = 0;
  // Newest first by when they were first found. INVALID_FILTER,
  // INVALID_PAGE_TOKEN. A page may be short and still not the last.
  virtual absl::StatusOr<FindingPage> List(const FindingQuestion& question,
                                           const Deadline& deadline) = 0;
  // FINDING_NOT_FOUND, FINDING_STATE, ETAG_MISMATCH, REQUEST_ID_REUSED. `done`
  // is called once, after the durable commit, and must not block.
  virtual void ReviewAsync(ReviewOrder order, absl::Time now, Done done) = 0;

  // The feed of revisions: 1, 2, 3, ...
  virtual int64_t last_position() const = 0;
  virtual absl::StatusOr<std::vector<FindingEvent>> EventsAfter(
      int64_t after, int64_t max_count) = 0;
  virtual int64_t Subscribe(std::function<void(int64_t)> moved) = 0;
  virtual void Unsubscribe(int64_t subscription) = 0;
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_FINDING_STORE_H_
