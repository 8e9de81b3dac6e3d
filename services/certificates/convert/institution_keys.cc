#include "services/certificates/convert/institution_keys.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {
namespace {

namespace reg = ::suyuan::registry::v1;

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  const absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  if (!day.ok()) return std::nullopt;
  return *day;
}

std::optional<absl::Time> RevocationOf(const reg::SigningKey& key) {
  if (key.has_revoked_at()) {
    const absl::StatusOr<absl::Time> instant =
        rpc::ParseInstant("revoked_at", key.revoked_at());
    if (instant.ok()) return *instant;
  }
  const std::optional<absl::CivilDay> day = DayOf(key.revoked());
  if (!day.has_value()) return std::nullopt;
  return metrology::BeginOf(*day);
}

}  // namespace

SigningInstitution ToSigning(const reg::Institution& record) {
  SigningInstitution out;
  out.name = record.name();
  out.revision = record.meta().revision();
  for (const auto& [language, title] : record.title().texts()) {
    out.titles.push_back(text::NormaliseName(title));
  }
  for (const std::string& alias : record.aliases()) {
    out.titles.push_back(text::NormaliseName(alias));
  }
  for (const reg::SigningKey& key : record.signing_keys()) {
    absl::StatusOr<crypto::VerifyingKey> parsed =
        crypto::VerifyingKey::FromPem(key.public_key());
    if (!parsed.ok()) continue;
    out.keys.push_back({.key = *std::move(parsed),
                        .terms = {.from = DayOf(key.period().from()),
                                  .to = DayOf(key.period().to()),
                                  .revoked_at = RevocationOf(key),
                                  .compromised = key.compromised()}});
  }
  return out;
}

absl::StatusOr<std::vector<SigningInstitution>> ParseInstitutions(
    absl::string_view lines) {
  std::vector<SigningInstitution> out;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    reg::Institution record;
    const auto parsed = google::protobuf::util::JsonStringToMessage(
        google::protobuf::StringPiece(line.data(), line.size()), &record,
        options);
    if (!parsed.ok() || record.name().empty()) {
      return InvalidField(
          "institution_keys",
          absl::StrCat("line ", number, " is no institution with a name: ",
                       std::string(parsed.message()).substr(0, 300)));
    }
    out.push_back(ToSigning(record));
  }
  return out;
}

}  // namespace suyuan::certificates
