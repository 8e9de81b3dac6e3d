#ifndef LIBS_SQL_FILTER_H_
#define LIBS_SQL_FILTER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/sql/term.h"

namespace suyuan::sql {

// Filters of lists, a subset of AIP-160:
//
//   issuer = "xjim" AND valid_to >= 2024-01-01 AND NOT (name:"压力" OR n < 3)
//
// As AIP-160 says, OR binds closer than AND: a AND b OR c is a AND (b OR c).
// `-a = 1` is NOT a = 1. Values are "quoted" or 'quoted' (with \" \' \\ \*),
// or bare words. Left out: bare terms without a field, functions, implicit
// AND.

enum class FieldType { kText, kInteger, kNumber, kBool, kDay, kTime };

// A field that a list can be filtered by: "valid_to", "issuer.name".
struct FilterField {
  std::string name;
  FieldType type = FieldType::kText;
  // Of a text: the form in which its values are compared, as lookups return
  // them; empty: as written. Beginnings and parts are brought to it alone.
  std::function<std::string(absl::string_view)> normalise = nullptr;
};

using FieldValue = std::variant<std::string, int64_t, double, bool,
                                absl::CivilDay, absl::Time>;

// `:` on text: contains the value, without regard to the case of ASCII
// letters; on any other type: equals. On a field of several values a
// comparison holds if it holds for one of them. On a field without value
// nothing holds, != neither; NOT of it does. `field:*`: has a value.
enum class Comparator {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kHas,
};

struct FilterComparison {
  std::string field;
  Comparator comparator = Comparator::kEqual;
  // Of the type of the field.
  FieldValue value;
  // Text with = or !=: "abc*" is a beginning, "*abc" an end, "*abc*" a part.
  bool is_open_start = false;
  bool is_open_end = false;
  bool is_presence = false;  // field:*, which has no value
};

struct FilterNode {
  enum class Kind { kComparison, kAnd, kOr, kNot };
  Kind kind = Kind::kComparison;
  FilterComparison comparison;  // of kComparison
  std::vector<int> children;    // of the others: indexes into nodes()
};

struct FilterLimits {
  size_t max_bytes = 4096;
  int max_depth = 16;  // of parentheses and NOT
  int max_comparisons = 64;
};

// A parsed filter whose fields and values are known to fit. Immutable.
class Filter {
 public:
  // The empty text holds for everything. InvalidArgument INVALID_FILTER with a
  // violation of the field "filter" that names the column (characters from 1),
  // what stands there and what was expected.
  static absl::StatusOr<Filter> Parse(absl::string_view text,
                                      absl::Span<const FilterField> fields,
                                      const FilterLimits& limits = {});

  // The values of a field, none where it is not set. Of another type than
  // declared: our own bug.
  using Lookup =
      absl::FunctionRef<std::vector<FieldValue>(absl::string_view field)>;
  bool Matches(Lookup lookup) const;

  // The equalities and beginnings of text fields that every match must hold:
  // what an index can serve. The filter still has to be asked.
  std::vector<TermMatch> RequiredTerms() const;

  const std::string& text() const { return text_; }
  bool empty() const { return root_ < 0; }
  // Children stand before their parents.
  const std::vector<FilterNode>& nodes() const { return nodes_; }
  int root() const { return root_; }  // -1: empty

 private:
  friend class FilterParser;
  bool MatchesNode(int node, Lookup lookup) const;

  std::string text_;
  std::vector<FilterNode> nodes_;
  int root_ = -1;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_FILTER_H_
