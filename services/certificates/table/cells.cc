#include "services/certificates/table/cells.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/csv/spreadsheet.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/normalise.h"
#include "libs/text/utf8.h"
#include "services/certificates/table/words.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {
namespace {

using google::protobuf::DynamicCastToGenerated;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using metrology::v1::LocalizedText;
using Identifications =
    google::protobuf::RepeatedPtrField<v1::ItemIdentification>;

absl::Status Wrong(absl::string_view cell, absl::string_view wanted) {
  return absl::InvalidArgumentError(
      absl::StrCat("is \"", Shown(cell), "\"; ", wanted, " is wanted"));
}

const FieldDescriptor& FieldOf(const Message& message, absl::string_view name) {
  const FieldDescriptor* field =
      message.GetDescriptor()->FindFieldByName(std::string(name));
  SUYUAN_CHECK(field != nullptr);
  return *field;
}

// The message that has the last field of the path, made where it is not set.
Message& MutableHolder(Message& message, const std::vector<std::string>& path) {
  Message* holder = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    holder = holder->GetReflection()->MutableMessage(
        holder, &FieldOf(*holder, path[i]));
  }
  return *holder;
}

// nullptr where one on the way is not set.
const Message* HolderIn(const Message& message,
                        const std::vector<std::string>& path) {
  const Message* holder = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    const FieldDescriptor& field = FieldOf(*holder, path[i]);
    if (!holder->GetReflection()->HasField(*holder, &field)) return nullptr;
    holder = &holder->GetReflection()->GetMessage(*holder, &field);
  }
  return holder;
}

std::vector<std::string> StepsOf(const TableColumn& column) {
  return absl::StrSplit(column.path, '.');
}

std::vector<absl::string_view> PartsOf(absl::string_view cell,
                                       const std::vector<std::string>& marks) {
  std::vector<absl::string_view> parts;
  while (!cell.empty()) {
    size_t at = cell.size();
    size_t width = 0;
    for (const std::string& mark : marks) {
      const size_t found = cell.find(mark);
      if (found < at) {
        at = found;
        width = mark.size();
      }
    }
    const absl::string_view part = StripBlanks(cell.substr(0, at));
    if (!part.empty()) parts.push_back(part);
    cell.remove_prefix(std::min(cell.size(), at + width));
    if (width == 0) break;
  }
  return parts;
}

std::vector<absl::string_view> ListOf(absl::string_view cell) {
  return PartsOf(cell, {"；", ";", "\n"});
}

// "１．０" and "−1.0" as a keyboard types them.
std::string PlainNumber(absl::string_view cell) {
  return absl::StrReplaceAll(text::Nfkc(cell), {{"\u2212", "-"}});
}

absl::StatusOr<std::string> ReadDecimal(absl::string_view cell) {
  std::string plain = PlainNumber(cell);
  const auto number = metrology::Decimal::Parse(plain);
  if (!number.ok() || number->is_nan()) {
    return Wrong(cell, "a decimal number (1.000 or 1.0E-3)");
  }
  return plain;
}

absl::StatusOr<std::string> ReadDay(absl::string_view cell) {
  std::string plain = absl::StrReplaceAll(
      text::Nfkc(cell), {{"年", "/"}, {"月", "/"}, {"日", ""}, {".", "/"}});
  // 2024-3-1 is 2024/3/1 too.
  plain = csv::DayFromSheet(absl::StrReplaceAll(plain, {{"-", "/"}}));
  if (metrology::ParseDate(plain).ok()) return plain;
  return Wrong(cell, "a day (2024-03-11)");
}

absl::StatusOr<std::string> ReadUnit(absl::string_view cell) {
  if (metrology::ParseDsi(cell).ok()) return std::string(cell);
  const auto unit = metrology::ParseDsiLenient(cell);
  if (unit.ok()) {
    absl::StatusOr<std::string> dsi = metrology::FormatDsi(unit->unit);
    if (dsi.ok()) return *std::move(dsi);
  }
  return Wrong(cell, "a unit, as printed (MPa) or in D-SI (\\mega\\pascal)");
}

absl::Status SetEnum(absl::string_view cell, const FieldDescriptor& field,
                     Message& holder) {
  const auto* value = ValueOfWord(*field.enum_type(), cell);
  if (value == nullptr) {
    return Wrong(cell, absl::StrCat("one of ", WordsOf(*field.enum_type())));
  }
  holder.GetReflection()->SetEnum(&holder, &field, value);
  return absl::OkStatus();
}

