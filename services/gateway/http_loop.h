#ifndef SERVICES_GATEWAY_HTTP_LOOP_H_
#define SERVICES_GATEWAY_HTTP_LOOP_H_

// Inside the server only: Asio shows here.

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

#include "services/gateway/http_server.h"

namespace suyuan::gateway {

class Connection;

struct HttpCounters {
  std::atomic<int64_t> open{0};
  std::atomic<int64_t> accepted{0};
  std::atomic<int64_t> refused{0};
  std::atomic<int64_t> requests{0};
  std::atomic<int64_t> requests_refused{0};
  std::atomic<int64_t> timeouts{0};
};

// What all loops share; constant but for the counters.
struct HttpShared {
  HttpServerOptions options;
  HttpHandler* handler = nullptr;
  HttpCounters counters;
};

// One thread and the connections that live on it. Everything but `io` and
// `work` is touched on that thread only.
struct HttpLoop {
  explicit HttpLoop(HttpShared* shared)
      : shared(*shared), io(1), work(io.get_executor()) {}

  // The Date field's value now; made once a second.
  absl::string_view Date();

  HttpShared& shared;
  boost::asio::io_context io;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
  std::thread thread;
  // The strong reference of each open connection.
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections;
  bool draining = false;
  bool stopping = false;
  int64_t date_second = 0;
  std::string date;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_HTTP_LOOP_H_
