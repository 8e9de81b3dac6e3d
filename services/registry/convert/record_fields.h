#ifndef SERVICES_REGISTRY_CONVERT_RECORD_FIELDS_H_
#define SERVICES_REGISTRY_CONVERT_RECORD_FIELDS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "libs/sql/filter.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// How the values of a field compare.
enum class FieldForm {
  kText,
  kIdentifier,  // in the normal form of identifiers
  kName,        // in the normal form of names
  kEnum,        // by the name of the value without the enum's prefix
  kDay,         // text that is a day
  kDecimal,     // text that is a decimal number
  kPairs,       // a map, as "key=value"
  kOther,       // as its type says
};

// A field of a record that can be filtered by, and the way to it.
struct RecordField {
  std::string path;  // proto names: "period.from"
  std::vector<const google::protobuf::FieldDescriptor*> steps;
  FieldForm form = FieldForm::kOther;
};

// The fields of the records of one kind. Made once for each, never destroyed.
class RecordFields {
 public:
  static const RecordFields& Of(RecordKind kind);

  // By proto or JSON path; null where there is none.
  const RecordField* Find(absl::string_view path) const;
  // Declarations of all of them, by both names.
  const std::vector<sql::FilterField>& declared() const { return declared_; }

 private:
  explicit RecordFields(const google::protobuf::Descriptor& record);
  void Walk(const google::protobuf::Descriptor& record);
  void Add(RecordField field, const std::string& json_path);

  std::vector<std::unique_ptr<RecordField>> fields_;
  absl::flat_hash_map<std::string, const RecordField*> by_path_;
  std::vector<sql::FilterField> declared_;
};

// "KIND_" of Competence.Kind: what the names of its values begin with.
std::string EnumPrefix(const google::protobuf::EnumDescriptor& type);
// "PUBLIC_HIGHEST" of Standard.Level: the name of a value without the prefix of
// its enum; "" for the value that says nothing and for none of the enum.
std::string ShortNameOf(const google::protobuf::EnumDescriptor& type,
                        int value);

// All values of `field` in `message`, none where it is not set.
std::vector<sql::FieldValue> ValuesOf(const google::protobuf::Message& message,
                                      const RecordField& field);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_RECORD_FIELDS_H_