absl::Status SetYesNo(absl::string_view cell, const FieldDescriptor& field,
                      Message& holder) {
  const std::string word = absl::AsciiStrToLower(cell);
  const bool yes = word == "是" || word == "yes" || word == "true";
  if (!yes && word != "否" && word != "no" && word != "false") {
    return Wrong(cell, "是 or 否");
  }
  holder.GetReflection()->SetBool(&holder, &field, yes);
  return absl::OkStatus();
}

absl::Status SetCount(absl::string_view cell, const FieldDescriptor& field,
                      Message& holder) {
  int32_t count = 0;
  if (!absl::SimpleAtoi(PlainNumber(cell), &count) || count < 0) {
    return Wrong(cell, "a whole number");
  }
  holder.GetReflection()->SetInt32(&holder, &field, count);
  return absl::OkStatus();
}

absl::Status SetTitle(absl::string_view cell, absl::string_view language,
                      const FieldDescriptor& field, Message& holder) {
  auto* const title = DynamicCastToGenerated<LocalizedText>(
      holder.GetReflection()->MutableMessage(&holder, &field));
  (*title->mutable_texts())[std::string(language)] =
      std::string(csv::UnguardFormula(cell));
  return absl::OkStatus();
}

absl::Status SetIdentification(absl::string_view cell, absl::string_view issuer,
                               const FieldDescriptor& field, Message& holder) {
  auto* const one = DynamicCastToGenerated<v1::ItemIdentification>(
      holder.GetReflection()->AddMessage(&holder, &field));
  one->set_issuer(std::string(issuer));
  one->set_value(std::string(csv::UnguardFormula(cell)));
  return absl::OkStatus();
}

absl::Status SetCondition(absl::string_view cell, absl::string_view what,
                          Message& holder) {
  const std::vector<absl::string_view> parts = PartsOf(cell, {"~", "～", "至"});
  if (parts.empty() || parts.size() > 2) {
    return Wrong(cell, "a number or two (19.6~20.4)");
  }
  const std::pair<absl::string_view, absl::string_view> quantity_unit =
      absl::StrSplit(what, ' ');
  v1::EnvironmentCondition condition;
  condition.set_quantity(std::string(quantity_unit.first));
  condition.set_unit(std::string(quantity_unit.second));
  SUYUAN_ASSIGN_OR_RETURN(*condition.mutable_min(), ReadDecimal(parts[0]));
  if (parts.size() == 2) {
    SUYUAN_ASSIGN_OR_RETURN(*condition.mutable_max(), ReadDecimal(parts[1]));
  }
  *DynamicCastToGenerated<v1::Certificate>(&holder)->add_environment() =
      std::move(condition);
  return absl::OkStatus();
}

absl::Status SetQualifiers(absl::string_view cell, Message& holder) {
  auto& kind = *DynamicCastToGenerated<metrology::v1::QuantityKind>(&holder);
  for (const absl::string_view part : ListOf(cell)) {
    const std::pair<absl::string_view, absl::string_view> key_value =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    const absl::string_view key = StripBlanks(key_value.first);
    const absl::string_view value = StripBlanks(key_value.second);
    if (key.empty() || value.empty()) {
      return Wrong(part, "pressure_reference=gauge");
    }
    (*kind.mutable_qualifiers())[std::string(key)] = std::string(value);
  }
  return absl::OkStatus();
}

absl::Status SetSensitivities(absl::string_view cell, Message& holder) {
  auto& result = *DynamicCastToGenerated<v1::Result>(&holder);
  for (const absl::string_view part : ListOf(cell)) {
    const size_t equals = part.rfind('=');
    if (equals == absl::string_view::npos) {
      return Wrong(part, "the number of a reference and a decimal (ref1=2.5)");
    }
    v1::Sensitivity one;
    one.set_reference_id(std::string(StripBlanks(part.substr(0, equals))));
    SUYUAN_ASSIGN_OR_RETURN(*one.mutable_coefficient(),
                            ReadDecimal(StripBlanks(part.substr(equals + 1))));
    *result.add_sensitivities() = std::move(one);
  }
  return absl::OkStatus();
}

bool IsRegistration(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isgraph(c); }) &&
         std::any_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(c); });
}

