#include "services/registry/convert_parts.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/charconv.h"
#include "google/protobuf/descriptor.h"
#include "libs/metrology/qualifiers.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/unit_text.h"
#include "libs/rpc/fields.h"
#include "services/registry/identifiers.h"

namespace suyuan::registry {
namespace {

constexpr int kMostMonths = 1200;

std::string Quoted(absl::string_view text) {
  constexpr size_t kMost = 64;
  return text.size() <= kMost
             ? absl::StrCat("\"", text, "\"")
             : absl::StrCat("\"", text.substr(0, kMost), "...\"");
}

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

void CheckSpell(const FieldPath& path, const proto::Suspension& suspension,
                const Spell& spell, FieldErrors& errors) {
  if (suspension.kind() == proto::Suspension::KIND_UNSPECIFIED) {
    errors.Add(path / "kind", "is required");
  }
  if (suspension.period().from().empty()) {
    errors.Add(path / "period" / "from",
               "is required: the first day of the suspension");
  }
  if (spell.cause == Cause::kRevoked && spell.period.to.has_value()) {
    errors.Add(path / "period" / "to",
               "a revocation does not end; leave it empty");
  }
  CheckOptionalText(path / "reason", suspension.reason(), errors);
  CheckOptionalText(path / "document_number", suspension.document_number(),
                    errors);
}

void CheckNotNegative(const FieldPath& path, std::optional<double> value,
                      absl::string_view text, FieldErrors& errors) {
  if (value.has_value() && *value < 0) {
    errors.Add(path, absl::StrCat(text, " is negative"));
  }
}

void CheckScopeRow(const FieldPath& path, const proto::ScopeRow& row,
                   FieldErrors& errors) {
  for (int i = 0; i < row.services_size(); ++i) {
    if (row.services(i) == proto::ScopeRow::SERVICE_UNSPECIFIED) {
      errors.Add((path / "services")[i],
                 "is unspecified; leave the list empty for any service");
    }
  }
  const std::optional<metrology::Unit> unit =
      CheckRange(path / "range", row.range(), errors);
  if (row.has_kind()) CheckKind(path / "kind", row.kind(), unit, errors);
  CheckEquipmentClass(path / "equipment_class", row.equipment_class(), errors);
  if (row.has_smallest_uncertainty()) {
    CheckUncertainty(path / "smallest_uncertainty", row.smallest_uncertainty(),
                     errors);
  }
  CheckCount(path / "specifications", row.specifications_size(), errors);
  for (int i = 0; i < row.specifications_size(); ++i) {
    CheckRequiredText((path / "specifications")[i], row.specifications(i),
                      errors);
  }
  CheckOptionalText(path / "remarks", row.remarks(), errors);
}

void CheckEnum(const FieldPath& path,
               const google::protobuf::FieldDescriptor& field, int value,
               FieldErrors& errors) {
  if (field.enum_type()->FindValueByNumber(value) != nullptr) return;
  errors.Add(
      path, absl::StrCat(value, " is no value of ", field.enum_type()->name()));
}

// A message that is still to be looked at.
struct OpenMessage {
  FieldPath path;
  const google::protobuf::Message* message;
};

// Checks the enums of one message; the messages in it go to `open`.
void CheckOwnEnums(const OpenMessage& at, std::vector<OpenMessage>& open,
                   FieldErrors& errors) {
  const google::protobuf::Message& message = *at.message;
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    const FieldPath path = at.path / field->name();
    const bool is_enum = field->enum_type() != nullptr;
    // No map of ours holds enums or messages.
    if ((!is_enum && field->message_type() == nullptr) || field->is_map()) {
      continue;
    }
    if (!field->is_repeated()) {
      if (is_enum) {
        CheckEnum(path, *field, reflection.GetEnumValue(message, field),
                  errors);
      } else {
        open.push_back({path, &reflection.GetMessage(message, field)});
      }
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (is_enum) {
        CheckEnum(path[i], *field,
                  reflection.GetRepeatedEnumValue(message, field, i), errors);
      } else {
        open.push_back(
            {path[i], &reflection.GetRepeatedMessage(message, field, i)});
      }
    }
  }
}

}  // namespace

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

