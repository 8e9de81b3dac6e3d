#include "services/registry/records/record.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace suyuan::registry {
namespace {

constexpr size_t kLongestId = 63;

bool IsIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

absl::string_view CollectionOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kInstitution:
      return "institutions";
    case RecordKind::kCompetence:
      return "competences";
    case RecordKind::kStandard:
      return "standards";
    case RecordKind::kReferenceMaterial:
      return "referenceMaterials";
    case RecordKind::kSpecification:
      return "specifications";
    case RecordKind::kInstrument:
      return "instruments";
    case RecordKind::kPerson:
      return "persons";
    case RecordKind::kDeclaration:
      return "declarations";
    case RecordKind::kVerificationScheme:
      return "verificationSchemes";
    case RecordKind::kMandatoryCatalogue:
      return "mandatoryCatalogues";
    case RecordKind::kComparison:
      return "comparisons";
    case RecordKind::kIndicatorEntry:
      return "indicatorEntries";
    case RecordKind::kIndicatorReport:
      return "indicatorReports";
  }
  return "";
}

std::optional<RecordKind> KindOfName(absl::string_view name) {
  const absl::string_view collection = name.substr(0, name.find('/'));
  for (const RecordKind kind : kRecordKinds) {
    if (CollectionOf(kind) == collection) return kind;
  }
  return std::nullopt;
}

bool IsRecordId(absl::string_view id) {
  if (id.empty() || id.size() > kLongestId) return false;
  if (id.front() == '-' || id.back() == '-') return false;
  for (const char c : id) {
    if (!IsIdCharacter(c)) return false;
  }
  return true;
}

bool IsRecordName(absl::string_view name) {
  const size_t slash = name.find('/');
  return slash != absl::string_view::npos && KindOfName(name).has_value() &&
         IsRecordId(name.substr(slash + 1));
}

std::vector<IndexTerm> StoredTermsOf(const Draft& draft) {
  std::vector<IndexTerm> terms = draft.terms;
  if (!draft.end_reason.empty()) return terms;
  for (const Identifier& identifier : draft.identifiers) {
    terms.push_back(identifier.term);
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::string EtagOf(const Record& record) {
  return absl::StrCat(record.revision, "-",
                      absl::Hex(absl::ToUnixMicros(record.recorded_at)));
}

}  // namespace suyuan::registry
