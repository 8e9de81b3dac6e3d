#include "services/registry/convert/record_fields.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/messages.h"

namespace suyuan::registry {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Text fields that are more than text, by full name without the package
// "suyuan.registry.v1.".
constexpr const char* kDays[] = {"Period.from",
                                 "Period.to",
                                 "StandardEvent.day",
                                 "Specification.issued",
                                 "SigningKey.revoked",
                                 "Component.put_into_service",
                                 "RepeatabilityTest.day",
                                 "StabilityCheck.Group.day",
                                 "ResultVerification.day",
                                 "ReferenceMaterial.production_day",
                                 "SupervisionCheck.day",
                                 "InstrumentIdentity.day",
                                 "MandatoryCatalogue.Item.from",
                                 "ComparisonSubmission.day",
                                 "ComparisonFollowUp.due",
                                 "ComparisonFollowUp.resolved",
                                 "Comparison.Participant.deadline",
                                 "Comparison.Participant.received",
                                 "Comparison.consequences_day",
                                 "IndicatorReport.as_of",
                                 "IndicatorDefinition.base_day",
                                 "IndicatorDefinition.target_day"};
constexpr const char* kDecimals[] = {
    "Capability.maximum_permissible_error",
    "PropertyValue.value",
    "SupervisionCheck.value",
    "UncertaintyPoint.value",
    "UncertaintyPoint.expanded",
    "UncertaintyTable.coverage_factor",
    "UncertaintyFunction.constant",
    "UncertaintyFunction.proportional",
    "UncertaintyFunction.coverage_factor",
    "MpeRule.maximum_permissible_error",
    "DiagramTier.maximum_permissible_error",
    "RepeatabilityTest.nominal_value",
    "RepeatabilityTest.readings",
    "RepeatabilityTest.budget_standard_deviation",
    "StabilityCheck.nominal_value",
    "StabilityCheck.Group.mean",
    "StabilityCheck.maximum_permissible_error",
    "ResultVerification.Result.value",
    "Comparison.Point.nominal_value",
    "Comparison.Point.assigned_value",
    "Comparison.Point.proficiency_standard_deviation",
    "ComparisonResult.value",
    "IndicatorEntry.value",
    "IndicatorDefinition.base",
    "IndicatorDefinition.target",
    "IndicatorValue.value",
    "IndicatorValue.Part.value"};
constexpr const char* kIdentifiers[] = {"Identification.value",
                                        "Competence.number",
                                        "Competence.external_id",
                                        "Assessment.number",
                                        "ReferenceMaterial.number",
                                        "ReferenceMaterial.batch",
                                        "ReferenceMaterial.grading_certificate",
                                        "Specification.number",
                                        "Specification.superseded_by",
                                        "ScopeRow.specifications",
                                        "DiagramBranch.specification_up",
                                        "DiagramBranch.specification_down",
                                        "Suspension.document_number",
                                        "Seal.number",
                                        "SigningKey.serial",
                                        "Designation.document_number",
                                        "StandardEvent.document_number",
                                        "SupervisionCheck.document_number",
                                        "Person.registration_number",
                                        "Person.Project.certificate_number",
                                        "Declaration.number",
                                        "VerificationScheme.number",
                                        "VerificationScheme.superseded_by",
                                        "MandatoryCatalogue.edition",
                                        "Instrument.catalogue_edition",
                                        "Comparison.protocol_number",
                                        "Comparison.report_number",
                                        "ComparisonFollowUp.document_number",
                                        "IndicatorEvidence.document_number"};
// The same, of "suyuan.metrology.v1.".
constexpr const char* kMetrologyDecimals[] = {
    "Range.min",
    "Range.max",
    "Uncertainty.expanded",
    "Uncertainty.standard",
    "Uncertainty.coverage_factor",
    "Uncertainty.coverage_probability",
    "Uncertainty.degrees_of_freedom"};

const absl::flat_hash_map<std::string, FieldForm>& SpecialForms() {
  static const auto* const forms = [] {
    auto* made = new absl::flat_hash_map<std::string, FieldForm>();
    const auto add = [made](absl::string_view package,
                            absl::Span<const char* const> names,
                            FieldForm form) {
      for (const char* name : names) {
        made->emplace(absl::StrCat("suyuan.", package, ".v1.", name), form);
      }
    };
    add("registry", kDays, FieldForm::kDay);
    add("registry", kDecimals, FieldForm::kDecimal);
    add("metrology", kMetrologyDecimals, FieldForm::kDecimal);
    add("registry", kIdentifiers, FieldForm::kIdentifier);
    add("registry", {"Institution.aliases"}, FieldForm::kName);
    return made;
  }();
  return *forms;
}

bool IsTimestamp(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() == "google.protobuf.Timestamp";
}

bool IsTitle(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() ==
             "suyuan.metrology.v1.LocalizedText";
}

FieldForm FormOf(const FieldDescriptor& field) {
  if (field.is_map()) return FieldForm::kPairs;
  if (IsTitle(field)) return FieldForm::kName;
  if (field.enum_type() != nullptr) return FieldForm::kEnum;
  const auto special = SpecialForms().find(field.full_name());
  if (special != SpecialForms().end()) return special->second;
  return field.type() == FieldDescriptor::TYPE_STRING ? FieldForm::kText
                                                      : FieldForm::kOther;
}

sql::FieldType TypeOf(const RecordField& field) {
  switch (field.form) {
    case FieldForm::kDay:
      return sql::FieldType::kDay;
    case FieldForm::kDecimal:
      return sql::FieldType::kNumber;
    case FieldForm::kOther:
      break;
    default:
      return sql::FieldType::kText;
  }
  if (IsTimestamp(*field.steps.back())) return sql::FieldType::kTime;
  switch (field.steps.back()->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return sql::FieldType::kBool;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return sql::FieldType::kNumber;
    default:
      return sql::FieldType::kInteger;
  }
}

std::function<std::string(absl::string_view)> NormaliserOf(
    const RecordField& field) {
  switch (field.form) {
    case FieldForm::kIdentifier:
      return [](absl::string_view text) {
        return text::NormaliseIdentifier(text);
      };
    case FieldForm::kName:
      return [](absl::string_view text) { return text::NormaliseName(text); };
    case FieldForm::kEnum:
      return [prefix = EnumPrefix(*field.steps.back()->enum_type())](
                 absl::string_view text) {
        const std::string upper = absl::AsciiStrToUpper(text);
        return std::string(absl::StripPrefix(upper, prefix));
      };
    default:
      return nullptr;
  }
}

// The messages that the steps before the last lead to.
std::vector<const Message*> HoldersOf(const Message& message,
                                      const RecordField& field) {
  std::vector<const Message*> holders = {&message};
  for (size_t i = 0; i + 1 < field.steps.size(); ++i) {
    const FieldDescriptor* step = field.steps[i];
    std::vector<const Message*> next;
    for (const Message* holder : holders) {
      const Reflection& reflection = *holder->GetReflection();
      if (!step->is_repeated()) {
        if (reflection.HasField(*holder, step)) {
          next.push_back(&reflection.GetMessage(*holder, step));
        }
        continue;
      }
      const int size = reflection.FieldSize(*holder, step);
      for (int at = 0; at < size; ++at) {
        next.push_back(&reflection.GetRepeatedMessage(*holder, step, at));
      }
    }
    holders = std::move(next);
  }
  return holders;
}

void AddText(const std::string& text, FieldForm form,
             std::vector<sql::FieldValue>& values) {
  if (text.empty()) return;
  switch (form) {
    case FieldForm::kIdentifier:
      values.emplace_back(text::NormaliseIdentifier(text));
      return;
    case FieldForm::kName:
      values.emplace_back(text::NormaliseName(text));
      return;
    case FieldForm::kDay: {
      const absl::StatusOr<absl::CivilDay> day = rpc::ParseDay("", text);
      if (day.ok()) values.emplace_back(*day);
      return;
    }
    case FieldForm::kDecimal: {
      double number = 0;
      if (absl::SimpleAtod(text, &number)) values.emplace_back(number);
      return;
    }
    default:
      values.emplace_back(text);
  }
}

void AddMap(const Message& holder, const FieldDescriptor& field, FieldForm form,
            std::vector<sql::FieldValue>& values) {
  const Reflection& reflection = *holder.GetReflection();
  for (int i = 0; i < reflection.FieldSize(holder, &field); ++i) {
    const Message& entry = reflection.GetRepeatedMessage(holder, &field, i);
    const auto part = [&](int number) {
      return entry.GetReflection()->GetString(
          entry, entry.GetDescriptor()->FindFieldByNumber(number));
    };
    AddText(form == FieldForm::kPairs ? absl::StrCat(part(1), "=", part(2))
                                      : part(2),
            form, values);
  }
}

void AddMessage(const Message& value, FieldForm form,
                std::vector<sql::FieldValue>& values) {
  if (form == FieldForm::kName) {
    AddMap(value, *value.GetDescriptor()->FindFieldByName("texts"), form,
           values);
    return;
  }
  const auto& timestamp =
      static_cast<const google::protobuf::Timestamp&>(value);
  values.emplace_back(absl::FromUnixSeconds(timestamp.seconds()) +
                      absl::Nanoseconds(timestamp.nanos()));
}

void AddEnum(const FieldDescriptor& field, int number,
             std::vector<sql::FieldValue>& values) {
  std::string name = ShortNameOf(*field.enum_type(), number);
  if (!name.empty()) values.emplace_back(std::move(name));
}

void AddRepeated(const Message& holder, const RecordField& field,
                 std::vector<sql::FieldValue>& values) {
  const FieldDescriptor& last = *field.steps.back();
  const Reflection& reflection = *holder.GetReflection();
  if (last.is_map()) return AddMap(holder, last, field.form, values);
  for (int i = 0; i < reflection.FieldSize(holder, &last); ++i) {
    if (last.enum_type() != nullptr) {
      AddEnum(last, reflection.GetRepeatedEnumValue(holder, &last, i), values);
    } else {
      AddText(reflection.GetRepeatedString(holder, &last, i), field.form,
              values);
    }
  }
}

void AddSingle(const Message& holder, const RecordField& field,
               std::vector<sql::FieldValue>& values) {
  const FieldDescriptor& last = *field.steps.back();
  const Reflection& reflection = *holder.GetReflection();
  if (last.has_presence() && !reflection.HasField(holder, &last)) return;
  switch (last.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return AddText(reflection.GetString(holder, &last), field.form, values);
    case FieldDescriptor::CPPTYPE_ENUM:
      return AddEnum(last, reflection.GetEnumValue(holder, &last), values);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return AddMessage(reflection.GetMessage(holder, &last), field.form,
                        values);
    case FieldDescriptor::CPPTYPE_INT32:
      values.emplace_back(int64_t{reflection.GetInt32(holder, &last)});
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      values.emplace_back(int64_t{reflection.GetInt64(holder, &last)});
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      values.emplace_back(reflection.GetBool(holder, &last));
      return;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      values.emplace_back(reflection.GetDouble(holder, &last));
      return;
    default:
      return;
  }
}

}  // namespace

