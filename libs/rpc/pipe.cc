#include "libs/rpc/pipe.h"

#include "libs/base/check.h"

namespace suyuan::rpc {

PipeCore::PipeCore(Endpoint& endpoint, grpc::CallbackServerContext& context,
                   const char* method, int window)
    : record_(endpoint, context, method, CallRecord::Kind::kStream),
      window_(static_cast<size_t>(window)) {
  SUYUAN_CHECK(window >= 1);
}

PipeCore::~PipeCore() = default;

void PipeCore::Begin() {
  counted_ = record_.dispatcher().OpenStream();
  if (counted_) {
    on_drain_ = record_.dispatcher().OnDrain([this] { Drain(); });
  }
  mutex_.Lock();
  --in_work_;
  if (!counted_) Fail(ServerBusy());
  AdvanceAndUnlock();
}

// The rest is not done here: the list of those who drain is locked.
void PipeCore::Drain() {
  const MutexLock lock(mutex_);
  draining_ = true;
  if (ended_) return;
  ++in_work_;
  record_.dispatcher().executor().Continue([this] {
    mutex_.Lock();
    --in_work_;
    AdvanceAndUnlock();
  });
}

void PipeCore::Received(std::unique_ptr<Exchange> exchange) {
  mutex_.Lock();
  reading_ = false;
  if (exchange == nullptr || !failed_.ok()) {
    all_read_ = true;
  } else {
    exchanges_.push_back(std::move(exchange));
    ++in_work_;
    Submit(*exchanges_.back());
  }
  AdvanceAndUnlock();
}

void PipeCore::Submit(Exchange& exchange) {
  record_.dispatcher().executor().Continue([this, &exchange] {
    const Done done(record_.dispatcher().executor(),
                    [this, &exchange](const absl::Status& status) {
                      Answer(exchange, status);
                    });
    absl::Status status = record_.Admit();
    if (status.ok()) {
      status = Guarded<absl::Status>([&] {
        Handle(exchange, done);
        return absl::OkStatus();
      });
    }
    if (!status.ok()) done(status);
  });
}

void PipeCore::Answer(Exchange& exchange, const absl::Status& status) {
  mutex_.Lock();
  --in_work_;
  exchange.is_answered = status.ok();
  if (!status.ok()) Fail(status);
  AdvanceAndUnlock();
}

void PipeCore::Written(bool ok) {
  mutex_.Lock();
  writing_ = false;
  if (ok) {
    ++sent_;
    exchanges_.pop_front();
  } else {
    exchanges_.front()->is_answered = false;
    Fail(absl::CancelledError("the caller has gone"));
  }
  AdvanceAndUnlock();
}

void PipeCore::Fail(absl::Status status) {
  if (failed_.ok()) failed_ = std::move(status);
}

PipeCore::Step PipeCore::NextStep() {
  if (ended_) return Step::kNone;
  const bool may_send = !exchanges_.empty() && exchanges_.front()->is_answered;
  if (!writing_ && may_send) {
    writing_ = true;
    return Step::kSend;
  }
  const bool is_over = !failed_.ok() || draining_ || all_read_;
  if (!is_over) {
    if (reading_ || exchanges_.size() >= window_) return Step::kNone;
    reading_ = true;
    return Step::kRead;
  }
  const bool is_answered = failed_.ok() ? exchanges_.empty() : !may_send;
  if (writing_ || in_work_ > 0 || !is_answered) return Step::kNone;
  ended_ = true;
  return Step::kEnd;
}

void PipeCore::AdvanceAndUnlock() {
  while (!stepping_) {
    const Step step = NextStep();
    if (step == Step::kNone) break;
    stepping_ = true;
    Exchange* first = exchanges_.empty() ? nullptr : exchanges_.front().get();
    mutex_.Unlock();
    if (step == Step::kEnd) return End();
    if (step == Step::kRead) {
      Read();
    } else {
      Send(*first);
    }
    mutex_.Lock();
    stepping_ = false;
  }
  mutex_.Unlock();
}

void PipeCore::End() {
  absl::Status status;
  int64_t sent = 0;
  {
    const MutexLock lock(mutex_);
    status = failed_;
    if (status.ok() && !all_read_) status = ServerDraining();
    sent = sent_;
  }
  if (on_drain_ >= 0) record_.dispatcher().RemoveOnDrain(on_drain_);
  if (counted_) record_.dispatcher().CloseStream();
  Close(record_.Close(status, sent));
}

}  // namespace suyuan::rpc
