#include "services/registry/transport/record_filter.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/record_fields.h"

namespace suyuan::registry {
namespace {

constexpr size_t kMostTerms = 8;

// An enum value that no record can have is a mistake, not an empty list.
absl::Status CheckEnumValue(const RecordField& field,
                            const sql::FilterComparison& comparison) {
  const bool is_whole = !comparison.is_presence && !comparison.is_open_start &&
                        !comparison.is_open_end &&
                        comparison.comparator != sql::Comparator::kHas;
  if (!is_whole) return absl::OkStatus();
  const std::string& value = std::get<std::string>(comparison.value);
  const auto& type = *field.steps.back()->enum_type();
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string& name = type.value(i)->name();
    if (absl::string_view(name).substr(name.find('_') + 1) == value) {
      return absl::OkStatus();
    }
  }
  return WithReason(
      InvalidField("filter", absl::StrCat("\"", value, "\" is no value of ",
                                          comparison.field)),
      "INVALID_FILTER");
}

}  // namespace

absl::StatusOr<RecordFilter> RecordFilter::Parse(RecordKind kind,
                                                 absl::string_view text) {
  const RecordFields& fields = RecordFields::Of(kind);
  SUYUAN_ASSIGN_OR_RETURN(sql::Filter filter,
                          sql::Filter::Parse(text, fields.declared()));
  for (const sql::FilterNode& node : filter.nodes()) {
    if (node.kind != sql::FilterNode::Kind::kComparison) continue;
    const RecordField* field = fields.Find(node.comparison.field);
    SUYUAN_CHECK(field != nullptr);
    if (field->form != FieldForm::kEnum) continue;
    SUYUAN_RETURN_IF_ERROR(CheckEnumValue(*field, node.comparison));
  }
  return RecordFilter(kind, std::move(filter));
}

bool RecordFilter::Matches(const Record& record) const {
  if (filter_.empty()) return true;
  return WithMessageOf(kind_, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    const Message message = ToMessage<Message>(record);
    const RecordFields& fields = RecordFields::Of(kind_);
    return filter_.Matches([&](absl::string_view path) {
      return ValuesOf(message, *fields.Find(path));
    });
  });
}

std::vector<TermMatch> RecordFilter::IndexedTerms() const {
  const absl::Span<const absl::string_view> indexed = IndexedFields(kind_);
  std::vector<TermMatch> terms;
  for (const sql::TermMatch& term : filter_.RequiredTerms()) {
    if (terms.size() == kMostTerms) break;
    const RecordField* field = RecordFields::Of(kind_).Find(term.field);
    SUYUAN_CHECK(field != nullptr);
    if (std::find(indexed.begin(), indexed.end(), field->path) ==
        indexed.end()) {
      continue;
    }
    terms.push_back({{field->path, term.value}, term.is_prefix});
  }
  return terms;
}

}  // namespace suyuan::registry
