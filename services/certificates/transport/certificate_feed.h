#ifndef SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_FEED_H_
#define SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_FEED_H_

#include "libs/feed/source.h"
#include "services/certificates/archive/archive.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// The archive's changes as a feed. Borrows the archive.
class CertificateFeed final : public feed::Source {
 public:
  explicit CertificateFeed(Archive& archive)
      : archive_(archive), store_(archive.store()) {}

  int64_t last_position() const override { return store_.last_position(); }
  absl::StatusOr<std::vector<feed::Entry>> Read(
      int64_t after, int64_t max_count, int64_t max_bytes) const override;
  absl::StatusOr<absl::Time> ToldBefore() const override {
    return archive_.Fence(Deadline::Infinite());
  }
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return store_.Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) override {
    store_.Unsubscribe(subscription);
  }

 private:
  Archive& archive_;
  CertificateStore& store_;
};

// An entry as the wire has it. STORE_CORRUPT where its payload is none.
absl::Status AddChange(const feed::Entry& entry, v1::WatchResponse& response);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_FEED_H_
