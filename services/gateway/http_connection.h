#ifndef SERVICES_GATEWAY_HTTP_CONNECTION_H_
#define SERVICES_GATEWAY_HTTP_CONNECTION_H_

// Inside the server only: Asio shows here.

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "services/gateway/http_loop.h"
#include "services/gateway/input_buffer.h"
#include "services/gateway/response_outbox.h"

namespace suyuan::gateway {

// One client's connection, from accept to close. Every method runs on the
// loop's thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  Connection(HttpLoop* loop, Socket socket);
  ~Connection();

  // Takes its place in the loop and reads the first request.
  void Start();
  // Answers 503 without reading and closes.
  void StartFull();
  // Closes now if no request has begun, else after its answer.
  void Drain();
  // Breaks off whatever runs.
  void Close();

  // From the writer of the running request.
  void Apply(OutboxBatch batch);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr TimePoint kNever = TimePoint::max();
  static constexpr size_t kSlice = 64 * 1024;
  static constexpr size_t kCoalesce = 16 * 1024;

  template <typename F>
  auto Guarded(F f);

  void TakePlace();
  void Read();
  void OnRead(const boost::system::error_code& ec, size_t bytes);
  void Process();
  void OnHead();
  void OnBodyBytes(absl::string_view bytes);
  void OnRequestEnd();
  void SendContinue();
  void NextRequest();

  void Refuse(int status, absl::string_view why);
  void StartAnswer(const ResponseHead& head, const OutboxBatch& batch);
  void EndAnswer(bool aborted);
  void TellWritable();
  bool MayKeepAlive() const;
  void Enqueue(std::string bytes);
  void EnqueueBody(std::string bytes);
  void Flush();
  void WriteSlice();
  void OnWritten(size_t bytes);
  void AnswerWritten();
  void ForgetExchange(bool gone);
  void Linger();

  void SetReadDeadline(absl::Duration from_now);
  void SetBodyDeadline();
  void ArmTimer();
  void OnTimer();
  void OnReadTimeout();
  void UpdateQueued();

  HttpLoop& loop_;
  const HttpServerOptions& options_;
  Socket socket_;
  boost::asio::steady_timer timer_;
  TimePoint timer_at_ = kNever;
  TimePoint read_deadline_ = kNever;
  TimePoint write_deadline_ = kNever;

  RequestParser parser_;
  InputBuffer input_;
  bool reading_ = false;
  bool closed_ = false;
  bool counted_ = false;
  bool lingering_ = false;
  bool peer_ended_ = false;

  // The running request.
  std::shared_ptr<ResponseOutbox> outbox_;
  std::shared_ptr<Exchange> exchange_;
  bool dispatched_ = false;
  bool body_done_ = false;
  bool paused_ = false;
  bool continue_due_ = false;
  TimePoint body_began_;
  TimePoint paused_at_;
  std::chrono::steady_clock::duration paused_for_{};
  uint64_t body_bytes_ = 0;

  // Its answer.
  bool answer_begun_ = false;
  bool answer_ended_ = false;
  bool keep_alive_ = false;
  bool reset_ = false;
  Framing framing_ = Framing::kLength;
  bool without_body_ = false;  // HEAD, 204, 304
  std::deque<std::string> out_;
  std::string slice_of_;  // what is being written
  size_t written_ = 0;    // of slice_of_
  bool writing_ = false;
  size_t queued_ = 0;  // in out_ and not yet written of slice_of_
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_HTTP_CONNECTION_H_
