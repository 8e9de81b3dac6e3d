#ifndef SERVICES_CERTIFICATES_TRANSPORT_FINDING_FEED_H_
#define SERVICES_CERTIFICATES_TRANSPORT_FINDING_FEED_H_

#include <functional>
#include <utility>
#include <vector>

#include "libs/feed/source.h"
#include "services/certificates/checks/finding_store.h"
#include "suyuan/certificates/v1/findings.pb.h"

namespace suyuan::certificates {

// The revisions of findings as a feed: the payload of an entry is a serialised
// v1::FindingChange. Borrows the store.
class FindingFeed final : public feed::Source {
 public:
  explicit FindingFeed(checks::FindingStore& store) : store_(store) {}

  int64_t last_position() const override { return store_.last_position(); }
  absl::StatusOr<std::vector<feed::Entry>> Read(
      int64_t after, int64_t max_count, int64_t max_bytes) const override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return store_.Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) override {
    store_.Unsubscribe(subscription);
  }

 private:
  checks::FindingStore& store_;
};

// STORE_CORRUPT where the payload is none.
absl::Status AddFinding(const feed::Entry& entry,
                        v1::WatchFindingsResponse& response);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_FINDING_FEED_H_
