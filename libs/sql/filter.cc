#include "libs/sql/filter.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/check.h"

namespace suyuan::sql {
namespace {

bool MatchesOpenText(const FilterComparison& c, absl::string_view text) {
  const absl::string_view wanted = std::get<std::string>(c.value);
  if (c.is_open_start && c.is_open_end) return absl::StrContains(text, wanted);
  if (c.is_open_start) return absl::EndsWith(text, wanted);
  if (c.is_open_end) return absl::StartsWith(text, wanted);
  return text == wanted;
}

bool ContainsText(absl::string_view text, absl::string_view part) {
  return absl::StrContains(absl::AsciiStrToLower(text),
                           absl::AsciiStrToLower(part));
}

bool Equals(const FilterComparison& c, const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return MatchesOpenText(c, *text);
  }
  return value == c.value;
}

bool Holds(const FilterComparison& c, const FieldValue& value) {
  SUYUAN_CHECK(value.index() == c.value.index());
  switch (c.comparator) {
    case Comparator::kEqual:
      return Equals(c, value);
    case Comparator::kNotEqual:
      return !Equals(c, value);
    case Comparator::kLess:
      return value < c.value;
    case Comparator::kLessOrEqual:
      return value <= c.value;
    case Comparator::kGreater:
      return value > c.value;
    case Comparator::kGreaterOrEqual:
      return value >= c.value;
    case Comparator::kHas: {
      const auto* text = std::get_if<std::string>(&value);
      return text == nullptr
                 ? value == c.value
                 : ContainsText(*text, std::get<std::string>(c.value));
    }
  }
  return false;
}

bool HoldsForAny(const FilterComparison& c, Filter::Lookup lookup) {
  const std::vector<FieldValue> values = lookup(c.field);
  if (c.is_presence) return !values.empty();
  return std::any_of(values.begin(), values.end(),
                     [&c](const FieldValue& v) { return Holds(c, v); });
}

}  // namespace

// As deep as the filter, which FilterLimits bound.
bool Filter::MatchesNode(int node, Lookup lookup) const {
  const FilterNode& n = nodes_[node];
  const auto matches = [&](int child) { return MatchesNode(child, lookup); };
  switch (n.kind) {
    case FilterNode::Kind::kComparison:
      return HoldsForAny(n.comparison, lookup);
    case FilterNode::Kind::kAnd:
      return std::all_of(n.children.begin(), n.children.end(), matches);
    case FilterNode::Kind::kOr:
      return std::any_of(n.children.begin(), n.children.end(), matches);
    case FilterNode::Kind::kNot:
      return !matches(n.children[0]);
  }
  return false;
}

bool Filter::Matches(Lookup lookup) const {
  return root_ < 0 || MatchesNode(root_, lookup);
}

std::vector<TermMatch> Filter::RequiredTerms() const {
  std::vector<TermMatch> out;
  std::vector<int> open;
  if (root_ >= 0) open.push_back(root_);
  while (!open.empty()) {
    const FilterNode& node = nodes_[open.back()];
    open.pop_back();
    if (node.kind == FilterNode::Kind::kAnd) {
      open.insert(open.end(), node.children.rbegin(), node.children.rend());
      continue;
    }
    const FilterComparison& c = node.comparison;
    const auto* text = std::get_if<std::string>(&c.value);
    if (node.kind != FilterNode::Kind::kComparison || text == nullptr ||
        c.comparator != Comparator::kEqual || c.is_open_start) {
      continue;
    }
    out.push_back({c.field, *text, c.is_open_end});
  }
  return out;
}

}  // namespace suyuan::sql
