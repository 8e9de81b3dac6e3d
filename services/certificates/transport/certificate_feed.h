#ifndef SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_FEED_H_
#define SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_FEED_H_

#include "libs/feed/source.h"
#include "services/certificates/store/certificate_store.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// The store's changes as a feed. Borrows the store.
class CertificateFeed final : public feed::Source {
 public:
  explicit CertificateFeed(CertificateStore& store) : store_(store) {}

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
  CertificateStore& store_;
};

// An entry as the wire has it. STORE_CORRUPT where its payload is none.
absl::Status AddChange(const feed::Entry& entry, v1::WatchResponse& response);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_CERTIFICATE_FEED_H_
