#include "libs/log/log.h"

#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::log {
namespace {

using Json = nlohmann::ordered_json;

std::string Owned(absl::string_view text) { return std::string(text); }

void SetField(const Field& field, Json& line) {
  Json& slot = line[Owned(field.key)];
  if (const auto* text = std::get_if<absl::string_view>(&field.value)) {
    slot = Owned(*text);
  } else if (const auto* whole = std::get_if<int64_t>(&field.value)) {
    slot = *whole;
  } else if (const auto* number = std::get_if<double>(&field.value)) {
    slot = *number;
  } else {
    slot = std::get<bool>(field.value);
  }
}

// One write(2) a line: lines of several processes on one pipe stay whole up to
// PIPE_BUF. A log that cannot be written must not stop the service.
void WriteToStderr(absl::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    line.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

absl::StatusOr<Level> ParseLevel(absl::string_view text) {
  for (const Level level : {Level::kDebug, Level::kInfo, Level::kWarning,
                            Level::kError, Level::kOff}) {
    if (text == LevelName(level)) return level;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("log level is \"", text,
                   "\"; one of debug, info, warning, error, off is wanted"));
}

absl::string_view LevelName(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
    case Level::kOff:
      break;
  }
  return "off";
}

Logger::Logger(Level level, const Clock& clock, Sink sink)
    : level_(level), clock_(clock), sink_(std::move(sink)) {}

void Logger::Write(Level level, absl::string_view message,
                   absl::Span<const Field> fields) {
  if (!Enabled(level)) return;
  Json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", clock_.Now(),
                                  absl::UTCTimeZone());
  line["level"] = Owned(LevelName(level));
  line["message"] = Owned(message);
  for (const Field& field : fields) SetField(field, line);
  std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.push_back('\n');
  MutexLock lock(mutex_);
  sink_(text);
}

Logger& Default() {
  static const SystemClock& clock = *new SystemClock();
  static Logger& logger = *new Logger(Level::kInfo, clock, WriteToStderr);
  return logger;
}

}  // namespace suyuan::log
