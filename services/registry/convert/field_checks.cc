#include "services/registry/convert/field_checks.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/charconv.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "libs/rpc/fields.h"
#include "services/registry/records/identifiers.h"

namespace suyuan::registry {
namespace {

constexpr int kMostMonths = 1200;

bool IsBlank(absl::string_view text) {
  return absl::StripAsciiWhitespace(text).empty();
}

// Takes digits off the front; how many.
size_t TakeDigits(absl::string_view& text) {
  size_t count = 0;
  while (count < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[count]))) {
    ++count;
  }
  text.remove_prefix(count);
  return count;
}

void TakeSign(absl::string_view& text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    text.remove_prefix(1);
  }
}

// D-SI: sign, digits, point, exponent; no blanks, separators or commas.
bool IsDecimalText(absl::string_view text) {
  TakeSign(text);
  size_t digits = TakeDigits(text);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    digits += TakeDigits(text);
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  TakeSign(text);
  return TakeDigits(text) > 0 && text.empty();
}

bool IsValueOf(const google::protobuf::FieldDescriptor& field, int value) {
  return field.enum_type()->FindValueByNumber(value) != nullptr;
}

std::string NoValueOf(const google::protobuf::FieldDescriptor& field,
                      int value) {
  return absl::StrCat(value, " is no value of ", field.enum_type()->name());
}

// A message that is still to be looked at.
struct OpenMessage {
  FieldPath path;
  const google::protobuf::Message* message;
};

// Checks the enums of one message; the messages in it go to `open`. A path is
// made only for what is looked at further.
void CheckOwnEnums(const OpenMessage& at, std::vector<OpenMessage>& open,
                   FieldErrors& errors) {
  const google::protobuf::Message& message = *at.message;
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    const bool is_enum = field->enum_type() != nullptr;
    // No map of ours holds enums or messages.
    if ((!is_enum && field->message_type() == nullptr) || field->is_map()) {
      continue;
    }
    if (!field->is_repeated() && is_enum) {
      const int value = reflection.GetEnumValue(message, field);
      if (!IsValueOf(*field, value)) {
        errors.Add(at.path / field->name(), NoValueOf(*field, value));
      }
      continue;
    }
    const FieldPath path = at.path / field->name();
    if (!field->is_repeated()) {
      open.push_back({path, &reflection.GetMessage(message, field)});
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (is_enum) {
        const int value = reflection.GetRepeatedEnumValue(message, field, i);
        if (!IsValueOf(*field, value)) {
          errors.Add(path[i], NoValueOf(*field, value));
        }
      } else {
        open.push_back(
            {path[i], &reflection.GetRepeatedMessage(message, field, i)});
      }
    }
  }
}

}  // namespace

std::string Quoted(absl::string_view text) {
  constexpr size_t kMost = 64;
  return text.size() <= kMost
             ? absl::StrCat("\"", text, "\"")
             : absl::StrCat("\"", text.substr(0, kMost), "...\"");
}

void CheckEnums(const FieldPath& path, const google::protobuf::Message& message,
                FieldErrors& errors) {
  std::vector<OpenMessage> open = {{path, &message}};
  while (!open.empty()) {
    const OpenMessage at = open.back();
    open.pop_back();
    CheckOwnEnums(at, open, errors);
  }
}

void CheckOptionalText(const FieldPath& path, absl::string_view text,
                       FieldErrors& errors) {
  if (text.size() > kMostTextBytes) {
    errors.Add(path, absl::StrCat("has ", text.size(), " bytes, at most ",
                                  kMostTextBytes, " are allowed"));
  }
}

void CheckRequiredText(const FieldPath& path, absl::string_view text,
                       FieldErrors& errors) {
  if (IsBlank(text)) {
    errors.Add(path, "is required");
  } else {
    CheckOptionalText(path, text, errors);
  }
}

void CheckTexts(const FieldPath& path, const Texts& texts,
                FieldErrors& errors) {
  CheckCount(path, texts.size(), errors);
  for (int i = 0; i < texts.size(); ++i) {
    CheckRequiredText(path[i], texts[i], errors);
  }
}

void CheckCount(const FieldPath& path, int size, FieldErrors& errors) {
  if (size > kMostItems) {
    errors.Add(path, absl::StrCat("has ", size, " items, at most ", kMostItems,
                                  " are allowed"));
  }
}

void CheckAtLeast(const FieldPath& path, int size, int least,
                  FieldErrors& errors) {
  CheckCount(path, size, errors);
  if (size >= least) return;
  errors.Add(path, absl::StrCat("has ", size, size == 1 ? " item" : " items",
                                "; at least ", least,
                                least == 1 ? " is wanted" : " are wanted"));
}

