#ifndef SERVICES_GATEWAY_PATH_TEMPLATE_H_
#define SERVICES_GATEWAY_PATH_TEMPLATE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace suyuan::gateway {

// A part of a path that fills a field of the request message.
struct PathBinding {
  std::string field_path;  // "standard.name"
  std::string value;       // decoded
};

// `path` cut at each '/', still percent-encoded. Nothing unless it starts with
// '/', or if it has more than 32 segments. Borrows `path`.
std::optional<std::vector<absl::string_view>> SplitPath(absl::string_view path);

// Percent-decodes; with `keep_slash` a %2F stays as it is, and with
// `plus_is_space` a '+' is a space. Nothing if a '%' has no two digits.
std::optional<std::string> PercentDecode(absl::string_view text,
                                         bool keep_slash = false,
                                         bool plus_is_space = false);

// The path of a google.api.http rule (google/api/http.proto):
//   /v1/{name=instruments/*}:trace
// literals, "*" for one segment, "**" for the rest, variables with or without
// a pattern, and a verb at the end. Immutable.
class PathTemplate {
 public:
  // InvalidArgument if `text` is none, saying where.
  static absl::StatusOr<PathTemplate> Parse(absl::string_view text);

  const std::string& text() const { return text_; }
  const std::string& verb() const { return verb_; }
  const std::vector<std::string>& field_paths() const { return field_paths_; }
  // Segments that a path must have; with "**" that many at least.
  size_t size() const { return segments_.size() - (open_ended_ ? 1 : 0); }
  bool open_ended() const { return open_ended_; }
  // How many segments are literals: the more, the more specific.
  size_t literals() const;
  // "/v1/instruments/*:trace": equal for two templates that match the same.
  std::string Shape() const;

  // The bindings if the path fits. A segment that '*' takes is not empty; a
  // variable of one segment is decoded whole, a longer one keeps %2F, so that
  // the number of its segments is what was sent. O(length).
  std::optional<std::vector<PathBinding>> Match(
      absl::Span<const absl::string_view> path) const;

 private:
  struct Segment {
    enum class Kind { kLiteral, kOne, kRest } kind = Kind::kLiteral;
    std::string text;
  };
  struct Variable {
    std::string field_path;
    size_t begin = 0;  // segments [begin, end)
    size_t end = 0;
  };
  class Reader;

  bool Fits(absl::Span<const absl::string_view> path) const;

  std::string text_;
  std::vector<Segment> segments_;
  std::vector<Variable> variables_;
  std::vector<std::string> field_paths_;
  std::string verb_;
  bool open_ended_ = false;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_PATH_TEMPLATE_H_
