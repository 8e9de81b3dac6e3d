#include "services/credit/subject_filter.h"

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "services/credit/convert.h"

namespace suyuan::credit {
namespace {

std::string WithoutPrefix(absl::string_view type) {
  absl::ConsumePrefix(&type, "TYPE_");
  return std::string(type);
}

const std::vector<sql::FilterField>& Fields() {
  static const auto* const kFields = new std::vector<sql::FilterField>{
      {.name = "types", .normalise = WithoutPrefix},
      {.name = "uscc"},
      {.name = "region"},
      {.name = "institution"},
  };
  return *kFields;
}

// A type that no subject can have is a mistake, not an empty list.
absl::Status CheckTypes(const sql::Filter& filter) {
  for (const sql::FilterNode& node : filter.nodes()) {
    const sql::FilterComparison& comparison = node.comparison;
    if (node.kind != sql::FilterNode::Kind::kComparison ||
        comparison.field != "types" || comparison.is_presence ||
        comparison.is_open_start || comparison.is_open_end ||
        comparison.comparator == sql::Comparator::kHas) {
      continue;
    }
    const std::string& value = std::get<std::string>(comparison.value);
    proto::Subject::Type type;
    if (proto::Subject::Type_Parse(absl::StrCat("TYPE_", value), &type)) {
      continue;
    }
    return WithReason(InvalidField("filter", absl::StrCat("\"", value,
                                                          "\" is no type of "
                                                          "subject")),
                      "INVALID_FILTER");
  }
  return absl::OkStatus();
}

std::vector<sql::FieldValue> Present(const std::string& text) {
  if (text.empty()) return {};
  return {text};
}

}  // namespace

absl::StatusOr<SubjectFilter> SubjectFilter::Parse(absl::string_view text) {
  SUYUAN_ASSIGN_OR_RETURN(sql::Filter filter,
                          sql::Filter::Parse(text, Fields()));
  SUYUAN_RETURN_IF_ERROR(CheckTypes(filter));
  return SubjectFilter(std::move(filter));
}

bool SubjectFilter::Matches(const CreditSubject& subject) const {
  if (filter_.empty()) return true;
  return filter_.Matches([&](absl::string_view field) {
    if (field == "uscc") return Present(subject.uscc);
    if (field == "region") return Present(subject.region_code);
    if (field == "institution") return Present(subject.institution);
    std::vector<sql::FieldValue> types;
    for (const SubjectType type : subject.types) {
      types.emplace_back(
          WithoutPrefix(proto::Subject::Type_Name(TypeOf(type))));
    }
    return types;
  });
}

}  // namespace suyuan::credit