absl::Status SetSigners(absl::string_view cell, Message& holder) {
  auto& certificate = *DynamicCastToGenerated<v1::Certificate>(&holder);
  for (const absl::string_view part : ListOf(cell)) {
    const size_t blank = std::min(part.find(' '), part.size());
    const auto* role =
        ValueOfWord(*v1::Signer::Role_descriptor(), part.substr(0, blank));
    const absl::string_view rest = StripBlanks(part.substr(blank));
    if (role == nullptr || (!rest.empty() && !IsRegistration(rest))) {
      return Wrong(
          part, absl::StrCat("one of ", WordsOf(*v1::Signer::Role_descriptor()),
                             ", a blank and a registration number, never a "
                             "name,"));
    }
    v1::Signer& signer = *certificate.add_signers();
    signer.set_role(static_cast<v1::Signer::Role>(role->number()));
    signer.set_registration(std::string(rest));
  }
  return absl::OkStatus();
}

absl::Status SetText(const absl::StatusOr<std::string>& text,
                     const FieldDescriptor& field, Message& holder) {
  if (!text.ok()) return text.status();
  holder.GetReflection()->SetString(&holder, &field, *text);
  return absl::OkStatus();
}

absl::Status SetTexts(const std::vector<absl::string_view>& texts,
                      const FieldDescriptor& field, Message& holder) {
  for (const absl::string_view text : texts) {
    holder.GetReflection()->AddString(&holder, &field, std::string(text));
  }
  return absl::OkStatus();
}

std::string TitleIn(const Message& holder, const FieldDescriptor& field,
                    absl::string_view language) {
  const auto& texts = DynamicCastToGenerated<LocalizedText>(
                          &holder.GetReflection()->GetMessage(holder, &field))
                          ->texts();
  const auto found = texts.find(std::string(language));
  return found == texts.end() ? "" : csv::GuardFormula(found->second);
}

std::string IdentificationIn(const Message& holder,
                             const FieldDescriptor& field,
                             absl::string_view issuer) {
  const auto& reflection = *holder.GetReflection();
  for (int i = 0; i < reflection.FieldSize(holder, &field); ++i) {
    const auto& one = *DynamicCastToGenerated<v1::ItemIdentification>(
        &reflection.GetRepeatedMessage(holder, &field, i));
    if (one.issuer() == issuer) return csv::GuardFormula(one.value());
  }
  return "";
}

std::string ConditionIn(const Message& holder, absl::string_view what) {
  const auto& certificate = *DynamicCastToGenerated<v1::Certificate>(&holder);
  for (const v1::EnvironmentCondition& one : certificate.environment()) {
    if (absl::StrCat(one.quantity(), " ", one.unit()) != what) continue;
    return one.max().empty() ? one.min()
                             : absl::StrCat(one.min(), "~", one.max());
  }
  return "";
}

std::string QualifiersIn(const Message& holder) {
  const auto& kind =
      *DynamicCastToGenerated<metrology::v1::QuantityKind>(&holder);
  std::vector<std::string> parts;
  for (const auto& [key, value] : kind.qualifiers()) {
    parts.push_back(absl::StrCat(key, "=", value));
  }
  std::sort(parts.begin(), parts.end());
  return absl::StrJoin(parts, "；");
}

std::string SensitivitiesIn(const Message& holder) {
  std::vector<std::string> parts;
  for (const v1::Sensitivity& one :
       DynamicCastToGenerated<v1::Result>(&holder)->sensitivities()) {
    parts.push_back(absl::StrCat(one.reference_id(), "=", one.coefficient()));
  }
  return absl::StrJoin(parts, "；");
}

std::string SignersIn(const Message& holder) {
  std::vector<std::string> parts;
  for (const v1::Signer& signer :
       DynamicCastToGenerated<v1::Certificate>(&holder)->signers()) {
    const auto* role =
        v1::Signer::Role_descriptor()->FindValueByNumber(signer.role());
    parts.push_back(absl::StrCat(role == nullptr ? "" : WordOf(*role),
                                 signer.registration().empty() ? "" : " ",
                                 signer.registration()));
  }
  return absl::StrJoin(parts, "；");
}

std::string TextsIn(const Message& holder, const FieldDescriptor& field,
                    absl::string_view separator) {
  std::vector<std::string> parts;
  const auto& reflection = *holder.GetReflection();
  for (int i = 0; i < reflection.FieldSize(holder, &field); ++i) {
    parts.push_back(reflection.GetRepeatedString(holder, &field, i));
  }
  return csv::GuardFormula(absl::StrJoin(parts, separator));
}

