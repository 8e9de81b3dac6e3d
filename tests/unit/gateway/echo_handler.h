#ifndef TESTS_UNIT_GATEWAY_ECHO_HANDLER_H_
#define TESTS_UNIT_GATEWAY_ECHO_HANDLER_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/mutex.h"
#include "services/gateway/http_server.h"

namespace suyuan::testing {

// Answers every request so that the test sees what the server understood:
// /stream/N sends N lines as the client takes them, /silent never answers,
// /late-end ends its stream a while after the last line, /abort breaks it off,
// /slow-body pauses at each piece of the body, /early answers at once,
// /thrown throws; anything else echoes the target and the body.
class EchoHandler : public gateway::HttpHandler {
 public:
  std::shared_ptr<gateway::Exchange> Start(
      const gateway::RequestHead& head,
      std::shared_ptr<gateway::ResponseWriter> writer,
      gateway::BodyPolicy* policy) override;

  std::string ErrorBody(int status, absl::string_view why) override {
    return absl::StrCat("{\"code\":", status, ",\"message\":\"", why, "\"}");
  }

  std::vector<std::string> targets() const {
    MutexLock lock(mutex_);
    return targets_;
  }

  std::atomic<int> gone{0};
  std::atomic<int> lines_made{0};
  std::atomic<int> bodies_ended{0};
  std::atomic<int64_t> body_bytes{0};
  uint64_t limit = 1024 * 1024;

 private:
  class Echo;
  class Lines;

  mutable Mutex mutex_;
  std::vector<std::string> targets_ ABSL_GUARDED_BY(mutex_);
};

class EchoHandler::Echo : public gateway::Exchange {
 public:
  Echo(EchoHandler* handler, std::string target,
       std::shared_ptr<gateway::ResponseWriter> writer)
      : handler_(*handler),
        target_(std::move(target)),
        writer_(std::move(writer)) {}

  gateway::BodyFlow OnBody(absl::string_view bytes) override {
    if (target_ == "/thrown") throw std::runtime_error("a handler's own bug");
    handler_.body_bytes += static_cast<int64_t>(bytes.size());
    if (body_.size() < 4096) absl::StrAppend(&body_, bytes);
    return target_ == "/slow-body" ? gateway::BodyFlow::kPause
                                   : gateway::BodyFlow::kMore;
  }

  void OnBodyEnd() override {
    if (target_ == "/thrown") throw std::runtime_error("a handler's own bug");
    ++handler_.bodies_ended;
    if (target_ == "/late-end" || target_ == "/abort") return Late();
    if (target_ == "/silent" || target_ == "/slow-body") return;
    gateway::ResponseHead head;
    head.Set("Content-Type", "text/plain");
    writer_->Send(std::move(head), absl::StrCat(target_, "|", body_));
  }

  void OnGone() override { ++handler_.gone; }

 private:
  // From another thread, after the loop has written what there was.
  void Late() {
    writer_->Begin({});
    writer_->Write("some");
    std::thread([writer = writer_, abort = target_ == "/abort"] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      abort ? writer->Abort() : writer->End();
    }).detach();
  }

  EchoHandler& handler_;
  const std::string target_;
  const std::shared_ptr<gateway::ResponseWriter> writer_;
  std::string body_;
};

// Makes lines only while the client takes them.
class EchoHandler::Lines : public gateway::Exchange {
 public:
  Lines(EchoHandler* handler, int count,
        std::shared_ptr<gateway::ResponseWriter> writer)
      : handler_(*handler), left_(count), writer_(std::move(writer)) {}

  gateway::BodyFlow OnBody(absl::string_view) override {
    return gateway::BodyFlow::kMore;
  }
  void OnBodyEnd() override {
    writer_->Begin({});
    OnWritable();
  }
  void OnWritable() override {
    if (left_ < 0) return;
    while (left_ > 0 &&
           writer_->waiting() < gateway::ResponseWriter::kHighWater) {
      writer_->Write(absl::StrCat("line ", left_, std::string(90, '.'), "\n"));
      --left_;
      ++handler_.lines_made;
    }
    if (left_ > 0) return;
    left_ = -1;
    writer_->End();
  }
  void OnGone() override { ++handler_.gone; }

 private:
  EchoHandler& handler_;
  int left_;
  const std::shared_ptr<gateway::ResponseWriter> writer_;
};

inline std::shared_ptr<gateway::Exchange> EchoHandler::Start(
    const gateway::RequestHead& head,
    std::shared_ptr<gateway::ResponseWriter> writer,
    gateway::BodyPolicy* policy) {
  {
    MutexLock lock(mutex_);
    targets_.push_back(head.target);
  }
  policy->limit = limit;
  if (absl::StartsWith(head.target, "/early")) {
    gateway::ResponseHead early;
    early.status = 404;
    writer->Send(std::move(early), "no such thing");
    return nullptr;
  }
  if (absl::StartsWith(head.target, "/stream/")) {
    return std::make_shared<Lines>(this, std::stoi(head.target.substr(8)),
                                   std::move(writer));
  }
  return std::make_shared<Echo>(this, head.target, std::move(writer));
}

}  // namespace suyuan::testing

#endif  // TESTS_UNIT_GATEWAY_ECHO_HANDLER_H_