const RecordFields& RecordFields::Of(RecordKind kind) {
  static const auto* const all = [] {
    auto* made = new std::array<const RecordFields*, kRecordKinds.size()>();
    for (const RecordKind each : kRecordKinds) {
      (*made)[static_cast<size_t>(each)] = WithMessageOf(each, [](auto* none) {
        using Message = std::remove_pointer_t<decltype(none)>;
        return new RecordFields(*Message::descriptor());
      });
    }
    return made;
  }();
  return *(*all)[static_cast<size_t>(kind)];
}

RecordFields::RecordFields(const Descriptor& record) { Walk(record); }

void RecordFields::Walk(const Descriptor& record) {
  struct Open {
    const Descriptor* type;
    RecordField field;
    std::string json_path;
  };
  std::vector<Open> open = {{&record, {}, ""}};
  while (!open.empty()) {
    const Open at = std::move(open.back());
    open.pop_back();
    const std::string dot = at.field.steps.empty() ? "" : ".";
    for (int i = 0; i < at.type->field_count(); ++i) {
      const FieldDescriptor& field = *at.type->field(i);
      RecordField next = at.field;
      next.steps.push_back(&field);
      absl::StrAppend(&next.path, dot, field.name());
      const std::string json =
          absl::StrCat(at.json_path, dot, field.json_name());
      const bool is_leaf = field.message_type() == nullptr || field.is_map() ||
                           IsTitle(field) || IsTimestamp(field);
      if (is_leaf) {
        next.form = FormOf(field);
        Add(std::move(next), json);
      } else {
        open.push_back({field.message_type(), std::move(next), json});
      }
    }
  }
}