std::string EnumIn(const Message& holder, const FieldDescriptor& field) {
  const auto* value = field.enum_type()->FindValueByNumber(
      holder.GetReflection()->GetEnumValue(holder, &field));
  return value == nullptr ? "" : WordOf(*value);
}

std::string CountIn(const Message& holder, const FieldDescriptor& field) {
  const int32_t count = holder.GetReflection()->GetInt32(holder, &field);
  return count == 0 ? "" : absl::StrCat(count);
}

}  // namespace

std::string Shown(absl::string_view cell) {
  constexpr size_t kMostBytes = 100;
  const absl::string_view cut = cell.substr(0, kMostBytes);
  return std::string(cut.substr(0, text::ValidUtf8Prefix(cut)));
}

absl::string_view StripBlanks(absl::string_view text) {
  constexpr absl::string_view kWide = "\u3000";
  for (;;) {
    text = absl::StripAsciiWhitespace(text);
    if (!absl::ConsumePrefix(&text, kWide) &&
        !absl::ConsumeSuffix(&text, kWide)) {
      return text;
    }
  }
}

absl::Status SetTableCell(const TableColumn& column, absl::string_view cell,
                          Message& message) {
  const std::vector<std::string> steps = StepsOf(column);
  Message& holder = MutableHolder(message, steps);
  const FieldDescriptor& field = FieldOf(holder, steps.back());
  switch (column.form) {
    case TableForm::kText:
      return SetText(std::string(csv::UnguardFormula(cell)), field, holder);
    case TableForm::kDay:
      return SetText(ReadDay(cell), field, holder);
    case TableForm::kDecimal:
      return SetText(ReadDecimal(cell), field, holder);
    case TableForm::kLimit:
      return SetText(ReadDecimal(absl::StripPrefix(cell, "±")), field, holder);
    case TableForm::kUnit:
      return SetText(ReadUnit(cell), field, holder);
    case TableForm::kEnum:
      return SetEnum(cell, field, holder);
    case TableForm::kYesNo:
      return SetYesNo(cell, field, holder);
    case TableForm::kCount:
      return SetCount(cell, field, holder);
    case TableForm::kList:
      return SetTexts(ListOf(csv::UnguardFormula(cell)), field, holder);
    case TableForm::kLines:
      return SetTexts(PartsOf(csv::UnguardFormula(cell), {"\n"}), field,
                      holder);
    case TableForm::kTitle:
      return SetTitle(cell, column.extra, field, holder);
    case TableForm::kIdentification:
      return SetIdentification(cell, column.extra, field, holder);
    case TableForm::kCondition:
      return SetCondition(cell, column.extra, holder);
    case TableForm::kQualifiers:
      return SetQualifiers(cell, holder);
    case TableForm::kSensitivities:
      return SetSensitivities(cell, holder);
    case TableForm::kSigners:
      return SetSigners(cell, holder);
  }
  return absl::OkStatus();
}

std::string ToTableCell(const TableColumn& column, const Message& message) {
  const std::vector<std::string> steps = StepsOf(column);
  const Message* const holder = HolderIn(message, steps);
  if (holder == nullptr) return "";
  const FieldDescriptor& field = FieldOf(*holder, steps.back());
  switch (column.form) {
    case TableForm::kText:
    case TableForm::kDay:
    case TableForm::kDecimal:
    case TableForm::kLimit:
    case TableForm::kUnit:
      return csv::GuardFormula(
          holder->GetReflection()->GetString(*holder, &field));
    case TableForm::kEnum:
      return EnumIn(*holder, field);
    case TableForm::kYesNo:
      return holder->GetReflection()->GetBool(*holder, &field) ? "是" : "";
    case TableForm::kCount:
      return CountIn(*holder, field);
    case TableForm::kList:
      return TextsIn(*holder, field, "；");
    case TableForm::kLines:
      return TextsIn(*holder, field, "\n");
    case TableForm::kTitle:
      return TitleIn(*holder, field, column.extra);
    case TableForm::kIdentification:
      return IdentificationIn(*holder, field, column.extra);
    case TableForm::kCondition:
      return ConditionIn(*holder, column.extra);
    case TableForm::kQualifiers:
      return QualifiersIn(*holder);
    case TableForm::kSensitivities:
      return SensitivitiesIn(*holder);
    case TableForm::kSigners:
      return SignersIn(*holder);
  }
  return "";
}

}  // namespace suyuan::certificates
