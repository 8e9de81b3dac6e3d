#include "libs/rpc/reactors.h"

#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::rpc {

void UnaryReactorBase::Start() {
  const bool accepted = dispatcher().executor().TrySubmit([this] {
    const absl::Status admitted = record_.Admit();
    if (admitted.ok()) {
      Handle();
    } else {
      End(admitted);
    }
  });
  if (!accepted) End(ServerBusy());
}

void UnaryReactorBase::End(const absl::Status& status) {
  Finish(record_.Close(status, 1));
}

// Who answers the call, of the copies of one Done.
class DoneState {
 public:
  DoneState(Executor& executor, Done::End end)
      : executor_(executor), end_(std::move(end)) {}
  ~DoneState() { Answer(HandlerFailed("it dropped the call unanswered")); }

  void Answer(absl::Status status) {
    if (answered_.exchange(true)) return;
    executor_.Continue([end = std::move(end_),
                        status = std::move(status)]() mutable { end(status); });
  }

 private:
  Executor& executor_;
  Done::End end_;
  std::atomic<bool> answered_{false};
};

Done::Done(Executor& executor, End end)
    : state_(std::make_shared<DoneState>(executor, std::move(end))) {}

void Done::operator()(absl::Status status) const {
  state_->Answer(std::move(status));
}

void Waker::operator()() const {
  MutexLock lock(state_->mutex);
  if (state_->stream == nullptr) return;
  if (!state_->waiting) {
    state_->called = true;
    return;
  }
  state_->waiting = false;
  // Under the lock: the stream cannot end before its step is queued.
  state_->stream->Resume();
}

StreamReactorCore::StreamReactorCore(Endpoint& endpoint,
                                     grpc::CallbackServerContext& context,
                                     const char* method)
    : record_(endpoint, context, method, CallRecord::Kind::kStream),
      stream_call_(record_.call(), waker_) {
  MutexLock lock(waker_.state_->mutex);
  waker_.state_->stream = this;
}

StreamReactorCore::~StreamReactorCore() = default;

void StreamReactorCore::Begin() {
  counted_ = record_.dispatcher().OpenStream();
  if (!counted_) return End(ServerBusy());
  on_drain_ = record_.dispatcher().OnDrain(waker_);
  if (!record_.dispatcher().executor().TrySubmit([this] { Step(); })) {
    End(ServerBusy());
  }
}

void StreamReactorCore::Written(bool ok) {
  if (ok) return Resume();
  End(absl::CancelledError("the caller has gone"));
}

void StreamReactorCore::Resume() {
  record_.dispatcher().executor().Continue([this] { Step(); });
}

absl::StatusOr<Next> StreamReactorCore::NextStep() {
  SUYUAN_RETURN_IF_ERROR(record_.Admit());
  if (!opened_) {
    SUYUAN_RETURN_IF_ERROR(
        Guarded<absl::Status>([this] { return OpenSource(); }));
    opened_ = true;
  }
  return Guarded<absl::StatusOr<Next>>([this] { return Produce(); });
}

void StreamReactorCore::Step() {
  while (true) {
    const absl::StatusOr<Next> next = NextStep();
    if (!next.ok()) return End(next.status());
    switch (*next) {
      case Next::kWrite:
        ++messages_;
        return Send();
      case Next::kEnd:
        return End(absl::OkStatus());
      case Next::kWait:
        if (Rest()) return;
    }
  }
}

bool StreamReactorCore::Rest() {
  MutexLock lock(waker_.state_->mutex);
  if (waker_.state_->called) {
    waker_.state_->called = false;
    return false;
  }
  waker_.state_->waiting = true;
  return true;
}

void StreamReactorCore::End(const absl::Status& status) {
  {
    MutexLock lock(waker_.state_->mutex);
    waker_.state_->stream = nullptr;
  }
  if (on_drain_ >= 0) record_.dispatcher().RemoveOnDrain(on_drain_);
  if (counted_) record_.dispatcher().CloseStream();
  Close(record_.Close(status, messages_));
}

}  // namespace suyuan::rpc
