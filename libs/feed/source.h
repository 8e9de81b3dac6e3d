#ifndef LIBS_FEED_SOURCE_H_
#define LIBS_FEED_SOURCE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace suyuan::feed {

// One change of a service's records, as its journal keeps it.
struct Entry {
  int64_t position = 0;
  std::string kind;  // what changed: "standard"
  std::string name;  // which: "standards/abc"
  absl::Time recorded_at;
  std::string payload;
};

// A change feed: positions 1, 2, 3, ... without gaps, entries that never change
// or go. Implementations are thread-safe. sql::Journal has this shape.
class Source {
 public:
  virtual ~Source() = default;

  // Of the newest entry, 0 if there is none. Never goes back. Cheap.
  virtual int64_t last_position() const = 0;

  // The entries after `after` in order: at most `max_count`, and no more once
  // their payloads pass `max_bytes`; at least one if there is any.
  virtual absl::StatusOr<std::vector<Entry>> Read(int64_t after,
                                                  int64_t max_count,
                                                  int64_t max_bytes) const = 0;

  // An instant such that every change recorded before it is up to
  // last_position(), as that is read once this has returned; InfinitePast where
  // the feed cannot tell. May wait for the writer, milliseconds.
  virtual absl::StatusOr<absl::Time> ToldBefore() const {
    return absl::InfinitePast();
  }

  // `on_change` is called after last_position() has moved, and never blocks.
  // Not called any more once Unsubscribe has returned.
  virtual int64_t Subscribe(std::function<void(int64_t last)> on_change) = 0;
  virtual void Unsubscribe(int64_t subscription) = 0;
};

}  // namespace suyuan::feed

#endif  // LIBS_FEED_SOURCE_H_
