#ifndef SERVICES_CREDIT_CREDIT_FEED_H_
#define SERVICES_CREDIT_CREDIT_FEED_H_

#include <functional>
#include <utility>
#include <vector>

#include "libs/feed/source.h"
#include "services/credit/credit_store.h"

namespace suyuan::credit {

// The store's changes as a feed: the payload of an entry is a serialised
// proto::Change. Borrows the store.
class CreditFeed final : public feed::Source {
 public:
  explicit CreditFeed(CreditStore& store) : store_(store) {}

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
  CreditStore& store_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CREDIT_FEED_H_