void CheckTitle(const FieldPath& path,
                const metrology_proto::LocalizedText& title, bool required,
                FieldErrors& errors) {
  if (required && title.texts().empty()) {
    errors.Add(path, "is required in one language at least");
  }
  for (const auto& [language, text] : title.texts()) {
    const FieldPath at = path / absl::StrCat("texts[", Quoted(language), "]");
    const bool is_code =
        language.size() == 2 &&
        absl::ascii_islower(static_cast<unsigned char>(language[0])) &&
        absl::ascii_islower(static_cast<unsigned char>(language[1]));
    if (!is_code) errors.Add(at, "is no ISO 639-1 code such as \"zh\"");
    CheckRequiredText(at, text, errors);
  }
}

void CheckStatus(const FieldPath& path, const absl::Status& status,
                 FieldErrors& errors) {
  if (!status.ok()) errors.Add(path, status.message());
}

void CheckDivision(const FieldPath& path, absl::string_view division,
                   FieldErrors& errors) {
  if (!division.empty()) {
    CheckStatus(path, CheckDivisionCode(division), errors);
  }
}

void CheckWord(const FieldPath& path, absl::string_view text,
               FieldErrors& errors) {
  const bool fits =
      text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return absl::ascii_islower(u) || absl::ascii_isdigit(u) || c == '_';
      });
  if (!fits) {
    errors.Add(path, absl::StrCat(Quoted(text),
                                  " is no word of lower-case letters, digits "
                                  "and underscores such as "
                                  "\"energy_meter\""));
  }
}

void CheckWords(const FieldPath& path, const Texts& words,
                FieldErrors& errors) {
  CheckCount(path, words.size(), errors);
  for (int i = 0; i < words.size(); ++i) {
    if (words[i].empty()) errors.Add(path[i], "is required");
    CheckWord(path[i], words[i], errors);
  }
}

void CheckDigest(const FieldPath& path, absl::string_view digest,
                 FieldErrors& errors) {
  constexpr size_t kDigits = 64;
  if (digest.empty()) return;
  const bool fits =
      digest.size() == kDigits &&
      std::all_of(digest.begin(), digest.end(), [](char c) {
        return absl::ascii_isxdigit(static_cast<unsigned char>(c));
      });
  if (fits) return;
  errors.Add(path, absl::StrCat(Quoted(digest), " is no SHA-256 of ", kDigits,
                                " hexadecimal digits"));
}

void CheckMonths(const FieldPath& path, int months, FieldErrors& errors) {
  if (months < 0 || months > kMostMonths) {
    errors.Add(path, absl::StrCat(months, " is not between 0 and ", kMostMonths,
                                  " months"));
  }
}

std::optional<absl::CivilDay> ReadDay(const FieldPath& path,
                                      absl::string_view text,
                                      FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = rpc::ParseDay("day", text);
  if (day.ok()) return *day;
  errors.Add(path,
             absl::StrCat(Quoted(text), " is no day such as \"2024-03-11\""));
  return std::nullopt;
}

std::optional<absl::CivilDay> ReadRequiredDay(const FieldPath& path,
                                              absl::string_view text,
                                              FieldErrors& errors) {
  if (text.empty()) errors.Add(path, "is required");
  return ReadDay(path, text, errors);
}

std::optional<double> ReadDecimal(const FieldPath& path, absl::string_view text,
                                  FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  double value = 0;
  if (text.size() <= 100 && IsDecimalText(text)) {
    // from_chars takes no plus sign.
    const absl::string_view digits = text[0] == '+' ? text.substr(1) : text;
    const absl::from_chars_result result =
        absl::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec == std::errc() && std::isfinite(value)) return value;
  }
  errors.Add(path, absl::StrCat(Quoted(text),
                                " is no decimal number such as \"-2.5e-3\""));
  return std::nullopt;
}

std::optional<double> ReadRequiredDecimal(const FieldPath& path,
                                          absl::string_view text,
                                          FieldErrors& errors) {
  if (text.empty()) errors.Add(path, "is required");
  return ReadDecimal(path, text, errors);
}

std::optional<double> ReadNotNegative(const FieldPath& path,
                                      absl::string_view text,
                                      FieldErrors& errors) {
  const std::optional<double> value = ReadDecimal(path, text, errors);
  if (!value.has_value() || *value >= 0) return value;
  errors.Add(path, absl::StrCat(text, " is negative"));
  return std::nullopt;
}

void CheckCoordinates(const FieldPath& path, std::optional<double> latitude,
                      std::optional<double> longitude, FieldErrors& errors) {
  if (latitude.has_value() != longitude.has_value()) {
    errors.Add(path, "has one of latitude and longitude; give both or none");
  }
  if (latitude.has_value() && !(std::abs(*latitude) <= 90)) {
    errors.Add(path / "latitude",
               absl::StrCat(*latitude, " is not between -90 and 90"));
  }
  if (longitude.has_value() && !(std::abs(*longitude) <= 180)) {
    errors.Add(path / "longitude",
               absl::StrCat(*longitude, " is not between -180 and 180"));
  }
}

}  // namespace suyuan::registry
