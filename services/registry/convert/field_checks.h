#ifndef SERVICES_REGISTRY_CONVERT_FIELD_CHECKS_H_
#define SERVICES_REGISTRY_CONVERT_FIELD_CHECKS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"
#include "services/registry/records/field_errors.h"
#include "suyuan/metrology/v1/quantity.pb.h"

// Checks of single fields. Each adds what is wrong to `errors` under `path`,
// the value seen and the value wanted, and returns what it could read.

namespace suyuan::registry {

namespace metrology_proto = ::suyuan::metrology::v1;

// Bounds of what one record may hold.
inline constexpr size_t kMostTextBytes = 4096;
inline constexpr int kMostItems = 5000;

// For messages: in quotes, cut short where it is long.
std::string Quoted(absl::string_view text);

// Every enum in `message`, at any depth, has a value that its type knows:
// proto3 passes on others, which would mean something to a newer service only.
void CheckEnums(const FieldPath& path, const google::protobuf::Message& message,
                FieldErrors& errors);
// `value` is one that somebody chose.
template <typename Enum>
void CheckChosen(const FieldPath& path, Enum value, FieldErrors& errors) {
  if (value == Enum{}) errors.Add(path, "is required");
}

// A text that may be empty.
void CheckOptionalText(const FieldPath& path, absl::string_view text,
                       FieldErrors& errors);
void CheckRequiredText(const FieldPath& path, absl::string_view text,
                       FieldErrors& errors);
using Texts = google::protobuf::RepeatedPtrField<std::string>;
// None of them empty.
void CheckTexts(const FieldPath& path, const Texts& texts, FieldErrors& errors);
void CheckCount(const FieldPath& path, int size, FieldErrors& errors);
// The same, and `least` of them.
void CheckAtLeast(const FieldPath& path, int size, int least,
                  FieldErrors& errors);
// ISO 639-1 codes with text; at least one where `required`.
void CheckTitle(const FieldPath& path,
                const metrology_proto::LocalizedText& title, bool required,
                FieldErrors& errors);
// What a check of a form said.
void CheckStatus(const FieldPath& path, const absl::Status& status,
                 FieldErrors& errors);
// GB/T 2260: empty or six digits.
void CheckDivision(const FieldPath& path, absl::string_view division,
                   FieldErrors& errors);
// Empty, or lower-case letters, digits and underscores: kinds of instruments,
// items of catalogues, sectors.
void CheckWord(const FieldPath& path, absl::string_view text,
               FieldErrors& errors);
// Words, none of them empty.
void CheckWords(const FieldPath& path, const Texts& words, FieldErrors& errors);
// Empty, or the 64 hexadecimal digits of a SHA-256.
void CheckDigest(const FieldPath& path, absl::string_view digest,
                 FieldErrors& errors);
void CheckMonths(const FieldPath& path, int months, FieldErrors& errors);

// WGS 84, both or neither.
template <typename Placed>
void CheckPlace(const FieldPath& path, const Placed& placed,
                FieldErrors& errors);

// nullopt for "" and for what is no day.
std::optional<absl::CivilDay> ReadDay(const FieldPath& path,
                                      absl::string_view text,
                                      FieldErrors& errors);
std::optional<absl::CivilDay> ReadRequiredDay(const FieldPath& path,
                                              absl::string_view text,
                                              FieldErrors& errors);

// Decimal text of D-SI; nullopt for "" and for what is none.
std::optional<double> ReadDecimal(const FieldPath& path, absl::string_view text,
                                  FieldErrors& errors);
std::optional<double> ReadRequiredDecimal(const FieldPath& path,
                                          absl::string_view text,
                                          FieldErrors& errors);
// The same where a value below zero means nothing.
std::optional<double> ReadNotNegative(const FieldPath& path,
                                      absl::string_view text,
                                      FieldErrors& errors);

void CheckCoordinates(const FieldPath& path, std::optional<double> latitude,
                      std::optional<double> longitude, FieldErrors& errors);

template <typename Placed>
void CheckPlace(const FieldPath& path, const Placed& placed,
                FieldErrors& errors) {
  CheckCoordinates(
      path,
      placed.has_latitude() ? std::optional(placed.latitude()) : std::nullopt,
      placed.has_longitude() ? std::optional(placed.longitude()) : std::nullopt,
      errors);
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_FIELD_CHECKS_H_