void CheckCount(const FieldPath& path, int size, FieldErrors& errors) {
  if (size > kMostItems) {
    errors.Add(path, absl::StrCat("has ", size, " items, at most ", kMostItems,
                                  " are allowed"));
  }
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

void CheckDivision(const FieldPath& path, absl::string_view division,
                   FieldErrors& errors) {
  if (division.empty()) return;
  const absl::Status status = CheckDivisionCode(division);
  if (!status.ok()) errors.Add(path, status.message());
}

void CheckEquipmentClass(const FieldPath& path, absl::string_view text,
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

Period ReadPeriod(const FieldPath& path, const proto::Period& period,
                  FieldErrors& errors) {
  const Period read{ReadDay(path / "from", period.from(), errors),
                    ReadDay(path / "to", period.to(), errors)};
  if (read.from.has_value() && read.to.has_value() && *read.to < *read.from) {
    errors.Add(path / "to", absl::StrCat(period.to(), " is before the first ",
                                         "day, ", period.from()));
  }
  return read;
}

std::vector<Spell> ReadSuspensions(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Suspension>& suspensions,
    FieldErrors& errors) {
  CheckCount(path, suspensions.size(), errors);
  std::vector<Spell> spells;
  for (int i = 0; i < suspensions.size(); ++i) {
    const proto::Suspension& suspension = suspensions[i];
    Spell spell;
    spell.cause = suspension.kind() == proto::Suspension::KIND_REVOKED
                      ? Cause::kRevoked
                      : Cause::kSuspended;
    spell.period = ReadPeriod(path[i] / "period", suspension.period(), errors);
    spell.reason = suspension.reason();
    CheckSpell(path[i], suspension, spell, errors);
    spells.push_back(std::move(spell));
  }
  return spells;
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

std::optional<metrology::Unit> ReadUnit(const FieldPath& path,
                                        absl::string_view text,
                                        FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<metrology::Unit> unit = metrology::ParseDsi(text);
  if (unit.ok()) return *std::move(unit);
  errors.Add(path, absl::StrCat(Quoted(text),
                                " is no D-SI unit: ", unit.status().message()));
  return std::nullopt;
}

void CheckKind(const FieldPath& path, const metrology_proto::QuantityKind& kind,
               const std::optional<metrology::Unit>& unit,
               FieldErrors& errors) {
  if (!kind.code().empty() && metrology::FindKind(kind.code()) == nullptr) {
    errors.Add(path / "code",
               absl::StrCat(Quoted(kind.code()),
                            " is no kind of quantity of docs/quantities.md, "
                            "such as \"MASS\""));
  } else if (!kind.code().empty() && unit.has_value()) {
    const absl::Status fits = metrology::CheckUnitOfKind(kind.code(), *unit);
    if (!fits.ok()) errors.Add(path / "code", fits.message());
  }
  const metrology::Qualifiers qualifiers(kind.qualifiers().begin(),
                                         kind.qualifiers().end());
  const absl::Status status = metrology::CheckQualifiers(qualifiers);
  if (!status.ok()) errors.Add(path / "qualifiers", status.message());
}

std::optional<metrology::Unit> CheckRange(const FieldPath& path,
                                          const metrology_proto::Range& range,
                                          FieldErrors& errors) {
  const std::optional<double> min =
      ReadDecimal(path / "min", range.min(), errors);
  const std::optional<double> max =
      ReadDecimal(path / "max", range.max(), errors);
  if (min.has_value() && max.has_value() && *max < *min) {
    errors.Add(path / "max",
               absl::StrCat(range.max(), " is less than min, ", range.min()));
  }
  const bool has_number = !range.min().empty() || !range.max().empty();
  if (has_number && range.unit().empty()) {
    errors.Add(path / "unit", "is required: the D-SI unit of min and max");
  }
  return ReadUnit(path / "unit", range.unit(), errors);
}

void CheckUncertainty(const FieldPath& path,
                      const metrology_proto::Uncertainty& uncertainty,
                      FieldErrors& errors) {
  const bool has_expanded = !uncertainty.expanded().empty();
  if (has_expanded == !uncertainty.standard().empty()) {
    errors.Add(path, has_expanded ? "has both expanded and standard; give one"
                                  : "has neither expanded nor standard");
  }
  CheckNotNegative(
      path / "expanded",
      ReadDecimal(path / "expanded", uncertainty.expanded(), errors),
      uncertainty.expanded(), errors);
  CheckNotNegative(
      path / "standard",
      ReadDecimal(path / "standard", uncertainty.standard(), errors),
      uncertainty.standard(), errors);
  const auto factor = ReadDecimal(path / "coverage_factor",
                                  uncertainty.coverage_factor(), errors);
  if (factor.has_value() && *factor < 1) {
    errors.Add(path / "coverage_factor",
               absl::StrCat(uncertainty.coverage_factor(), " is below 1"));
  }
  const auto probability =
      ReadDecimal(path / "coverage_probability",
                  uncertainty.coverage_probability(), errors);
  if (probability.has_value() && (*probability <= 0 || *probability > 1)) {
    errors.Add(path / "coverage_probability",
               absl::StrCat(uncertainty.coverage_probability(),
                            " is not above 0 and at most 1"));
  }
  const auto freedom = ReadDecimal(path / "degrees_of_freedom",
                                   uncertainty.degrees_of_freedom(), errors);
  if (freedom.has_value() && *freedom <= 0) {
    errors.Add(
        path / "degrees_of_freedom",
        absl::StrCat(uncertainty.degrees_of_freedom(), " is not above 0"));
  }
  CheckOptionalText(path / "distribution", uncertainty.distribution(), errors);
}

bool CheckInstitution(const FieldPath& path, absl::string_view name,
                      bool required, FieldErrors& errors) {
  if (name.empty()) {
    if (required) errors.Add(path, "is required");
    return false;
  }
  if (IsRecordName(name) && KindOfName(name) == RecordKind::kInstitution) {
    return true;
  }
  errors.Add(path, absl::StrCat(Quoted(name),
                                " is no name such as \"institutions/xjim\""));
  return false;
}

void CheckIdentifications(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Identification>& numbers,
    FieldErrors& errors) {
  CheckCount(path, numbers.size(), errors);
  for (int i = 0; i < numbers.size(); ++i) {
    CheckRequiredText(path[i] / "value", numbers[i].value(), errors);
  }
}

void CheckScope(const FieldPath& path,
                const google::protobuf::RepeatedPtrField<proto::ScopeRow>& rows,
                absl::string_view holder, std::vector<Requirement>& required,
                FieldErrors& errors) {
  CheckCount(path, rows.size(), errors);
  for (int i = 0; i < rows.size(); ++i) {
    CheckScopeRow(path[i], rows[i], errors);
    CheckCount(path[i] / "sites", rows[i].sites_size(), errors);
    for (int j = 0; j < rows[i].sites_size(); ++j) {
      const FieldPath at = (path[i] / "sites")[j];
      CheckRequiredText(at, rows[i].sites(j), errors);
      if (holder.empty()) continue;
      required.push_back(
          {at.text(), std::string(holder), {"sites.id", rows[i].sites(j)}});
    }
  }
}

}  // namespace suyuan::registry
