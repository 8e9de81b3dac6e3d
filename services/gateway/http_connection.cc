#include "services/gateway/http_connection.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <exception>

#include "absl/strings/str_cat.h"

namespace suyuan::gateway {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr absl::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr absl::string_view kLastChunk = "0\r\n\r\n";

std::chrono::steady_clock::time_point Now() {
  return std::chrono::steady_clock::now();
}

std::chrono::steady_clock::duration Chrono(absl::Duration d) {
  return absl::ToChronoNanoseconds(d);
}

}  // namespace

// A completion that does nothing once the connection is closed, and closes it
// where a handler throws: one bad request must not end the loop.
template <typename F>
auto Connection::Guarded(F f) {
  return [self = shared_from_this(), f = std::move(f)](auto&&... args) {
    if (self->closed_) return;
    try {
      f(args...);
    } catch (const std::exception&) {
      self->Close();
    }
  };
}

Connection::Connection(HttpLoop* loop, Socket socket)
    : loop_(*loop),
      options_(loop->shared.options),
      socket_(std::move(socket)),
      timer_(loop->io),
      parser_(loop->shared.options.parser) {}

Connection::~Connection() = default;

void Connection::TakePlace() {
  loop_.connections.emplace(this, shared_from_this());
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Connection::Start() {
  TakePlace();
  if (loop_.stopping || loop_.draining) return Close();
  SetReadDeadline(options_.head_timeout);
  Read();
}

void Connection::StartFull() {
  TakePlace();
  if (loop_.stopping) return Close();
  Refuse(503, "too many connections");
}

void Connection::Drain() {
  if (!dispatched_ && !parser_.started() && input_.empty()) Close();
}

void Connection::Close() {
  if (closed_) return;
  closed_ = true;
  const std::shared_ptr<Connection> self = shared_from_this();
  ForgetExchange(true);
  timer_.cancel();
  error_code ignored;
  socket_.close(ignored);
  loop_.connections.erase(this);
  loop_.shared.counters.open.fetch_sub(1);
}

// ---- Reading ---------------------------------------------------------------

void Connection::Read() {
  if (reading_ || closed_ || input_.full()) return;
  if (!lingering_) {
    if (paused_ && !body_done_) return;
    if (answer_ended_ && !keep_alive_) return;
  }
  reading_ = true;
  if (!dispatched_ || body_done_) input_.ShrinkIfEmpty();
  const InputBuffer::Room room = input_.Prepare();
  socket_.async_read_some(asio::buffer(room.data, room.size),
                          Guarded([this](const error_code& ec, size_t bytes) {
                            OnRead(ec, bytes);
                          }));
}

void Connection::OnRead(const error_code& ec, size_t bytes) {
  reading_ = false;
  if (ec) {
    peer_ended_ = true;
    // A client that only ended its side still gets an answer that is ready.
    const bool answering = answer_ended_ && queued_ > 0 && !lingering_;
    if (ec != asio::error::eof || !answering) Close();
    return;
  }
  input_.Commit(bytes);
  if (lingering_) {
    input_.Consume(input_.size());
    return Read();
  }
  if (!dispatched_ && !parser_.started()) {
    SetReadDeadline(options_.head_timeout);
  }
  Process();
}

// Takes what the input holds as far as the running request lets it.
void Connection::Process() {
  using Event = RequestParser::Event;
  bool more = true;
  while (more && !closed_ && !lingering_) {
    if (dispatched_ && (body_done_ || paused_)) break;
    if (answer_ended_ && !keep_alive_) break;
    const RequestParser::Step step = parser_.Next(input_.view());
    if (step.event == Event::kRefused) {
      loop_.shared.counters.requests_refused.fetch_add(1);
      return Refuse(parser_.refusal().status, parser_.refusal().why);
    }
    if (step.event == Event::kBody) OnBodyBytes(step.body);
    input_.Consume(step.consumed);
    if (step.event == Event::kHead) OnHead();
    if (step.event == Event::kEnd) OnRequestEnd();
    more = step.event != Event::kNeedMore;
  }
  if (closed_ || lingering_) return;
  if (!more && input_.full()) return Refuse(431, "a line has no end");
  SendContinue();
  Read();
}

void Connection::OnHead() {
  const RequestHead& head = parser_.head();
  loop_.shared.counters.requests.fetch_add(1);
  dispatched_ = true;
  outbox_ = std::make_shared<ResponseOutbox>(
      this, [this](std::function<void()> deliver) {
        asio::post(loop_.io, Guarded(std::move(deliver)));
      });
  BodyPolicy policy;
  exchange_ = loop_.shared.handler->Start(head, outbox_, &policy);
  read_deadline_ = kNever;
  if (!head.has_body()) return;
  if (exchange_ == nullptr) policy = {.limit = options_.discard_limit};
  if (!parser_.SetBodyLimit(policy.limit) && exchange_ != nullptr) {
    return Refuse(parser_.refusal().status, parser_.refusal().why);
  }
  continue_due_ = head.expects_continue;
  body_began_ = Now();
  // A client that waits for 100 Continue, and does not get it, sends no body.
  const bool unread = exchange_ == nullptr && !MayKeepAlive();
  paused_ = policy.flow == BodyFlow::kPause || unread;
  paused_at_ = body_began_;
  SetBodyDeadline();
}

void Connection::OnBodyBytes(absl::string_view bytes) {
  continue_due_ = false;
  body_bytes_ += bytes.size();
  if (exchange_ != nullptr && exchange_->OnBody(bytes) == BodyFlow::kPause) {
    paused_ = true;
    paused_at_ = Now();
  }
  SetBodyDeadline();
}

void Connection::OnRequestEnd() {
  body_done_ = true;
  read_deadline_ = kNever;
  if (exchange_ != nullptr) exchange_->OnBodyEnd();
  if (answer_ended_ && queued_ == 0) AnswerWritten();
}

void Connection::SendContinue() {
  if (!continue_due_ || paused_ || exchange_ == nullptr || answer_begun_) {
    return;
  }
  continue_due_ = false;
  if (!input_.empty()) return;  // it did not wait
  Enqueue(std::string(kContinue));
  Flush();
}

void Connection::NextRequest() {
  parser_.Reset();
  dispatched_ = body_done_ = paused_ = continue_due_ = false;
  answer_begun_ = answer_ended_ = without_body_ = false;
  body_bytes_ = 0;
  paused_for_ = {};
  if (loop_.draining) return Close();
  SetReadDeadline(input_.empty() ? options_.idle_timeout
                                 : options_.head_timeout);
}

// ---- Answering -------------------------------------------------------------

void Connection::Apply(OutboxBatch batch) {
  if (lingering_ || answer_ended_) return;
  if (batch.head) StartAnswer(*batch.head, batch);
  if (!answer_begun_ && batch.aborted) return Close();
  if (!batch.bytes.empty() && !without_body_) {
    EnqueueBody(std::move(batch.bytes));
  }
  if (batch.ended || batch.aborted) EndAnswer(batch.aborted);
  UpdateQueued();
  Flush();
  const bool resume =
      paused_ && (batch.read_more || (answer_ended_ && keep_alive_));
  if (resume) {
    paused_ = false;
    paused_for_ += Now() - paused_at_;
    SetBodyDeadline();
  }
  const bool written = answer_ended_ && queued_ == 0;
  if (written) AnswerWritten();
  if (!closed_ && (resume || written)) Process();
  // What HEAD leaves out is taken at once.
  if (without_body_) TellWritable();
}

void Connection::EndAnswer(bool aborted) {
  answer_ended_ = true;
  if (aborted) {
    keep_alive_ = false;
    // Where the end of the connection is the end of the answer, only a reset
    // says that it is not.
    reset_ = framing_ == Framing::kToClose;
  } else if (framing_ == Framing::kChunked && !without_body_) {
    Enqueue(std::string(kLastChunk));
  }
  ForgetExchange(false);
}

void Connection::TellWritable() {
  if (exchange_ == nullptr || !answer_begun_) return;
  if (outbox_->waiting() < ResponseWriter::kHighWater) exchange_->OnWritable();
}

// Without an exchange, or after its answer, the rest of the body is in the way
// of the next request: it is read if it is known to be short and on its way.
bool Connection::MayKeepAlive() const {
  const RequestHead& head = parser_.head();
  if (!head.keep_alive || loop_.draining || peer_ended_) return false;
  if (body_done_ || !head.has_body()) return true;
  return !continue_due_ && head.content_length.has_value() &&
         *head.content_length <= options_.discard_limit;
}

void Connection::StartAnswer(const ResponseHead& head,
                             const OutboxBatch& batch) {
  const RequestHead& request = parser_.head();
  const bool empty_by_status = head.status == 204 || head.status == 304;
  answer_begun_ = true;
  without_body_ = request.method == "HEAD" || empty_by_status;
  framing_ = empty_by_status    ? Framing::kNone
             : batch.whole      ? Framing::kLength
             : request.http_1_1 ? Framing::kChunked
                                : Framing::kToClose;
  keep_alive_ = MayKeepAlive() && framing_ != Framing::kToClose;
  Enqueue(RenderHead(head, {.date = loop_.Date(),
                            .framing = framing_,
                            .content_length = batch.bytes.size(),
                            .keep_alive = keep_alive_,
                            .http_1_1 = request.http_1_1}));
}

// The answer that needs no handler; nothing of this connection is read after.
void Connection::Refuse(int status, absl::string_view why) {
  if (answer_begun_) return Close();
  const std::shared_ptr<Exchange> exchange = exchange_;
  ForgetExchange(false);
  if (exchange != nullptr) exchange->OnRefused(status);
  const std::string body = loop_.shared.handler->ErrorBody(status, why);
  ResponseHead head;
  head.status = status;
  head.Set("Content-Type", "application/json");
  if (status == 503) head.Set("Retry-After", "1");
  answer_begun_ = answer_ended_ = true;
  keep_alive_ = body_done_ = false;
  read_deadline_ = kNever;
  Enqueue(RenderHead(head, {.date = loop_.Date(),
                            .content_length = body.size(),
                            .keep_alive = false}));
  if (parser_.head().method != "HEAD") Enqueue(body);
  Flush();
}

void Connection::Enqueue(std::string bytes) {
  queued_ += bytes.size();
  if (!out_.empty() && out_.back().size() + bytes.size() <= kCoalesce) {
    out_.back() += bytes;
  } else {
    out_.push_back(std::move(bytes));
  }
}

void Connection::EnqueueBody(std::string bytes) {
  if (framing_ != Framing::kChunked) return Enqueue(std::move(bytes));
  Enqueue(absl::StrCat(absl::Hex(bytes.size()), "\r\n"));
  bytes += "\r\n";
  Enqueue(std::move(bytes));
}

void Connection::Flush() {
  if (writing_ || closed_ || out_.empty()) return;
  slice_of_ = std::move(out_.front());
  out_.pop_front();
  written_ = 0;
  WriteSlice();
}

void Connection::WriteSlice() {
  writing_ = true;
  write_deadline_ = Now() + Chrono(options_.write_timeout);
  ArmTimer();
  const size_t size = std::min(kSlice, slice_of_.size() - written_);
  asio::async_write(socket_, asio::buffer(slice_of_.data() + written_, size),
                    Guarded([this](const error_code& ec, size_t bytes) {
                      if (ec) return Close();
                      OnWritten(bytes);
                    }));
}

void Connection::OnWritten(size_t bytes) {
  written_ += bytes;
  queued_ -= bytes;
  UpdateQueued();
  if (written_ < slice_of_.size()) {
    WriteSlice();
  } else {
    writing_ = false;
    write_deadline_ = kNever;
    slice_of_ = std::string();
    Flush();
  }
  if (answer_ended_ && queued_ == 0) {
    AnswerWritten();
    return Process();
  }
  TellWritable();
}

void Connection::AnswerWritten() {
  if (reset_) {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  }
  if (peer_ended_ || reset_) return Close();
  if (!keep_alive_) return body_done_ ? Close() : Linger();
  if (body_done_) NextRequest();
}

// A close with unread input resets the connection, and the reset may overtake
// the answer (RFC 9112 9.6).
void Connection::Linger() {
  lingering_ = true;
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  input_.Consume(input_.size());
  SetReadDeadline(options_.linger_timeout);
  Read();
}

void Connection::ForgetExchange(bool gone) {
  if (outbox_ != nullptr) outbox_->Detach();
  outbox_.reset();
  const std::shared_ptr<Exchange> exchange = std::move(exchange_);
  exchange_.reset();
  if (gone && exchange != nullptr) exchange->OnGone();
}

void Connection::UpdateQueued() {
  if (outbox_ != nullptr) outbox_->SetQueued(queued_);
}

// ---- Deadlines -------------------------------------------------------------

void Connection::SetReadDeadline(absl::Duration from_now) {
  read_deadline_ = Now() + Chrono(from_now);
  ArmTimer();
}

void Connection::SetBodyDeadline() {
  if (paused_) {
    read_deadline_ = kNever;
    return;
  }
  const absl::Duration earned =
      absl::Seconds(static_cast<double>(body_bytes_) /
                    static_cast<double>(options_.body_rate));
  read_deadline_ = body_began_ + paused_for_ + Chrono(options_.body_timeout) +
                   Chrono(earned);
  ArmTimer();
}

// The timer that is set for an earlier instant looks again when it fires; so
// most requests set none.
void Connection::ArmTimer() {
  const TimePoint next = std::min(read_deadline_, write_deadline_);
  if (closed_ || next >= timer_at_) return;
  timer_at_ = next;
  timer_.expires_at(next);
  timer_.async_wait(Guarded([this](const error_code& ec) {
    if (!ec) OnTimer();
  }));
}

void Connection::OnTimer() {
  timer_at_ = kNever;
  const TimePoint now = Now();
  if (now >= write_deadline_) {
    loop_.shared.counters.timeouts.fetch_add(1);
    return Close();
  }
  if (now >= read_deadline_) return OnReadTimeout();
  ArmTimer();
}

void Connection::OnReadTimeout() {
  if (lingering_ || (!dispatched_ && !parser_.started())) return Close();
  loop_.shared.counters.timeouts.fetch_add(1);
  Refuse(408, "the request took too long to arrive");
}

}  // namespace suyuan::gateway
