#include "services/registry/files/cells.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/status.h"
#include "libs/csv/spreadsheet.h"
#include "libs/json/message_json.h"
#include "services/registry/convert/record_fields.h"
#include "suyuan/metrology/v1/quantity.pb.h"

namespace suyuan::registry {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::TimeUtil;
using LocalizedText = ::suyuan::metrology::v1::LocalizedText;

absl::Status Wrong(const Column& column, absl::string_view cell,
                   absl::string_view wanted) {
  return InvalidField(column.name, absl::StrCat("\"", cell.substr(0, 80),
                                                "\"; wanted ", wanted));
}

// What is wrong inside of a cell of JSON, told by its column.
absl::Status InCell(const Column& column, const absl::Status& status) {
  if (status.ok()) return status;
  const std::vector<FieldViolation> violations = ViolationsOf(status);
  if (violations.empty()) return InvalidField(column.name, status.message());
  return InvalidField(column.name, absl::StrCat(violations[0].field, ": ",
                                                violations[0].description));
}

const FieldDescriptor& TextsField() {
  return *LocalizedText::descriptor()->FindFieldByName("texts");
}

// The messages from the record down to the one that has the field; shorter
// where one is not set.
std::vector<const Message*> HoldersOf(const Column& column,
                                      const Message& record) {
  std::vector<const Message*> holders = {&record};
  for (size_t i = 0; i + 1 < column.steps.size(); ++i) {
    const Message& holder = *holders.back();
    if (!holder.GetReflection()->HasField(holder, column.steps[i])) break;
    holders.push_back(
        &holder.GetReflection()->GetMessage(holder, column.steps[i]));
  }
  return holders;
}

Message& MutableHolder(const Column& column, Message& record) {
  Message* holder = &record;
  for (size_t i = 0; i + 1 < column.steps.size(); ++i) {
    holder = holder->GetReflection()->MutableMessage(holder, column.steps[i]);
  }
  return *holder;
}

bool IsSet(const Message& holder, const FieldDescriptor& field) {
  const Reflection& reflection = *holder.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(holder, &field) > 0
                             : reflection.HasField(holder, &field);
}

// Messages from `depth` steps on upwards that have lost their last content.
void Prune(const Column& column, size_t depth, Message& record) {
  for (size_t steps = depth; steps > 0; --steps) {
    Message* holder = &record;
    for (size_t i = 0; i + 1 < steps; ++i) {
      holder = holder->GetReflection()->MutableMessage(holder, column.steps[i]);
    }
    const Reflection& reflection = *holder->GetReflection();
    const FieldDescriptor* step = column.steps[steps - 1];
    if (reflection.GetMessage(*holder, step).ByteSizeLong() > 0) return;
    reflection.ClearField(holder, step);
  }
}

void Clear(const Column& column, Message& record) {
  const std::vector<const Message*> holders = HoldersOf(column, record);
  if (holders.size() < column.steps.size()) return;
  const FieldDescriptor& field = *column.steps.back();
  if (!IsSet(*holders.back(), field)) return;
  Message& holder = MutableHolder(column, record);
  holder.GetReflection()->ClearField(&holder, &field);
  Prune(column, column.steps.size() - 1, record);
}

bool IsOwn(const Column& column, const std::string& language) {
  return std::find(column.languages.begin(), column.languages.end(),
                   language) != column.languages.end();
}

const LocalizedText* TitleOf(const Column& column, const Message& record) {
  const std::vector<const Message*> holders = HoldersOf(column, record);
  const FieldDescriptor* field = column.steps.back();
  if (holders.size() < column.steps.size() || !IsSet(*holders.back(), *field)) {
    return nullptr;
  }
  return static_cast<const LocalizedText*>(
      &holders.back()->GetReflection()->GetMessage(*holders.back(), field));
}

LocalizedText& MutableTitle(const Column& column, Message& record) {
  Message& holder = MutableHolder(column, record);
  return static_cast<LocalizedText&>(
      *holder.GetReflection()->MutableMessage(&holder, column.steps.back()));
}

std::string TitleCell(const Column& column, const LocalizedText& title) {
  if (column.form == CellForm::kTitle) {
    const auto text = title.texts().find(column.language);
    return text == title.texts().end() ? "" : csv::GuardFormula(text->second);
  }
  LocalizedText others = title;
  for (const std::string& language : column.languages) {
    others.mutable_texts()->erase(language);
  }
  if (others.texts().empty()) return "";
  std::string cell;
  json::AppendFieldJson(others, TextsField(), cell);
  return cell;
}

absl::Status SetTitle(const Column& column, absl::string_view cell,
                      Message& record) {
  if (cell.empty() && TitleOf(column, record) == nullptr) {
    return absl::OkStatus();
  }
  LocalizedText others;
  if (column.form == CellForm::kTitles && !cell.empty()) {
    SUYUAN_RETURN_IF_ERROR(
        InCell(column, json::FieldFromJson(cell, TextsField(), others)));
    for (const auto& [language, text] : others.texts()) {
      if (!IsOwn(column, language)) continue;
      return Wrong(column, language, "it in its own column");
    }
  }
  auto& texts = *MutableTitle(column, record).mutable_texts();
  if (column.form == CellForm::kTitles) {
    for (const auto& [language, text] : TitleOf(column, record)->texts()) {
      if (IsOwn(column, language)) (*others.mutable_texts())[language] = text;
    }
    texts = others.texts();
  } else if (cell.empty()) {
    texts.erase(column.language);
  } else {
    texts[column.language] = std::string(csv::UnguardFormula(cell));
  }
  if (texts.empty()) Prune(column, column.steps.size(), record);
  return absl::OkStatus();
}

std::string EnumCell(const FieldDescriptor& field, int number) {
  if (number == 0) return "";
  const auto* value = field.enum_type()->FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  return std::string(
      absl::StripPrefix(value->name(), EnumPrefix(*field.enum_type())));
}

absl::Status SetEnum(const Column& column, absl::string_view cell,
                     Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  const std::string prefix = EnumPrefix(*field.enum_type());
  const std::string upper = absl::AsciiStrToUpper(cell);
  const std::string name =
      absl::StartsWith(upper, prefix) ? upper : prefix + upper;
  const auto* value = field.enum_type()->FindValueByName(name);
  if (value == nullptr) {
    return Wrong(column, cell,
                 absl::StrCat("a value of ", field.enum_type()->name(),
                              " such as ", EnumCell(field, 1)));
  }
  holder.GetReflection()->SetEnum(&holder, &field, value);
  return absl::OkStatus();
}

absl::Status SetBool(const Column& column, absl::string_view cell,
                     Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  const std::string word = absl::AsciiStrToLower(cell);
  if (word != "true" && word != "false")
    return Wrong(column, cell, "true or false");
  holder.GetReflection()->SetBool(&holder, &field, word == "true");
  return absl::OkStatus();
}

absl::Status SetInteger(const Column& column, absl::string_view cell,
                        Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  const Reflection& reflection = *holder.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    int32_t value = 0;
    if (!absl::SimpleAtoi(cell, &value))
      return Wrong(column, cell, "a whole number");
    reflection.SetInt32(&holder, &field, value);
  } else {
    int64_t value = 0;
    if (!absl::SimpleAtoi(cell, &value))
      return Wrong(column, cell, "a whole number");
    reflection.SetInt64(&holder, &field, value);
  }
  return absl::OkStatus();
}

