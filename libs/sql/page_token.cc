#include "libs/sql/page_token.h"

#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/sql/errors.h"

namespace suyuan::sql {
namespace {

constexpr size_t kSealBytes = 16;
// Over any cursor of ours; a longer token is not looked at.
constexpr size_t kMaxTokenBytes = 4096;

void AppendWord(std::string& out, uint64_t word) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(word >> shift));
  }
}

std::optional<uint64_t> TakeWord(absl::string_view& in) {
  if (in.size() < 8) return std::nullopt;
  uint64_t word = 0;
  for (int i = 0; i < 8; ++i) {
    word = word << 8 | static_cast<unsigned char>(in[i]);
  }
  in.remove_prefix(8);
  return word;
}

std::string Encode(absl::Span<const Value> cursor) {
  std::string out;
  for (const Value& value : cursor) {
    out.push_back(static_cast<char>(value.kind()));
    switch (value.kind()) {
      case Value::Kind::kNull:
        break;
      case Value::Kind::kInteger:
        AppendWord(out, static_cast<uint64_t>(value.integer()));
        break;
      case Value::Kind::kReal: {
        uint64_t bits = 0;
        const double real = value.real();
        std::memcpy(&bits, &real, sizeof bits);
        AppendWord(out, bits);
        break;
      }
      case Value::Kind::kText:
      case Value::Kind::kBytes:
        AppendWord(out, value.text().size());
        out.append(value.text().data(), value.text().size());
    }
  }
  return out;
}

std::optional<Value> DecodeOne(absl::string_view& in) {
  const auto kind = static_cast<Value::Kind>(in[0]);
  in.remove_prefix(1);
  if (kind == Value::Kind::kNull) return Value(nullptr);
  const std::optional<uint64_t> word = TakeWord(in);
  if (!word.has_value()) return std::nullopt;
  if (kind == Value::Kind::kInteger) return Value(static_cast<int64_t>(*word));
  if (kind == Value::Kind::kReal) {
    double real = 0;
    std::memcpy(&real, &*word, sizeof real);
    return Value(real);
  }
  if (kind != Value::Kind::kText && kind != Value::Kind::kBytes) {
    return std::nullopt;
  }
  if (in.size() < *word) return std::nullopt;
  const absl::string_view text = in.substr(0, *word);
  in.remove_prefix(*word);
  return kind == Value::Kind::kText ? Value(text) : Value::Bytes(text);
}

std::optional<std::vector<Value>> Decode(absl::string_view in) {
  std::vector<Value> out;
  while (!in.empty()) {
    std::optional<Value> value = DecodeOne(in);
    if (!value.has_value()) return std::nullopt;
    out.push_back(*std::move(value));
  }
  return out;
}

// In a time that does not depend on where they differ.
bool AreEqual(absl::string_view a, absl::string_view b) {
  unsigned char differences = a.size() == b.size() ? 0 : 1;
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    differences |= static_cast<unsigned char>(a[i] ^ b[i]);
  }
  return differences == 0;
}

}  // namespace

PageTokens::PageTokens(KeyedHash keyed_hash)
    : keyed_hash_(std::move(keyed_hash)) {}

std::string PageTokens::Seal(absl::string_view query,
                             absl::string_view cursor) const {
  std::string message = "page-token-v1";
  AppendWord(message, query.size());
  absl::StrAppend(&message, query, cursor);
  std::string hash = keyed_hash_(message);
  SUYUAN_CHECK(hash.size() >= kSealBytes);
  hash.resize(kSealBytes);
  return hash;
}

std::string PageTokens::Make(absl::string_view query,
                             absl::Span<const Value> cursor) const {
  const std::string encoded = Encode(cursor);
  return absl::WebSafeBase64Escape(absl::StrCat(Seal(query, encoded), encoded));
}

absl::StatusOr<std::vector<Value>> PageTokens::Read(
    absl::string_view query, absl::string_view token) const {
  if (token.empty()) return std::vector<Value>();
  std::string bytes;
  if (token.size() > kMaxTokenBytes ||
      !absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() < kSealBytes) {
    return InvalidPageToken();
  }
  const absl::string_view all = bytes;
  const absl::string_view encoded = all.substr(kSealBytes);
  if (!AreEqual(all.substr(0, kSealBytes), Seal(query, encoded))) {
    return InvalidPageToken();
  }
  std::optional<std::vector<Value>> cursor = Decode(encoded);
  if (!cursor.has_value()) return InvalidPageToken();
  return *std::move(cursor);
}

}  // namespace suyuan::sql
