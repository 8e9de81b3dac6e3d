#ifndef LIBS_RPC_REACTORS_H_
#define LIBS_RPC_REACTORS_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/mutex.h"
#include "libs/rpc/call.h"
#include "libs/rpc/call_record.h"
#include "libs/rpc/dispatcher.h"

// What reply.h is made of. Services include reply.h.

namespace suyuan::rpc {

// What every unary call does whatever its messages. Deletes itself when gRPC is
// done with it.
class UnaryReactorBase : public grpc::ServerUnaryReactor {
 public:
  void Start();

  template <typename Request>
  void NoteRequestId(const Request& request) {
    if constexpr (requires { record_.set_request_id(request.request_id()); }) {
      record_.set_request_id(request.request_id());
    }
  }

 protected:
  UnaryReactorBase(Endpoint& endpoint, grpc::CallbackServerContext& context,
                   const char* method)
      : record_(endpoint, context, method, CallRecord::Kind::kUnary) {}

  // Leads to exactly one End(), now or later.
  virtual void Handle() = 0;
  // Nothing of the reactor may be touched after it.
  void End(const absl::Status& status);

  Call& call() { return record_.call(); }
  Dispatcher& dispatcher() { return record_.dispatcher(); }

 private:
  void OnDone() final { delete this; }

  CallRecord record_;
};

template <typename Run>
class UnaryReactor final : public UnaryReactorBase {
 public:
  UnaryReactor(Endpoint& endpoint, grpc::CallbackServerContext& context,
               const char* method, Run run)
      : UnaryReactorBase(endpoint, context, method), run_(std::move(run)) {}

 private:
  void Handle() override {
    End(Guarded<absl::Status>([this] { return run_(call()); }));
  }

  Run run_;
};

// Answers one call, once; calls after the first are ignored. If the last copy
// goes without an answer, the call ends as INTERNAL. Thread-safe; returns at
// once, since the answer is sent from the executor.
class Done {
 public:
  // `end` is called once, on the executor.
  using End = absl::AnyInvocable<void(const absl::Status& status)>;
  Done(Executor& executor, End end);
  void operator()(absl::Status status) const;

 private:
  std::shared_ptr<class DoneState> state_;
};

template <typename Run>
class AsyncUnaryReactor final : public UnaryReactorBase {
 public:
  AsyncUnaryReactor(Endpoint& endpoint, grpc::CallbackServerContext& context,
                    const char* method, Run run)
      : UnaryReactorBase(endpoint, context, method), run_(std::move(run)) {}

 private:
  void Handle() override {
    // Another thread may answer, and so delete this, while `run` still returns.
    Run run = std::move(run_);
    const Done done(dispatcher().executor(),
                    [this](const absl::Status& status) { End(status); });
    const absl::Status thrown =
        Guarded<absl::Status>([&run, &done, &call = call()] {
          run(call, done);
          return absl::OkStatus();
        });
    if (!thrown.ok()) done(thrown);
  }

  Run run_;
};

// What a stream does next.
enum class Next {
  kWrite,  // send the response that was filled
  kWait,   // nothing now: ask again when the waker has been called
  kEnd,    // that was all
};

class StreamReactorCore;

// Asks a waiting stream for its next step. Copyable, thread-safe, harmless
// after the stream has ended, and never lost: a call while the generator runs
// makes it run once more.
class Waker {
 public:
  void operator()() const;

 private:
  friend class StreamReactorCore;
  struct State {
    Mutex mutex;
    StreamReactorCore* stream ABSL_GUARDED_BY(mutex) = nullptr;
    bool waiting ABSL_GUARDED_BY(mutex) = false;
    bool called ABSL_GUARDED_BY(mutex) = false;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

// What a stream's generator knows about its call.
class StreamCall {
 public:
  StreamCall(Call& call, Waker waker) : call_(call), waker_(std::move(waker)) {}
  Call& call() const { return call_; }
  const Deadline& deadline() const { return call_.deadline(); }
  const Waker& waker() const { return waker_; }

 private:
  Call& call_;
  Waker waker_;
};

// What every server stream does whatever its messages.
class StreamReactorCore {
 public:
  template <typename Request>
  void NoteRequestId(const Request& request) {
    if constexpr (requires { record_.set_request_id(request.request_id()); }) {
      record_.set_request_id(request.request_id());
    }
  }

 protected:
  StreamReactorCore(Endpoint& endpoint, grpc::CallbackServerContext& context,
                    const char* method);
  virtual ~StreamReactorCore();

  void Begin();
  // gRPC has taken the message, or the client is gone.
  void Written(bool ok);
  void Wake() { waker_(); }
  StreamCall& stream_call() { return stream_call_; }

  // On the executor, one call at a time.
  virtual absl::Status OpenSource() = 0;
  virtual absl::StatusOr<Next> Produce() = 0;
  // Written() follows Send(); nothing follows Close().
  virtual void Send() = 0;
  virtual void Close(grpc::Status status) = 0;

 private:
  friend class Waker;
  // Each of the next three ends with the stream handed on: nothing of the
  // reactor may be touched after it.
  void Resume();
  void Step();
  void End(const absl::Status& status);
  absl::StatusOr<Next> NextStep();
  // False: the waker was called meanwhile, so go on.
  bool Rest();

  CallRecord record_;
  Waker waker_;
  StreamCall stream_call_;
  int64_t on_drain_ = -1;
  int64_t messages_ = 0;
  bool opened_ = false;
  bool counted_ = false;
};

template <typename Response, typename Open>
class StreamReactor final : public grpc::ServerWriteReactor<Response>,
                            public StreamReactorCore {
 public:
  StreamReactor(Endpoint& endpoint, grpc::CallbackServerContext& context,
                const char* method, Open open)
      : StreamReactorCore(endpoint, context, method), open_(std::move(open)) {}

  void Start() { Begin(); }

 private:
  using Generator =
      typename std::invoke_result_t<Open&, StreamCall&>::value_type;

  absl::Status OpenSource() override {
    absl::StatusOr<Generator> generator = open_(stream_call());
    if (!generator.ok()) return std::move(generator).status();
    generator_.emplace(*std::move(generator));
    return absl::OkStatus();
  }

  absl::StatusOr<Next> Produce() override {
    response_.Clear();
    auto result = (*generator_)(response_);
    if (!result.ok()) return std::move(result).status();
    if constexpr (std::is_same_v<decltype(result), absl::StatusOr<bool>>) {
      return *result ? Next::kWrite : Next::kEnd;
    } else {
      return *result;
    }
  }

  void Send() override { this->StartWrite(&response_); }
  void Close(grpc::Status status) override { this->Finish(std::move(status)); }

  void OnWriteDone(bool ok) override { Written(ok); }
  void OnCancel() override { Wake(); }
  void OnDone() override { delete this; }

  Open open_;
  std::optional<Generator> generator_;
  Response response_;
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_REACTORS_H_
