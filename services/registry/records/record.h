#ifndef SERVICES_REGISTRY_RECORDS_RECORD_H_
#define SERVICES_REGISTRY_RECORDS_RECORD_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// The registry keeps records as documents (docs/adr/0001): what a record says
// is a payload that the core does not read; what the rules need of it comes
// beside the payload, typed and valid.

namespace suyuan::registry {

enum class RecordKind {
  kInstitution,
  kCompetence,
  kStandard,
  kReferenceMaterial,
  kSpecification,
  kInstrument,
  kPerson,
  kDeclaration,
  kVerificationScheme,
  kMandatoryCatalogue,
  kComparison,
  kIndicatorEntry,
  kIndicatorReport,
};
inline constexpr std::array<RecordKind, 13> kRecordKinds = {
    RecordKind::kInstitution,
    RecordKind::kCompetence,
    RecordKind::kStandard,
    RecordKind::kReferenceMaterial,
    RecordKind::kSpecification,
    RecordKind::kInstrument,
    RecordKind::kPerson,
    RecordKind::kDeclaration,
    RecordKind::kVerificationScheme,
    RecordKind::kMandatoryCatalogue,
    RecordKind::kComparison,
    RecordKind::kIndicatorEntry,
    RecordKind::kIndicatorReport,
};

// "institutions", "referenceMaterials": the first part of a record's name.
absl::string_view CollectionOf(RecordKind kind);
// By the part of `name` before its '/'; nullopt for any other.
std::optional<RecordKind> KindOfName(absl::string_view name);

// Whether `id` may be the last part of a name: 1 to 63 lower-case letters,
// digits and hyphens, a hyphen neither first nor last.
bool IsRecordId(absl::string_view id);
// Whether `name` is a collection of ours, '/' and a record id.
bool IsRecordName(absl::string_view name);

// A closed interval of civil days in Asia/Shanghai; an absent end is open.
struct Period {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;

  bool Contains(absl::CivilDay day) const {
    return (!from.has_value() || *from <= day) &&
           (!to.has_value() || day <= *to);
  }
  friend bool operator==(const Period&, const Period&) = default;
};

// One way to find a record by equality: the path of a field and its value in
// the form by which it is compared (identifiers normalised).
struct IndexTerm {
  std::string field;
  std::string value;

  friend bool operator==(const IndexTerm&, const IndexTerm&) = default;
  friend auto operator<=>(const IndexTerm&, const IndexTerm&) = default;
};

// Another record without which this one says nothing.
struct Requirement {
  // Of the field that names it: "standard.holder".
  std::string path;
  std::string name;
  // A term that the other record must have ("sites.id"); none where empty.
  IndexTerm term;
};

// A number that its issuer gives to one thing only, so that a second record of
// the kind with the same one is a mistake.
struct Identifier {
  // Of the field that holds it: "institution.uscc".
  std::string path;
  // As recorded.
  std::string printed;
  // By which the record is found while it holds the number: normal form.
  IndexTerm term;
};

// What somebody wants recorded.
struct Draft {
  RecordKind kind = RecordKind::kInstitution;
  std::string name;
  Period period;
  // Sorted, without repetition.
  std::vector<IndexTerm> terms;
  std::vector<Requirement> requirements;
  // Its own until it is ended.
  std::vector<Identifier> identifiers;
  // What a search finds it by: text::SearchTokens of all it is called by.
  std::vector<std::string> search_tokens;
  // Why the record ended; empty where it did not.
  std::string end_reason;
  std::string payload;
};

// By what the record is found once the draft is written: its terms and, unless
// it has been ended, its identifiers. Sorted, without repetition.
std::vector<IndexTerm> StoredTermsOf(const Draft& draft);

// One revision of a record, as it was written.
struct Record {
  RecordKind kind = RecordKind::kInstitution;
  std::string name;
  // Counts from 1.
  int64_t revision = 0;
  // When the first revision and this one were known. Later revisions are never
  // known earlier.
  absl::Time created_at;
  absl::Time recorded_at;
  std::string principal;
  Period period;
  std::string end_reason;
  // Of this revision in the change feed.
  int64_t position = 0;
  std::string payload;

  friend bool operator==(const Record&, const Record&) = default;
};

// Changes with every revision and with nothing else: "3-5f1c...".
std::string EtagOf(const Record& record);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_RECORDS_RECORD_H_