absl::Status SetDouble(const Column& column, absl::string_view cell,
                       Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  double value = 0;
  if (!absl::SimpleAtod(cell, &value) || !std::isfinite(value)) {
    return Wrong(column, cell, "a number");
  }
  holder.GetReflection()->SetDouble(&holder, &field, value);
  return absl::OkStatus();
}

absl::Status SetInstant(const Column& column, absl::string_view cell,
                        Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  google::protobuf::Timestamp instant;
  if (!TimeUtil::FromString(std::string(cell), &instant)) {
    return Wrong(column, cell, "an instant such as 2025-03-01T00:00:00Z");
  }
  holder.GetReflection()->MutableMessage(&holder, &field)->CopyFrom(instant);
  return absl::OkStatus();
}

std::string DoubleCell(double value) {
  std::array<char, 32> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return std::string(text.data(), end);
}

std::string ValueCell(const Column& column, const Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  const Reflection& reflection = *holder.GetReflection();
  switch (column.form) {
    case CellForm::kEnum:
      return EnumCell(field, reflection.GetEnumValue(holder, &field));
    case CellForm::kBool:
      return reflection.GetBool(holder, &field) ? "true" : "false";
    case CellForm::kInteger:
      return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32
                 ? absl::StrCat(reflection.GetInt32(holder, &field))
                 : absl::StrCat(reflection.GetInt64(holder, &field));
    case CellForm::kDouble:
      return DoubleCell(reflection.GetDouble(holder, &field));
    case CellForm::kInstant:
      return TimeUtil::ToString(static_cast<const google::protobuf::Timestamp&>(
          reflection.GetMessage(holder, &field)));
    case CellForm::kJson: {
      std::string cell;
      json::AppendFieldJson(holder, field, cell);
      return cell;
    }
    default:
      return csv::GuardFormula(reflection.GetString(holder, &field));
  }
}

absl::Status SetValue(const Column& column, absl::string_view cell,
                      Message& holder) {
  const FieldDescriptor& field = *column.steps.back();
  switch (column.form) {
    case CellForm::kEnum:
      return SetEnum(column, cell, holder);
    case CellForm::kBool:
      return SetBool(column, cell, holder);
    case CellForm::kInteger:
      return SetInteger(column, cell, holder);
    case CellForm::kDouble:
      return SetDouble(column, cell, holder);
    case CellForm::kInstant:
      return SetInstant(column, cell, holder);
    case CellForm::kJson:
      return InCell(column, json::FieldFromJson(cell, field, holder));
    default: {
      const absl::string_view text = csv::UnguardFormula(cell);
      holder.GetReflection()->SetString(&holder, &field,
                                        column.form == CellForm::kDay
                                            ? csv::DayFromSheet(text)
                                            : std::string(text));
      return absl::OkStatus();
    }
  }
}

}  // namespace

std::string ToCell(const Column& column, const Message& record) {
  if (column.form == CellForm::kTitle || column.form == CellForm::kTitles) {
    const LocalizedText* title = TitleOf(column, record);
    return title == nullptr ? "" : TitleCell(column, *title);
  }
  const std::vector<const Message*> holders = HoldersOf(column, record);
  if (holders.size() < column.steps.size() ||
      !IsSet(*holders.back(), *column.steps.back())) {
    return "";
  }
  return ValueCell(column, *holders.back());
}

absl::Status SetCell(const Column& column, absl::string_view cell,
                     Message& record) {
  if (column.form == CellForm::kTitle || column.form == CellForm::kTitles) {
    return SetTitle(column, cell, record);
  }
  if (cell.empty()) {
    Clear(column, record);
    return absl::OkStatus();
  }
  return SetValue(column, cell, MutableHolder(column, record));
}

}  // namespace suyuan::registry
