#ifndef SERVICES_GATEWAY_RESPONSE_OUTBOX_H_
#define SERVICES_GATEWAY_RESPONSE_OUTBOX_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "libs/base/mutex.h"
#include "services/gateway/http_handler.h"

namespace suyuan::gateway {

class Connection;

// What a handler has said since the connection last looked.
struct OutboxBatch {
  std::optional<ResponseHead> head;
  bool whole = false;  // head and bytes are the whole answer
  std::string bytes;
  bool ended = false;
  bool aborted = false;
  bool read_more = false;

  bool empty() const {
    return !head && bytes.empty() && !ended && !aborted && !read_more;
  }
};

// The writer of one request: collects what any thread says and has the
// connection's loop fetch it, with one post for all that was said meanwhile.
class ResponseOutbox : public ResponseWriter,
                       public std::enable_shared_from_this<ResponseOutbox> {
 public:
  // `post` runs a function on the connection's loop; it is called only until
  // Detach() returns.
  using Post = std::function<void(std::function<void()>)>;
  ResponseOutbox(Connection* connection, Post post);

  void Send(ResponseHead head, std::string body) override;
  void Begin(ResponseHead head) override;
  void Write(absl::string_view bytes) override;
  void End() override;
  void Abort() override;
  size_t waiting() const override;
  void ReadMore() override;

  // On the loop: from now on nothing is said to the connection.
  void Detach();
  // On the loop: bytes that the connection holds and the socket has not taken.
  void SetQueued(size_t bytes) { queued_.store(bytes); }

 private:
  void Announce() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Deliver();

  mutable Mutex mutex_;
  Connection* connection_ ABSL_GUARDED_BY(mutex_);
  Post post_ ABSL_GUARDED_BY(mutex_);
  OutboxBatch batch_ ABSL_GUARDED_BY(mutex_);
  bool posted_ ABSL_GUARDED_BY(mutex_) = false;
  bool begun_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::atomic<size_t> batched_{0};
  std::atomic<size_t> queued_{0};
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_RESPONSE_OUTBOX_H_
