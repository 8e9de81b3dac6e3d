// Any text as a filter: what is understood means the same when it is written
// out with every parenthesis and quote, its negation holds where it does not,
// and what an index is asked for holds for every match.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/sql/filter.h"
#include "tests/fuzz/input.h"

namespace suyuan::sql {
namespace {

using Record = std::vector<std::pair<std::string, FieldValue>>;

const std::vector<FilterField>& Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {"t", FieldType::kText},
      {"upper", FieldType::kText,
       [](absl::string_view text) { return absl::AsciiStrToUpper(text); }},
      {"n", FieldType::kInteger},
      {"x", FieldType::kNumber},
      {"b", FieldType::kBool},
      {"a.day", FieldType::kDay},
      {"time", FieldType::kTime},
  };
  return fields;
}

const FilterField& FieldOf(const FilterComparison& comparison) {
  for (const FilterField& field : Fields()) {
    if (field.name == comparison.field) return field;
  }
  SUYUAN_CHECK(!"a field that was declared");
  std::abort();
}

constexpr FilterLimits kWide = {
    .max_bytes = size_t{1} << 24, .max_depth = 4096, .max_comparisons = 4096};

// Writes values out.
struct ValueText {
  std::string operator()(const std::string& text) const {
    return absl::StrReplaceAll(text,
                               {{"\\", "\\\\"}, {"\"", "\\\""}, {"*", "\\*"}});
  }
  std::string operator()(int64_t value) const { return absl::StrCat(value); }
  std::string operator()(double value) const {
    return absl::StrFormat("%.17g", value);
  }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(absl::CivilDay day) const {
    return absl::FormatCivilTime(day);
  }
  std::string operator()(absl::Time time) const {
    return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone());
  }
};

std::string Written(const FilterComparison& c) {
  static constexpr absl::string_view kSigns[] = {
      "=", "!=", "<", "<=", ">", ">=", ":"};
  const std::string begin =
      absl::StrCat(c.field, kSigns[static_cast<int>(c.comparator)]);
  if (c.is_presence) return absl::StrCat(begin, "*");
  return absl::StrCat(begin, "\"", c.is_open_start ? "*" : "",
                      std::visit(ValueText(), c.value),
                      c.is_open_end ? "*" : "", "\"");
}

// The whole filter; each node is used by one other or is the root.
std::string Written(const Filter& filter) {
  std::vector<std::string> texts;
  for (const FilterNode& node : filter.nodes()) {
    std::vector<std::string> parts;
    for (const int child : node.children) {
      SUYUAN_CHECK(child >= 0 && child < static_cast<int>(texts.size()));
      SUYUAN_CHECK(!texts[child].empty());
      parts.push_back(std::exchange(texts[child], ""));
    }
    switch (node.kind) {
      case FilterNode::Kind::kComparison:
        texts.push_back(Written(node.comparison));
        break;
      case FilterNode::Kind::kNot:
        SUYUAN_CHECK(parts.size() == 1);
        texts.push_back(absl::StrCat("NOT (", parts[0], ")"));
        break;
      default:
        SUYUAN_CHECK(parts.size() >= 2);
        texts.push_back(absl::StrCat(
            "(",
            absl::StrJoin(
                parts, node.kind == FilterNode::Kind::kAnd ? " AND " : " OR "),
            ")"));
    }
  }
  SUYUAN_CHECK(filter.root() == static_cast<int>(texts.size()) - 1);
  return filter.empty() ? "" : texts.back();
}

FieldValue ZeroOf(FieldType type) {
  switch (type) {
    case FieldType::kText:
      return std::string();
    case FieldType::kInteger:
      return int64_t{0};
    case FieldType::kNumber:
      return 0.0;
    case FieldType::kBool:
      return false;
    case FieldType::kDay:
      return absl::CivilDay(2024, 2, 29);
    case FieldType::kTime:
      return absl::UnixEpoch();
  }
  std::abort();
}

// Records that the filter may tell apart: nothing, zeros, and the filter's own
// values, each half of them.
std::vector<Record> Records(const Filter& filter) {
  std::vector<Record> records(4);
  for (const FilterField& field : Fields()) {
    records[1].emplace_back(field.name, ZeroOf(field.type));
  }
  size_t turn = 2;
  for (const FilterNode& node : filter.nodes()) {
    if (node.kind != FilterNode::Kind::kComparison) continue;
    const FilterComparison& c = node.comparison;
    if (c.is_presence) continue;
    SUYUAN_CHECK(c.value.index() == ZeroOf(FieldOf(c).type).index());
    records[turn].emplace_back(c.field, c.value);
    turn = 5 - turn;
  }
  return records;
}

std::vector<FieldValue> ValuesOf(const Record& record,
                                 absl::string_view field) {
  std::vector<FieldValue> values;
  for (const auto& [name, value] : record) {
    if (name == field) values.push_back(value);
  }
  return values;
}

bool Matches(const Filter& filter, const Record& record) {
  return filter.Matches(
      [&](absl::string_view field) { return ValuesOf(record, field); });
}

bool HasTerm(const Record& record, const TermMatch& term) {
  for (const FieldValue& value : ValuesOf(record, term.field)) {
    const std::string& text = std::get<std::string>(value);
    if (term.is_prefix ? absl::StartsWith(text, term.value)
                       : text == term.value) {
      return true;
    }
  }
  return false;
}

void CheckRefused(const absl::Status& refusal, absl::string_view text) {
  fuzz::CheckReason(refusal, {"INVALID_FILTER"});
  const auto violations = ViolationsOf(refusal);
  SUYUAN_CHECK(violations.size() == 1 && violations[0].field == "filter");
  SUYUAN_CHECK(absl::StartsWith(violations[0].description, "column "));
  // Fields of messages are UTF-8 before anybody reads them.
  if (text::IsValidUtf8(text)) {
    fuzz::CheckRefusal(refusal, {"INVALID_FILTER"});
  }
}

void Check(absl::string_view text) {
  const auto filter = Filter::Parse(text, Fields());
  if (!filter.ok()) return CheckRefused(filter.status(), text);
  SUYUAN_CHECK(filter->text() == text);
  const std::string written = Written(*filter);
  const auto again = Filter::Parse(written, Fields(), kWide);
  SUYUAN_CHECK(again.ok());
  SUYUAN_CHECK(Written(*again) == written);
  const auto negated =
      Filter::Parse(absl::StrCat("NOT (", text, ")"), Fields(), kWide);
  SUYUAN_CHECK(negated.ok() == !filter->empty());
  for (const Record& record : Records(*filter)) {
    const bool matches = Matches(*filter, record);
    SUYUAN_CHECK(Matches(*again, record) == matches);
    SUYUAN_CHECK(!negated.ok() || Matches(*negated, record) != matches);
    for (const TermMatch& term : filter->RequiredTerms()) {
      SUYUAN_CHECK(!matches || HasTerm(record, term));
    }
  }
}

}  // namespace
}  // namespace suyuan::sql

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::sql::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
