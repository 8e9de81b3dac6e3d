#include "libs/rpc/fields.h"

#include <google/protobuf/timestamp.pb.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"

namespace suyuan::rpc {
namespace {

constexpr size_t kMaxId = 128;
constexpr size_t kMaxNewId = 63;
constexpr int64_t kFirstSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z

// The byte is the first of a character in UTF-8.
bool BeginsCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// What a client wrote, short enough for an error; cut between characters.
std::string Quoted(absl::string_view text) {
  constexpr size_t kMost = 64;
  if (text.size() <= kMost) return absl::StrCat("\"", text, "\"");
  size_t cut = kMost;
  while (cut > 0 && !BeginsCharacter(text[cut])) --cut;
  return absl::StrCat("\"", text.substr(0, cut), "...\"");
}

bool IsId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxId && id[0] != '.' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  c == '.' || c == '_' || c == '~' || c == '-';
         });
}

bool IsNewId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxNewId && id.front() != '-' &&
         id.back() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
           const auto u = static_cast<unsigned char>(c);
           return absl::ascii_islower(u) || absl::ascii_isdigit(u) || c == '-';
         });
}

bool IsUuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const auto c = static_cast<unsigned char>(text[i]);
    if (hyphen ? c != '-' : !absl::ascii_isxdigit(c)) return false;
  }
  return true;
}

bool IsDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

}  // namespace

absl::StatusOr<int> PageSize(int requested, PageSizes sizes) {
  if (requested < 0) {
    return InvalidField(
        "page_size", absl::StrCat(requested, "; 0 (for ", sizes.usual, ") to ",
                                  sizes.most, " is wanted"));
  }
  return requested == 0 ? sizes.usual : std::min(requested, sizes.most);
}

absl::StatusOr<std::vector<std::string>> ParseName(absl::string_view field,
                                                   absl::string_view name,
                                                   absl::string_view pattern) {
  const auto refuse = [&] {
    return InvalidField(
        field, absl::StrCat(Quoted(name), "; ", pattern, " is wanted"));
  };
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  const std::vector<absl::string_view> wanted = absl::StrSplit(pattern, '/');
  if (parts.size() != wanted.size()) return refuse();
  std::vector<std::string> ids;
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool variable = !wanted[i].empty() && wanted[i][0] == '{';
    if (variable ? !IsId(parts[i]) : parts[i] != wanted[i]) return refuse();
    if (variable) ids.emplace_back(parts[i]);
  }
  return ids;
}

absl::StatusOr<std::string> ParseId(absl::string_view field,
                                    absl::string_view name,
                                    absl::string_view pattern) {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<std::string> ids,
                          ParseName(field, name, pattern));
  return std::move(ids.at(0));
}

absl::Status CheckNewId(absl::string_view field, absl::string_view id) {
  if (IsNewId(id)) return absl::OkStatus();
  return InvalidField(
      field, absl::StrCat(Quoted(id),
                          "; 1 to 63 lower-case letters, digits and hyphens "
                          "are wanted, no hyphen first or last"));
}

absl::Status CheckRequestId(absl::string_view request_id) {
  if (request_id.empty() || IsUuid(request_id)) return absl::OkStatus();
  return InvalidField("request_id",
                      absl::StrCat(Quoted(request_id),
                                   "; a UUID is wanted, such as "
                                   "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
}

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view field,
                                        absl::string_view text) {
  int year = 0, month = 0, day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      IsDigits(text.substr(0, 4)) &&
                      IsDigits(text.substr(5, 2)) &&
                      IsDigits(text.substr(8, 2)) &&
                      absl::SimpleAtoi(text.substr(0, 4), &year) &&
                      absl::SimpleAtoi(text.substr(5, 2), &month) &&
                      absl::SimpleAtoi(text.substr(8, 2), &day);
  const absl::CivilDay out(year, month, day);
  // CivilDay turns 30 February into 2 March: what comes back differs.
  if (!shaped || year < 1 || DayText(out) != text) {
    return InvalidField(
        field, absl::StrCat(Quoted(text),
                            "; a day that exists is wanted, as 2025-03-01"));
  }
  return out;
}

absl::StatusOr<std::optional<absl::CivilDay>> ParseOptionalDay(
    absl::string_view field, absl::string_view text) {
  if (text.empty()) return std::optional<absl::CivilDay>();
  SUYUAN_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(field, text));
  return std::optional<absl::CivilDay>(day);
}

std::string DayText(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::StatusOr<absl::Time> ParseInstant(
    absl::string_view field, const google::protobuf::Timestamp& timestamp) {
  const int64_t seconds = timestamp.seconds();
  const int32_t nanos = timestamp.nanos();
  if (seconds < kFirstSecond || seconds > kLastSecond || nanos < 0 ||
      nanos > 999'999'999) {
    return InvalidField(
        field, absl::StrCat(seconds, " s ", nanos,
                            " ns; an instant of the years 1 to 9999 with 0 to "
                            "999999999 ns is wanted"));
  }
  return absl::FromUnixSeconds(seconds) + absl::Nanoseconds(nanos);
}

google::protobuf::Timestamp InstantProto(absl::Time time) {
  google::protobuf::Timestamp out;
  const int64_t seconds = absl::ToUnixSeconds(time);
  out.set_seconds(seconds);
  out.set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return out;
}

absl::Status CheckText(absl::string_view field, absl::string_view text,
                       size_t max_bytes) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return InvalidField(field, "is empty; a text is wanted");
  }
  if (text.size() > max_bytes) {
    return InvalidField(field, absl::StrCat(text.size(), " bytes; at most ",
                                            max_bytes, " are wanted"));
  }
  return absl::OkStatus();
}

absl::Status CheckCount(absl::string_view field, int size, int most) {
  if (size <= most) return absl::OkStatus();
  return InvalidField(
      field, absl::StrCat(size, " entries; at most ", most, " are wanted"));
}

absl::Status CheckEtag(absl::string_view seen, absl::string_view current) {
  if (seen.empty() || seen == current) return absl::OkStatus();
  return WithReason(
      absl::AbortedError(absl::StrCat("the record has changed: etag ",
                                      Quoted(seen), " is not the current ",
                                      Quoted(current), "; read it again")),
      "ETAG_MISMATCH");
}

std::string CanonicalBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializePartialToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace suyuan::rpc
