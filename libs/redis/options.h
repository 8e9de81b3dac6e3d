#ifndef LIBS_REDIS_OPTIONS_H_
#define LIBS_REDIS_OPTIONS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace suyuan::redis {

struct CacheOptions {
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string username;  // with a password only
  std::string password;  // empty: none
  int database = 0;
  // Stands before every key: services share a Redis without meeting.
  std::string key_prefix;
  // Connections; a call waits for one within its timeout.
  int max_connections = 8;
  // A call's time with everything in it: waiting, connecting, answering.
  absl::Duration timeout = absl::Milliseconds(50);
  // Failures in a row after which the cache is left alone, and for how long
  // until it is tried again.
  int failures_to_open = 5;
  absl::Duration open_for = absl::Seconds(1);
  int64_t max_value_bytes = 8 << 20;
};

}  // namespace suyuan::redis

#endif  // LIBS_REDIS_OPTIONS_H_
