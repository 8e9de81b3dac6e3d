#ifndef SERVICES_TRACEABILITY_LEDGER_VERDICT_FEED_H_
#define SERVICES_TRACEABILITY_LEDGER_VERDICT_FEED_H_

#include <functional>
#include <utility>
#include <vector>

#include "libs/feed/source.h"
#include "services/traceability/ledger/verdict_ledger.h"

namespace suyuan::traceability {

// The ledger's changes as a feed: the payload of an entry is a serialised
// v1::VerdictChange. Its reasons are judged when it is read, at its own
// instant, and so are always the same. Borrows both.
class VerdictFeed final : public feed::Source {
 public:
  VerdictFeed(const Engine& engine, VerdictLedger& ledger)
      : engine_(engine), ledger_(ledger) {}

  int64_t last_position() const override { return ledger_.last_position(); }
  absl::StatusOr<std::vector<feed::Entry>> Read(
      int64_t after, int64_t max_count, int64_t max_bytes) const override;
  absl::StatusOr<absl::Time> ToldBefore() const override {
    return ledger_.told_before();
  }
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return ledger_.Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) override {
    ledger_.Unsubscribe(subscription);
  }

 private:
  const Engine& engine_;
  VerdictLedger& ledger_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_LEDGER_VERDICT_FEED_H_
