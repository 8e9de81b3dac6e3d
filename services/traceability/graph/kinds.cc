#include "services/traceability/graph/kinds.h"

#include "absl/strings/str_cat.h"
#include "libs/metrology/quantity_kind.h"

namespace suyuan::traceability {
namespace {

bool QualifiersAgree(const Kind& a, const Kind& b) {
  for (const auto& [key, value] : a.qualifiers) {
    for (const auto& [other_key, other_value] : b.qualifiers) {
      if (key == other_key && value != other_value) return false;
    }
  }
  return true;
}

bool Unknown(const Kind& kind, const DimensionText& dimension) {
  return !kind.named() && !dimension;
}

std::string KeyOf(const Kind& kind, const DimensionText& dimension) {
  std::string key = absl::StrCat(kind.code, "\x1f", kind.inferred ? "1" : "0",
                                 "\x1f", dimension.value_or("?"));
  for (const auto& [name, value] : kind.qualifiers) {
    absl::StrAppend(&key, "\x1f", name, "=", value);
  }
  return key;
}

}  // namespace

Relation RelateKinds(const Kind& child, const DimensionText& child_dimension,
                     const Kind& reference,
                     const DimensionText& reference_dimension) {
  if (Unknown(child, child_dimension) ||
      Unknown(reference, reference_dimension)) {
    return Relation::kUnknown;
  }
  const bool both_named = child.named() && reference.named();
  if (both_named && child.code == reference.code) {
    return QualifiersAgree(child, reference) ? Relation::kSame
                                             : Relation::kNone;
  }
  if (!both_named && child_dimension &&
      child_dimension == reference_dimension) {
    return Relation::kSame;
  }
  const bool derived =
      !child.code.empty() && !reference.code.empty() &&
      metrology::DerivationAllows(child.code, reference.code) != nullptr;
  return derived ? Relation::kDerived : Relation::kNone;
}

KindId KindTable::Intern(const Kind& kind, const DimensionText& dimension) {
  const auto [at, added] =
      ids_.try_emplace(KeyOf(kind, dimension), static_cast<KindId>(size()));
  if (!added) return at->second;
  entries_.push_back({kind, dimension});
  relations_.emplace_back();
  for (size_t other = 0; other < entries_.size(); ++other) {
    const Entry& e = entries_[other];
    relations_.back().push_back(static_cast<uint8_t>(
        RelateKinds(kind, dimension, e.kind, e.dimension)));
    if (other + 1 < entries_.size()) {
      relations_[other].push_back(static_cast<uint8_t>(
          RelateKinds(e.kind, e.dimension, kind, dimension)));
    }
  }
  return at->second;
}

}  // namespace suyuan::traceability
