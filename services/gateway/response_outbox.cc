#include "services/gateway/response_outbox.h"

#include <utility>

#include "services/gateway/http_connection.h"

namespace suyuan::gateway {

ResponseOutbox::ResponseOutbox(Connection* connection, Post post)
    : connection_(connection), post_(std::move(post)) {}

void ResponseOutbox::Send(ResponseHead head, std::string body) {
  MutexLock lock(mutex_);
  if (begun_ || connection_ == nullptr) return;
  begun_ = ended_ = true;
  batched_.fetch_add(body.size());
  batch_.head = std::move(head);
  batch_.bytes = std::move(body);
  batch_.whole = batch_.ended = true;
  Announce();
}

void ResponseOutbox::Begin(ResponseHead head) {
  MutexLock lock(mutex_);
  if (begun_ || connection_ == nullptr) return;
  begun_ = true;
  batch_.head = std::move(head);
  Announce();
}

void ResponseOutbox::Write(absl::string_view bytes) {
  MutexLock lock(mutex_);
  if (!begun_ || ended_ || connection_ == nullptr) return;
  if (bytes.empty()) return;  // an empty chunk would end the answer
  batched_.fetch_add(bytes.size());
  batch_.bytes.append(bytes.data(), bytes.size());
  Announce();
}

void ResponseOutbox::End() {
  MutexLock lock(mutex_);
  if (!begun_ || ended_ || connection_ == nullptr) return;
  ended_ = true;
  batch_.ended = true;
  Announce();
}

void ResponseOutbox::Abort() {
  MutexLock lock(mutex_);
  if (ended_ || connection_ == nullptr) return;
  begun_ = ended_ = true;
  batch_.aborted = true;
  Announce();
}

size_t ResponseOutbox::waiting() const {
  return batched_.load() + queued_.load();
}

void ResponseOutbox::ReadMore() {
  MutexLock lock(mutex_);
  if (connection_ == nullptr) return;
  batch_.read_more = true;
  Announce();
}

void ResponseOutbox::Detach() {
  MutexLock lock(mutex_);
  connection_ = nullptr;
  post_ = nullptr;
  batch_ = {};
  batched_.store(0);
}

void ResponseOutbox::Announce() {
  if (posted_) return;
  posted_ = true;
  post_([self = shared_from_this()] { self->Deliver(); });
}

void ResponseOutbox::Deliver() {
  OutboxBatch batch;
  Connection* connection = nullptr;
  {
    MutexLock lock(mutex_);
    posted_ = false;
    connection = connection_;
    batch = std::exchange(batch_, {});
    // Counted twice for a moment rather than not at all.
    queued_.fetch_add(batch.bytes.size());
    batched_.fetch_sub(batch.bytes.size());
  }
  // Detach() runs on this thread too, so the connection is still there.
  if (connection != nullptr && !batch.empty()) {
    connection->Apply(std::move(batch));
  }
}

}  // namespace suyuan::gateway
