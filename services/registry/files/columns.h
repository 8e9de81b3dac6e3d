#ifndef SERVICES_REGISTRY_FILES_COLUMNS_H_
#define SERVICES_REGISTRY_FILES_COLUMNS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// What the cells of a column hold. An empty cell of any form is a field that is
// not set.
enum class CellForm {
  kText,     // as it is, but for what a spreadsheet would run (cells.h)
  kDay,      // text that is a day
  kEnum,     // the name of the value without the enum's prefix
  kBool,     // true
  kInteger,  // digits
  kDouble,   // the shortest text that gives the number back
  kInstant,  // RFC 3339
  kTitle,    // the text in one language
  kTitles,   // JSON: the texts in the languages that have no column
  kJson,     // JSON: a list or a map
};

// A column of a file of records: one field, or one language of a title.
struct Column {
  std::string name;  // "period.from", "title.zh"
  CellForm form = CellForm::kText;
  // The way to the field; of a title, to the message of its texts.
  std::vector<const google::protobuf::FieldDescriptor*> steps;
  std::string language;  // of kTitle
  // Of kTitles: the languages that have columns in the same file.
  std::vector<std::string> languages;
  bool is_output_only = false;  // set by the service alone
};

// The columns of the records of one kind, by reflection: single fields of
// single messages each have a column named by the dotted path, in proto or JSON
// names; lists and maps are one cell. Made once for each kind, never destroyed.
class Columns {
 public:
  static const Columns& Of(RecordKind kind);

  // What an export writes, in the order of the contract with `meta` last.
  // Titles have a column for Chinese, English and Uyghur and one for all else.
  const std::vector<Column>& exported() const { return exported_; }
  // Any language of ISO 639-1 for a title; the column of its other languages
  // does not know yet which have columns. nullopt where there is none.
  std::optional<Column> Find(absl::string_view name) const;

 private:
  Columns(RecordKind kind, const google::protobuf::Descriptor& record);
  void Walk(const google::protobuf::Descriptor& record);
  void Add(Column column, const std::string& json_name);
  void AddTitle(const Column& column, const std::string& json_name);

  const RecordKind kind_;
  std::vector<Column> exported_;
  // Under both names; of a title, the column of its other languages.
  std::vector<std::pair<std::string, Column>> named_;
};

// Whether records of the kind have fields beside `meta` that the service alone
// sets.
bool HasOutputs(RecordKind kind);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_COLUMNS_H_
