#include "services/registry/files/columns.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/messages.h"
#include "services/registry/convert/record_fields.h"

namespace suyuan::registry {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// The languages of the region's paper.
constexpr std::array<const char*, 3> kLanguages = {"zh", "en", "ug"};

bool IsMessage(const FieldDescriptor& field, absl::string_view name) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() == name;
}
bool IsTitle(const FieldDescriptor& field) {
  return !field.is_repeated() &&
         IsMessage(field, "suyuan.metrology.v1.LocalizedText");
}
bool IsInstant(const FieldDescriptor& field) {
  return IsMessage(field, "google.protobuf.Timestamp");
}

CellForm FormOf(const FieldDescriptor& field) {
  if (field.is_repeated()) return CellForm::kJson;
  if (IsInstant(field)) return CellForm::kInstant;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return CellForm::kEnum;
    case FieldDescriptor::CPPTYPE_BOOL:
      return CellForm::kBool;
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return CellForm::kInteger;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return CellForm::kDouble;
    default:
      return CellForm::kText;
  }
}

bool IsLanguage(absl::string_view text) {
  return text.size() == 2 && text[0] >= 'a' && text[0] <= 'z' &&
         text[1] >= 'a' && text[1] <= 'z';
}

}  // namespace

const Columns& Columns::Of(RecordKind kind) {
  static const auto* const all = [] {
    auto* made = new std::array<const Columns*, kRecordKinds.size()>();
    for (const RecordKind each : kRecordKinds) {
      (*made)[static_cast<size_t>(each)] =
          WithMessageOf(each, [each](auto* none) {
            using Message = std::remove_pointer_t<decltype(none)>;
            return new Columns(each, *Message::descriptor());
          });
    }
    return made;
  }();
  return *(*all)[static_cast<size_t>(kind)];
}

Columns::Columns(RecordKind kind, const Descriptor& record) : kind_(kind) {
  Walk(record);
  std::stable_partition(exported_.begin(), exported_.end(),
                        [](const Column& column) {
                          return column.steps.front()->name() != "meta";
                        });
}

void Columns::Walk(const Descriptor& record) {
  struct Open {
    const FieldDescriptor* field;
    Column at;
    std::string json_name;
  };
  std::vector<Open> open;
  // Fields are taken from the back.
  const auto add = [&open](const Descriptor& type, const Column& at,
                           const std::string& json_name) {
    const absl::string_view dot = at.steps.empty() ? "" : ".";
    for (int i = type.field_count() - 1; i >= 0; --i) {
      const FieldDescriptor& field = *type.field(i);
      Column next = at;
      absl::StrAppend(&next.name, dot, field.name());
      next.steps.push_back(&field);
      next.is_output_only = at.is_output_only || rpc::IsOutputOnly(field);
      open.push_back({&field, std::move(next),
                      absl::StrCat(json_name, dot, field.json_name())});
    }
  };
  add(record, {}, "");
  while (!open.empty()) {
    Open next = std::move(open.back());
    open.pop_back();
    const FieldDescriptor& field = *next.field;
    if (IsTitle(field)) {
      AddTitle(next.at, next.json_name);
    } else if (field.message_type() != nullptr && !field.is_repeated() &&
               !IsInstant(field)) {
      add(*field.message_type(), next.at, next.json_name);
    } else {
      next.at.form = FormOf(field);
      Add(std::move(next.at), next.json_name);
    }
  }
}

void Columns::Add(Column column, const std::string& json_name) {
  const RecordField* field = RecordFields::Of(kind_).Find(column.name);
  if (field != nullptr && field->form == FieldForm::kDay &&
      column.form == CellForm::kText) {
    column.form = CellForm::kDay;
  }
  exported_.push_back(column);
  named_.emplace_back(column.name, column);
  if (json_name != column.name) named_.emplace_back(json_name, column);
}

void Columns::AddTitle(const Column& column, const std::string& json_name) {
  for (const char* language : kLanguages) {
    Column one = column;
    one.form = CellForm::kTitle;
    one.name = absl::StrCat(column.name, ".", language);
    one.language = language;
    exported_.push_back(std::move(one));
  }
  Column others = column;
  others.form = CellForm::kTitles;
  Add(std::move(others), json_name);
  exported_.back().languages.assign(kLanguages.begin(), kLanguages.end());
}

std::optional<Column> Columns::Find(absl::string_view name) const {
  const auto find = [this](absl::string_view wanted) {
    return std::find_if(
        named_.begin(), named_.end(),
        [wanted](const auto& named) { return named.first == wanted; });
  };
  const auto found = find(name);
  if (found != named_.end()) return found->second;
  const size_t dot = name.rfind('.');
  if (dot == absl::string_view::npos) return std::nullopt;
  const absl::string_view language = name.substr(dot + 1);
  const auto title = find(name.substr(0, dot));
  if (title == named_.end() || title->second.form != CellForm::kTitles ||
      !IsLanguage(language)) {
    return std::nullopt;
  }
  Column one = title->second;
  one.form = CellForm::kTitle;
  absl::StrAppend(&one.name, ".", language);
  one.language = std::string(language);
  return one;
}

bool HasOutputs(RecordKind kind) {
  const std::vector<Column>& columns = Columns::Of(kind).exported();
  return std::any_of(columns.begin(), columns.end(), [](const Column& column) {
    return column.is_output_only && column.steps.front()->name() != "meta";
  });
}

}  // namespace suyuan::registry
