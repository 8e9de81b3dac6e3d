#ifndef LIBS_LOG_LOG_H_
#define LIBS_LOG_LOG_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"

// Structured log: one JSON object a line. Keys "time" (UTC, microseconds),
// "level" and "message" come first, then the fields in the order given. No
// request or response body belongs in a field.

namespace suyuan::log {

enum class Level { kDebug, kInfo, kWarning, kError, kOff };

// "debug", "info", "warning", "error", "off"; else InvalidArgument.
absl::StatusOr<Level> ParseLevel(absl::string_view text);
absl::string_view LevelName(Level level);

// Borrows its texts: made and used within one call of Write.
struct Field {
  absl::string_view key;
  std::variant<absl::string_view, int64_t, double, bool> value;

  Field(absl::string_view k, absl::string_view v) : key(k), value(v) {}
  Field(absl::string_view k, const char* v)
      : key(k), value(absl::string_view(v)) {}
  Field(absl::string_view k, const std::string& v)
      : key(k), value(absl::string_view(v)) {}
  Field(absl::string_view k, int v) : key(k), value(int64_t{v}) {}
  Field(absl::string_view k, int64_t v) : key(k), value(v) {}
  Field(absl::string_view k, size_t v)
      : key(k), value(static_cast<int64_t>(v)) {}
  Field(absl::string_view k, double v) : key(k), value(v) {}
  Field(absl::string_view k, bool v) : key(k), value(v) {}
};

// Thread-safe: a line is written whole. Texts that are not UTF-8 are repaired,
// never refused.
class Logger {
 public:
  // Receives one line with its '\n', one call at a time.
  using Sink = std::function<void(absl::string_view line)>;

  // Borrows the clock.
  Logger(Level level, const Clock& clock, Sink sink);

  void set_level(Level level) { level_.store(level); }
  Level level() const { return level_.load(std::memory_order_relaxed); }
  bool Enabled(Level level) const {
    return level >= this->level() && level != Level::kOff;
  }

  // Nothing but one load where `level` is below the logger's.
  void Write(Level level, absl::string_view message,
             absl::Span<const Field> fields);

  void Debug(absl::string_view message, std::initializer_list<Field> f = {}) {
    Write(Level::kDebug, message, f);
  }
  void Info(absl::string_view message, std::initializer_list<Field> f = {}) {
    Write(Level::kInfo, message, f);
  }
  void Warning(absl::string_view message, std::initializer_list<Field> f = {}) {
    Write(Level::kWarning, message, f);
  }
  void Error(absl::string_view message, std::initializer_list<Field> f = {}) {
    Write(Level::kError, message, f);
  }

 private:
  std::atomic<Level> level_;
  const Clock& clock_;
  Mutex mutex_;
  const Sink sink_;
};

// The process's logger: level info, to stderr. Never destroyed.
Logger& Default();

}  // namespace suyuan::log

#endif  // LIBS_LOG_LOG_H_
