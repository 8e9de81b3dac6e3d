#include "services/gateway/http_message.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace suyuan::gateway {
namespace {

struct DefaultField {
  absl::string_view name;
  absl::string_view value;
};

// What an answer carries unless its handler says otherwise: nothing of ours is
// a page, so a browser may neither guess its type, keep it, nor run it.
constexpr DefaultField kDefaults[] = {
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
};

bool IsToken(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("!#$%&'*+-.^_`|~", absl::string_view(&c, 1));
  });
}

bool IsFieldValue(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t';
  });
}

void AppendField(absl::string_view name, absl::string_view value,
                 std::string* out) {
  absl::StrAppend(out, name, ": ", value, "\r\n");
}

void AppendFraming(const RenderOptions& options, std::string* out) {
  switch (options.framing) {
    case Framing::kLength:
      absl::StrAppend(out, "Content-Length: ", options.content_length, "\r\n");
      break;
    case Framing::kChunked:
      AppendField("Transfer-Encoding", "chunked", out);
      break;
    case Framing::kToClose:
    case Framing::kNone:
      break;
  }
}

}  // namespace

absl::string_view RequestHead::path() const {
  return absl::string_view(target).substr(0, target.find('?'));
}

absl::string_view RequestHead::query() const {
  const size_t mark = target.find('?');
  if (mark == std::string::npos) return {};
  return absl::string_view(target).substr(mark + 1);
}

std::optional<absl::string_view> RequestHead::Find(
    absl::string_view name) const {
  for (const HeaderField& field : fields) {
    if (field.name == name) return absl::string_view(field.value);
  }
  return std::nullopt;
}

void ResponseHead::Set(absl::string_view name, absl::string_view value) {
  fields.push_back({std::string(name), std::string(value)});
}

bool ResponseHead::Has(absl::string_view name) const {
  return std::any_of(fields.begin(), fields.end(), [&](const HeaderField& f) {
    return absl::EqualsIgnoreCase(f.name, name);
  });
}

absl::string_view ReasonPhrase(int status) {
  static constexpr struct {
    int status;
    absl::string_view phrase;
  } kPhrases[] = {
      {100, "Continue"},
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {429, "Too Many Requests"},
      {421, "Misdirected Request"},
      {431, "Request Header Fields Too Large"},
      {499, "Client Closed Request"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
      {505, "HTTP Version Not Supported"},
  };
  for (const auto& known : kPhrases) {
    if (known.status == status) return known.phrase;
  }
  return "Unknown";
}

std::string RenderHead(const ResponseHead& head, const RenderOptions& options) {
  std::string out;
  out.reserve(512);
  absl::StrAppend(&out, "HTTP/1.1 ", head.status, " ",
                  ReasonPhrase(head.status), "\r\n");
  AppendField("Date", options.date, &out);
  for (const HeaderField& field : head.fields) {
    if (!IsToken(field.name) || !IsFieldValue(field.value)) continue;
    AppendField(field.name, field.value, &out);
  }
  for (const DefaultField& field : kDefaults) {
    if (!head.Has(field.name)) AppendField(field.name, field.value, &out);
  }
  AppendFraming(options, &out);
  if (!options.keep_alive) {
    AppendField("Connection", "close", &out);
  } else if (!options.http_1_1) {
    AppendField("Connection", "keep-alive", &out);
  }
  out += "\r\n";
  return out;
}

std::string HttpDate(int64_t unix_seconds) {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT",
                          absl::FromUnixSeconds(unix_seconds),
                          absl::UTCTimeZone());
}

}  // namespace suyuan::gateway