void RecordFields::Add(RecordField field, const std::string& json_path) {
  fields_.push_back(std::make_unique<RecordField>(std::move(field)));
  const RecordField& added = *fields_.back();
  for (const std::string& path : {added.path, json_path}) {
    if (!by_path_.emplace(path, &added).second) continue;
    declared_.push_back({path, TypeOf(added), NormaliserOf(added)});
  }
}

const RecordField* RecordFields::Find(absl::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : found->second;
}

std::string ShortNameOf(const EnumDescriptor& type, int value) {
  const auto* known = type.FindValueByNumber(value);
  if (known == nullptr || value == 0) return "";
  return std::string(absl::StripPrefix(known->name(), EnumPrefix(type)));
}

std::string EnumPrefix(const EnumDescriptor& type) {
  const std::string& zero = type.FindValueByNumber(0)->name();
  return std::string(absl::StripSuffix(zero, "UNSPECIFIED"));
}

std::vector<sql::FieldValue> ValuesOf(const Message& message,
                                      const RecordField& field) {
  std::vector<sql::FieldValue> values;
  for (const Message* holder : HoldersOf(message, field)) {
    if (field.steps.back()->is_repeated()) {
      AddRepeated(*holder, field, values);
    } else {
      AddSingle(*holder, field, values);
    }
  }
  return values;
}

}  // namespace suyuan::registry
