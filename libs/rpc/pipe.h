#ifndef LIBS_RPC_PIPE_H_
#define LIBS_RPC_PIPE_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "libs/base/mutex.h"
#include "libs/rpc/call.h"
#include "libs/rpc/call_record.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/reactors.h"

// A stream of requests, each answered by one response, in the order in which
// they came. Includers use Pipe().

namespace suyuan::rpc {

// What every pipe does whatever its messages. One step is taken at a time: a
// read, a write or the end; a step is chosen under the lock and taken without
// it. Deletes itself when gRPC is done with it.
class PipeCore {
 protected:
  // A request with its response, from its reading to the writing.
  struct Exchange {
    virtual ~Exchange() = default;
    bool is_answered = false;
  };

  // `window`: exchanges held at once, at least 1.
  PipeCore(Endpoint& endpoint, grpc::CallbackServerContext& context,
           const char* method, int window);
  virtual ~PipeCore();

  void Begin();
  // null: the client sends no more, or is gone.
  void Received(std::unique_ptr<Exchange> exchange);
  void Written(bool ok);

  Call& call() { return record_.call(); }

  // Received() follows.
  virtual void Read() = 0;
  // On the executor.
  virtual void Handle(Exchange& exchange, Done done) = 0;
  // Written() follows.
  virtual void Send(Exchange& exchange) = 0;
  virtual void Close(grpc::Status status) = 0;

 private:
  enum class Step { kNone, kRead, kSend, kEnd };

  void Drain();
  void Submit(Exchange& exchange);
  void Answer(Exchange& exchange, const absl::Status& status);
  void Fail(absl::Status status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Who changes what the next step depends on holds the lock until here: once
  // it is given back, another thread may take the last step and delete this.
  void AdvanceAndUnlock() ABSL_UNLOCK_FUNCTION(mutex_);
  Step NextStep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void End();

  CallRecord record_;
  const size_t window_;
  bool counted_ = false;
  int64_t on_drain_ = -1;

  Mutex mutex_;
  // In the order in which they came.
  std::deque<std::unique_ptr<Exchange>> exchanges_ ABSL_GUARDED_BY(mutex_);
  // Why the stream ends before the client wants.
  absl::Status failed_ ABSL_GUARDED_BY(mutex_);
  // Exchanges that a handler has, and who else will still advance: Begin() is
  // the first of these.
  size_t in_work_ ABSL_GUARDED_BY(mutex_) = 1;
  int64_t sent_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stepping_ ABSL_GUARDED_BY(mutex_) = false;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool all_read_ ABSL_GUARDED_BY(mutex_) = false;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
};

template <typename Request, typename Response, typename Handler>
class PipeReactor final : public grpc::ServerBidiReactor<Request, Response>,
                          public PipeCore {
 public:
  PipeReactor(Endpoint& endpoint, grpc::CallbackServerContext& context,
              const char* method, int window, Handler handler)
      : PipeCore(endpoint, context, method, window),
        handler_(std::move(handler)) {}

  void Start() { Begin(); }

 private:
  struct Messages final : Exchange {
    Request request;
    Response response;
  };

  void Read() override {
    next_ = std::make_unique<Messages>();
    this->StartRead(&next_->request);
  }
  void OnReadDone(bool ok) override {
    if (!ok) next_.reset();
    Received(std::move(next_));
  }
  void Handle(Exchange& exchange, Done done) override {
    auto& messages = static_cast<Messages&>(exchange);
    handler_(messages.request, messages.response, call(), std::move(done));
  }
  void Send(Exchange& exchange) override {
    this->StartWrite(&static_cast<Messages&>(exchange).response);
  }
  void OnWriteDone(bool ok) override { Written(ok); }
  void Close(grpc::Status status) override { this->Finish(std::move(status)); }
  void OnDone() override { delete this; }

  Handler handler_;
  std::unique_ptr<Messages> next_;
};

// The handler is void(const Request&, Response&, Call&, Done), as UnaryAsync's;
// up to `window` of its calls are in work at once, and while so many are, or
// wait to be sent, no more is read: the client is held by flow control. A
// status that is not OK ends the stream with it, after the responses before it.
// Nothing else ends a stream before the client does but a drain, which answers
// what has been read and then gives UNAVAILABLE. Streams without the client's
// deadline have none.
template <typename Request, typename Response, typename Handler>
grpc::ServerBidiReactor<Request, Response>* Pipe(
    Endpoint& endpoint, grpc::CallbackServerContext* context, int window,
    Handler handler, const char* method = __builtin_FUNCTION()) {
  auto* reactor = new PipeReactor<Request, Response, Handler>(
      endpoint, *context, method, window, std::move(handler));
  reactor->Start();
  return reactor;
}

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_PIPE_H_
