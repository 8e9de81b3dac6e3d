#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/sql/filter.h"
#include "libs/sql/filter_lexer.h"

namespace suyuan::sql {
namespace {

using Kind = FilterToken::Kind;

std::string Describe(const FilterToken& token) {
  if (token.kind == Kind::kEnd) return "the end";
  return absl::StrCat("'", token.text, "'");
}

absl::Status Expected(absl::string_view what, const FilterToken& token) {
  return InvalidFilter(
      token.column, absl::StrCat("expected ", what, ", not ", Describe(token)));
}

Comparator ComparatorOf(absl::string_view text) {
  if (text == "=") return Comparator::kEqual;
  if (text == "!=") return Comparator::kNotEqual;
  if (text == "<") return Comparator::kLess;
  if (text == "<=") return Comparator::kLessOrEqual;
  if (text == ">") return Comparator::kGreater;
  if (text == ">=") return Comparator::kGreaterOrEqual;
  return Comparator::kHas;
}

bool IsOrdering(Comparator c) {
  return c == Comparator::kLess || c == Comparator::kLessOrEqual ||
         c == Comparator::kGreater || c == Comparator::kGreaterOrEqual;
}

absl::StatusOr<FieldValue> ParseInteger(const FilterToken& token) {
  int64_t value = 0;
  if (absl::SimpleAtoi(token.text, &value)) return FieldValue(value);
  return Expected("a whole number", token);
}

absl::StatusOr<FieldValue> ParseNumber(const FilterToken& token) {
  double value = 0;
  if (absl::SimpleAtod(token.text, &value) && value - value == 0) {
    return FieldValue(value);
  }
  return Expected("a number", token);
}

absl::StatusOr<FieldValue> ParseBool(const FilterToken& token) {
  if (token.text == "true") return FieldValue(true);
  if (token.text == "false") return FieldValue(false);
  return Expected("true or false", token);
}

absl::StatusOr<FieldValue> ParseDay(const FilterToken& token) {
  absl::CivilDay day;
  // Written back, since the parser also takes spaces and short years.
  if (absl::ParseCivilTime(token.text, &day) &&
      absl::FormatCivilTime(day) == token.text) {
    return FieldValue(day);
  }
  return Expected("a day such as 2024-01-31", token);
}

absl::StatusOr<FieldValue> ParseInstant(const FilterToken& token) {
  absl::Time time;
  std::string ignored;
  if (absl::ParseTime(absl::RFC3339_full, token.text, &time, &ignored) &&
      time != absl::InfiniteFuture() && time != absl::InfinitePast()) {
    return FieldValue(time);
  }
  return Expected("an instant such as 2024-01-31T08:00:00Z", token);
}

absl::StatusOr<FieldValue> ParseValue(FieldType type,
                                      const FilterToken& token) {
  if (type == FieldType::kText) return FieldValue(token.text);
  if (token.is_open_start || token.is_open_end) {
    return InvalidFilter(token.column, "* fits text fields only");
  }
  switch (type) {
    case FieldType::kInteger:
      return ParseInteger(token);
    case FieldType::kNumber:
      return ParseNumber(token);
    case FieldType::kBool:
      return ParseBool(token);
    case FieldType::kDay:
      return ParseDay(token);
    default:
      return ParseInstant(token);
  }
}

}  // namespace

// Recursive descent; how deep is bounded by FilterLimits::max_depth.
class FilterParser {
 public:
  FilterParser(absl::string_view text, absl::Span<const FilterField> fields,
               const FilterLimits& limits)
      : lexer_(text), fields_(fields), limits_(limits) {}

  absl::StatusOr<std::pair<std::vector<FilterNode>, int>> Parse() {
    SUYUAN_ASSIGN_OR_RETURN(const int root, Conjunction());
    SUYUAN_ASSIGN_OR_RETURN(const FilterToken end, lexer_.Next());
    if (end.kind != Kind::kEnd) return Expected("AND, OR or the end", end);
    return std::make_pair(std::move(nodes_), root);
  }

 private:
  int Add(FilterNode node) {
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
  }
  int Join(FilterNode::Kind kind, std::vector<int> children) {
    if (children.size() == 1) return children[0];
    FilterNode node;
    node.kind = kind;
    node.children = std::move(children);
    return Add(std::move(node));
  }

  absl::StatusOr<bool> TakeKeyword(absl::string_view keyword) {
    SUYUAN_ASSIGN_OR_RETURN(const FilterToken next, lexer_.Peek());
    if (next.kind != Kind::kWord || next.text != keyword) return false;
    (void)lexer_.Next();
    return true;
  }

  // disjunction { AND disjunction }
  absl::StatusOr<int> Conjunction() {
    std::vector<int> children;
    bool goes_on = true;
    while (goes_on) {
      SUYUAN_ASSIGN_OR_RETURN(const int child, Disjunction());
      children.push_back(child);
      SUYUAN_ASSIGN_OR_RETURN(goes_on, TakeKeyword("AND"));
    }
    return Join(FilterNode::Kind::kAnd, std::move(children));
  }

  // term { OR term }
  absl::StatusOr<int> Disjunction() {
    std::vector<int> children;
    bool goes_on = true;
    while (goes_on) {
      SUYUAN_ASSIGN_OR_RETURN(const int child, Term());
      children.push_back(child);
      SUYUAN_ASSIGN_OR_RETURN(goes_on, TakeKeyword("OR"));
    }
    return Join(FilterNode::Kind::kOr, std::move(children));
  }

