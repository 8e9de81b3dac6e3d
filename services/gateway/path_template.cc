#include "services/gateway/path_template.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"

namespace suyuan::gateway {
namespace {

constexpr size_t kMaxSegments = 32;

// Of what a path may hold as it is (RFC 3986 3.3), less what means something in
// a template. A '%' would be compared undecoded and bound decoded.
bool IsLiteral(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("-._~!$&'()+,;@", absl::string_view(&c, 1));
  });
}

bool IsFieldPath(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' ||
           c == '.';
  });
}

}  // namespace

std::optional<std::vector<absl::string_view>> SplitPath(
    absl::string_view path) {
  if (!absl::StartsWith(path, "/")) return std::nullopt;
  std::vector<absl::string_view> out = absl::StrSplit(path.substr(1), '/');
  if (out.size() > kMaxSegments) return std::nullopt;
  return out;
}

std::optional<std::string> PercentDecode(absl::string_view text,
                                         bool keep_slash, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out.push_back(' ');
      continue;
    }
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const absl::string_view digits = text.substr(i + 1, 2);
    if (digits.size() != 2 || !absl::ascii_isxdigit(digits[0]) ||
        !absl::ascii_isxdigit(digits[1])) {
      return std::nullopt;
    }
    const char c = absl::HexStringToBytes(digits)[0];
    if (c == '/' && keep_slash) {
      absl::StrAppend(&out, "%", digits);
    } else {
      out.push_back(c);
    }
    i += 2;
  }
  return out;
}

// Reads a template from left to right.
class PathTemplate::Reader {
 public:
  explicit Reader(absl::string_view text) : rest_(text) {}

  absl::StatusOr<PathTemplate> Read() {
    PathTemplate out;
    out.text_ = std::string(rest_);
    if (!absl::ConsumePrefix(&rest_, "/")) return Bad("a '/'");
    SUYUAN_RETURN_IF_ERROR(Segments(&out, /*in_variable=*/false));
    if (absl::ConsumePrefix(&rest_, ":")) {
      if (!IsLiteral(rest_)) return Bad("a verb");
      out.verb_ = std::string(std::exchange(rest_, {}));
    }
    if (!rest_.empty()) return Bad("the end");
    return out;
  }

 private:
  absl::Status Segments(PathTemplate* out, bool in_variable) {
    do {
      if (out->open_ended_) return Bad("nothing after \"**\"");
      if (out->segments_.size() == kMaxSegments) return Bad("fewer segments");
      if (!in_variable && absl::ConsumePrefix(&rest_, "{")) {
        SUYUAN_RETURN_IF_ERROR(ReadVariable(out));
        continue;
      }
      const std::string text = Take("/:{}=");
      if (text == "**") {
        out->segments_.push_back({Segment::Kind::kRest, ""});
        out->open_ended_ = true;
      } else if (text == "*") {
        out->segments_.push_back({Segment::Kind::kOne, ""});
      } else if (IsLiteral(text)) {
        out->segments_.push_back({Segment::Kind::kLiteral, text});
      } else {
        return Bad("a segment");
      }
    } while (absl::ConsumePrefix(&rest_, "/"));
    return absl::OkStatus();
  }

  absl::Status ReadVariable(PathTemplate* out) {
    Variable variable{Take("=}"), out->segments_.size(), 0};
    if (!IsFieldPath(variable.field_path)) return Bad("a field path");
    if (absl::ConsumePrefix(&rest_, "=")) {
      SUYUAN_RETURN_IF_ERROR(Segments(out, /*in_variable=*/true));
    } else {
      out->segments_.push_back({Segment::Kind::kOne, ""});
    }
    if (!absl::ConsumePrefix(&rest_, "}")) return Bad("a '}'");
    variable.end = out->segments_.size();
    out->field_paths_.push_back(variable.field_path);
    out->variables_.push_back(std::move(variable));
    return absl::OkStatus();
  }

  std::string Take(absl::string_view until) {
    const size_t size = std::min(rest_.find_first_of(until), rest_.size());
    const std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

  absl::Status Bad(absl::string_view wanted) const {
    return absl::InvalidArgumentError(absl::StrCat(
        "the path template wants ", wanted, " before \"", rest_, "\""));
  }

  absl::string_view rest_;
};

absl::StatusOr<PathTemplate> PathTemplate::Parse(absl::string_view text) {
  return Reader(text).Read();
}

size_t PathTemplate::literals() const {
  return static_cast<size_t>(std::count_if(
      segments_.begin(), segments_.end(),
      [](const Segment& s) { return s.kind == Segment::Kind::kLiteral; }));
}

std::string PathTemplate::Shape() const {
  std::string out;
  for (const Segment& s : segments_) {
    absl::StrAppend(&out, "/",
                    s.kind == Segment::Kind::kLiteral ? s.text
                    : s.kind == Segment::Kind::kOne   ? "*"
                                                      : "**");
  }
  if (!verb_.empty()) absl::StrAppend(&out, ":", verb_);
  return out;
}

bool PathTemplate::Fits(absl::Span<const absl::string_view> path) const {
  if (open_ended_ ? path.size() < segments_.size()
                  : path.size() != segments_.size()) {
    return false;
  }
  for (size_t i = 0; i < segments_.size(); ++i) {
    const Segment& segment = segments_[i];
    const bool fits = segment.kind == Segment::Kind::kLiteral
                          ? path[i] == segment.text
                          : !path[i].empty();
    if (!fits) return false;
  }
  return true;
}

std::optional<std::vector<PathBinding>> PathTemplate::Match(
    absl::Span<const absl::string_view> path) const {
  std::vector<absl::string_view> without_verb(path.begin(), path.end());
  if (!verb_.empty()) {
    absl::string_view& last = without_verb.back();
    if (!absl::ConsumeSuffix(&last, verb_)) return std::nullopt;
    if (!absl::ConsumeSuffix(&last, ":")) return std::nullopt;
  }
  if (!Fits(without_verb)) return std::nullopt;
  std::vector<PathBinding> out;
  for (const Variable& variable : variables_) {
    const bool to_end = open_ended_ && variable.end == segments_.size();
    const size_t end = to_end ? without_verb.size() : variable.end;
    const bool many = end - variable.begin > 1 || to_end;
    std::string value;
    for (size_t i = variable.begin; i < end; ++i) {
      const auto decoded = PercentDecode(without_verb[i], many);
      if (!decoded) return std::nullopt;
      absl::StrAppend(&value, i == variable.begin ? "" : "/", *decoded);
    }
    out.push_back({variable.field_path, std::move(value)});
  }
  return out;
}

}  // namespace suyuan::gateway
