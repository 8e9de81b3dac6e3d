#ifndef SERVICES_REGISTRY_TRANSPORT_RECORD_FEED_H_
#define SERVICES_REGISTRY_TRANSPORT_RECORD_FEED_H_

#include "libs/feed/source.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/record_store.h"

namespace suyuan::registry {

// The store's changes as a feed: the payload of an entry is the change. Borrows
// both.
class RecordFeed final : public feed::Source {
 public:
  RecordFeed(RecordStore& store, RecordBook& book)
      : store_(store), book_(book) {}

  int64_t last_position() const override { return store_.last_position(); }
  absl::StatusOr<std::vector<feed::Entry>> Read(
      int64_t after, int64_t max_count, int64_t max_bytes) const override;
  absl::StatusOr<absl::Time> ToldBefore() const override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return store_.Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) override {
    store_.Unsubscribe(subscription);
  }

 private:
  RecordStore& store_;
  RecordBook& book_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_RECORD_FEED_H_