  // [ NOT | - ] ( parentheses | comparison )
  absl::StatusOr<int> Term() {
    SUYUAN_ASSIGN_OR_RETURN(const FilterToken next, lexer_.Next());
    if (next.kind == Kind::kMinus ||
        (next.kind == Kind::kWord && next.text == "NOT")) {
      return Negation(next.column);
    }
    if (next.kind == Kind::kOpen) return Parentheses(next.column);
    return Comparison(next);
  }

  absl::Status Descend(int column) {
    if (++depth_ <= limits_.max_depth) return absl::OkStatus();
    return InvalidFilter(
        column, absl::StrCat("nested deeper than ", limits_.max_depth));
  }

  absl::StatusOr<int> Negation(int column) {
    SUYUAN_RETURN_IF_ERROR(Descend(column));
    SUYUAN_ASSIGN_OR_RETURN(const int child, Term());
    --depth_;
    FilterNode node;
    node.kind = FilterNode::Kind::kNot;
    node.children = {child};
    return Add(std::move(node));
  }

  absl::StatusOr<int> Parentheses(int column) {
    SUYUAN_RETURN_IF_ERROR(Descend(column));
    SUYUAN_ASSIGN_OR_RETURN(const int inner, Conjunction());
    SUYUAN_ASSIGN_OR_RETURN(const FilterToken close, lexer_.Next());
    if (close.kind != Kind::kClose) return Expected("AND, OR or )", close);
    --depth_;
    return inner;
  }

  absl::StatusOr<const FilterField*> FieldOf(const FilterToken& token) {
    if (token.kind != Kind::kWord || token.text == "AND" ||
        token.text == "OR") {
      return Expected("a field", token);
    }
    for (const FilterField& field : fields_) {
      if (field.name == token.text) return &field;
    }
    return Expected(
        absl::StrCat("one of the fields ",
                     absl::StrJoin(fields_, ", ",
                                   [](std::string* out, const FilterField& f) {
                                     out->append(f.name);
                                   })),
        token);
  }

  absl::StatusOr<int> Comparison(const FilterToken& first) {
    SUYUAN_ASSIGN_OR_RETURN(const FilterField* field, FieldOf(first));
    if (++comparisons_ > limits_.max_comparisons) {
      return InvalidFilter(
          first.column,
          absl::StrCat("more than ", limits_.max_comparisons, " comparisons"));
    }
    SUYUAN_ASSIGN_OR_RETURN(const FilterToken comparator, lexer_.Next());
    if (comparator.kind != Kind::kComparator) {
      return Expected("one of = != < <= > >= :", comparator);
    }
    FilterNode node;
    node.comparison.field = field->name;
    node.comparison.comparator = ComparatorOf(comparator.text);
    if (field->type == FieldType::kBool &&
        IsOrdering(node.comparison.comparator)) {
      return Expected("= or != with true and false", comparator);
    }
    SUYUAN_ASSIGN_OR_RETURN(const FilterToken value, lexer_.NextValue());
    SUYUAN_RETURN_IF_ERROR(SetValue(*field, value, node.comparison));
    return Add(std::move(node));
  }

  absl::Status SetValue(const FilterField& field, const FilterToken& value,
                        FilterComparison& out) {
    if (value.kind != Kind::kWord && value.kind != Kind::kQuoted) {
      return Expected("a value", value);
    }
    const bool is_open = value.is_open_start || value.is_open_end;
    if (is_open && value.text.empty() && value.kind == Kind::kWord &&
        out.comparator == Comparator::kHas) {
      out.is_presence = true;
      return absl::OkStatus();
    }
    if (is_open && out.comparator != Comparator::kEqual &&
        out.comparator != Comparator::kNotEqual) {
      return InvalidFilter(value.column, "* goes with = and != only");
    }
    SUYUAN_ASSIGN_OR_RETURN(out.value, ParseValue(field.type, value));
    if (field.type == FieldType::kText && field.normalise != nullptr) {
      out.value = field.normalise(value.text);
    }
    out.is_open_start = value.is_open_start;
    out.is_open_end = value.is_open_end;
    return absl::OkStatus();
  }

  FilterLexer lexer_;
  const absl::Span<const FilterField> fields_;
  const FilterLimits limits_;
  std::vector<FilterNode> nodes_;
  int depth_ = 0;
  int comparisons_ = 0;
};

absl::StatusOr<Filter> Filter::Parse(absl::string_view text,
                                     absl::Span<const FilterField> fields,
                                     const FilterLimits& limits) {
  Filter out;
  out.text_ = std::string(text);
  if (text.size() > limits.max_bytes) {
    return InvalidFilter(
        1, absl::StrCat("the filter has ", text.size(), " bytes, at most ",
                        limits.max_bytes, " are read"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const FilterToken first, FilterLexer(text).Peek());
  if (first.kind == Kind::kEnd) return out;
  SUYUAN_ASSIGN_OR_RETURN(auto parsed,
                          FilterParser(text, fields, limits).Parse());
  out.nodes_ = std::move(parsed.first);
  out.root_ = parsed.second;
  return out;
}

}  // namespace suyuan::sql
