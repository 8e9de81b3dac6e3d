#include "services/gateway/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <ctime>
#include <exception>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/mutex.h"
#include "libs/base/status.h"
#include "services/gateway/http_connection.h"

namespace suyuan::gateway {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

absl::string_view HttpLoop::Date() {
  const int64_t now = std::time(nullptr);
  if (now != date_second) {
    date_second = now;
    date = HttpDate(now);
  }
  return date;
}

namespace {

// Connections over the bound that are answered 503 at once; beyond it they
// are closed without a word.
constexpr int kRefusedAtOnce = 64;

class AsioHttpServer : public HttpServer {
 public:
  AsioHttpServer(const HttpServerOptions& options, HttpHandler* handler) {
    shared_.options = options;
    shared_.handler = handler;
    for (int i = 0; i < std::max(1, options.loops); ++i) {
      loops_.push_back(std::make_unique<HttpLoop>(&shared_));
    }
    acceptor_ = std::make_unique<tcp::acceptor>(loops_[0]->io);
    accept_pause_ = std::make_unique<asio::steady_timer>(loops_[0]->io);
  }

  ~AsioHttpServer() override { Stop(absl::ZeroDuration()); }

  absl::Status Listen() {
    const HttpServerOptions& options = shared_.options;
    error_code ec;
    const auto address = asio::ip::make_address(options.host, ec);
    if (ec) {
      return InvalidField(
          "host", absl::StrCat("\"", options.host, "\" is no IP address"));
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor_->open(endpoint.protocol(), ec);
    if (!ec) acceptor_->set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor_->bind(endpoint, ec);
    if (!ec) acceptor_->listen(asio::socket_base::max_listen_connections, ec);
    if (ec) return CannotListen(ec);
    port_ = acceptor_->local_endpoint().port();
    return absl::OkStatus();
  }

  void Run() {
    Accept();
    for (const auto& loop : loops_) {
      loop->thread = std::thread([io = &loop->io] {
        while (true) {
          try {
            io->run();
            return;
          } catch (const std::exception&) {
            // Connections catch their own; whatever else it was, the other
            // connections of this loop go on.
          }
        }
      });
    }
  }

  uint16_t port() const override { return port_; }

  HttpServerStats stats() const override {
    const HttpCounters& c = shared_.counters;
    return {.connections_open = c.open,
            .connections_accepted = c.accepted,
            .connections_refused = c.refused,
            .requests = c.requests,
            .requests_refused = c.requests_refused,
            .timeouts = c.timeouts};
  }

  bool Stop(absl::Duration grace) override {
    if (std::exchange(stopped_, true)) return true;
    if (!loops_[0]->thread.joinable()) return true;
    OnEachLoop([](HttpLoop* loop) {
      loop->draining = true;
      for (const auto& connection : Copy(*loop)) connection->Drain();
    });
    asio::post(loops_[0]->io, [this] {
      error_code ignored;
      acceptor_->close(ignored);
      accept_pause_->cancel();
    });
    const bool whole = WaitUntilClosed(grace);
    OnEachLoop([](HttpLoop* loop) {
      loop->stopping = true;
      for (const auto& connection : Copy(*loop)) connection->Close();
      loop->work.reset();
    });
    for (const auto& loop : loops_) loop->thread.join();
    return whole;
  }

 private:
  static std::vector<std::shared_ptr<Connection>> Copy(const HttpLoop& loop) {
    std::vector<std::shared_ptr<Connection>> out;
    for (const auto& [key, connection] : loop.connections) {
      out.push_back(connection);
    }
    return out;
  }

  absl::Status CannotListen(const error_code& ec) const {
    const std::string where =
        absl::StrCat(shared_.options.host, ":", shared_.options.port);
    if (ec == asio::error::address_in_use) {
      return WithReason(
          absl::UnavailableError(absl::StrCat(
              where, " is in use by another process; a free one is wanted")),
          "ADDRESS_IN_USE");
    }
    return WithReason(absl::UnavailableError(absl::StrCat(
                          "cannot listen on ", where, ": ", ec.message())),
                      "CANNOT_LISTEN");
  }

  template <typename F>
  void OnEachLoop(F f) {
    for (const auto& loop : loops_) {
      asio::post(loop->io, [f, loop = loop.get()] { f(loop); });
    }
  }

  bool WaitUntilClosed(absl::Duration grace) {
    const auto until =
        std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(grace);
    // Nothing is in a hurry here, and the counter needs no lock for this.
    while (shared_.counters.open.load() > 0) {
      if (std::chrono::steady_clock::now() >= until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  void Accept() {
    HttpLoop* const loop = loops_[next_++ % loops_.size()].get();
    acceptor_->async_accept(
        loop->io, [this, loop](const error_code& ec, tcp::socket socket) {
          if (ec == asio::error::operation_aborted) return;
          if (ec) return AcceptLater();
          Place(loop, std::move(socket));
          Accept();
        });
  }

  // Out of descriptors, most likely: accepting again at once would spin.
  void AcceptLater() {
    accept_pause_->expires_after(std::chrono::milliseconds(50));
    accept_pause_->async_wait([this](const error_code& ec) {
      if (!ec && acceptor_->is_open()) Accept();
    });
  }

  void Place(HttpLoop* loop, tcp::socket socket) {
    HttpCounters& counters = shared_.counters;
    const int64_t open = counters.open.fetch_add(1);
    counters.accepted.fetch_add(1);
    const bool full = open >= shared_.options.max_connections;
    if (full) counters.refused.fetch_add(1);
    if (open >= shared_.options.max_connections + kRefusedAtOnce) {
      counters.open.fetch_sub(1);
      return;  // the socket closes here
    }
    auto connection = std::make_shared<Connection>(loop, std::move(socket));
    asio::post(loop->io, [connection, full] {
      full ? connection->StartFull() : connection->Start();
    });
  }

  HttpShared shared_;
  std::vector<std::unique_ptr<HttpLoop>> loops_;
  std::unique_ptr<tcp::acceptor> acceptor_;
  std::unique_ptr<asio::steady_timer> accept_pause_;
  size_t next_ = 0;
  uint16_t port_ = 0;
  bool stopped_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(
    const HttpServerOptions& options, HttpHandler* handler) {
  auto server = std::make_unique<AsioHttpServer>(options, handler);
  SUYUAN_RETURN_IF_ERROR(server->Listen());
  server->Run();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace suyuan::gateway
