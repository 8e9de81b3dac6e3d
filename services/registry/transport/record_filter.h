#ifndef SERVICES_REGISTRY_TRANSPORT_RECORD_FILTER_H_
#define SERVICES_REGISTRY_TRANSPORT_RECORD_FILTER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/sql/filter.h"
#include "services/registry/store/record_store.h"

namespace suyuan::registry {

// A filter (AIP-160, as libs/sql/filter.h reads it) over the fields of the
// records of one kind, by their proto or JSON names: `holder`,
// `assessments.number`, `assessments.period.to`, `meta.updateTime`.
//   identifiers  compare in normal form: "jjg 99—2022" finds JJG 99-2022
//   titles       by any of their languages, in the form for names
//   enums        by the value's name, with or without the enum's prefix
//   days         as days, decimal texts as numbers
//   qualifiers   as "key=value"
// Immutable.
class RecordFilter {
 public:
  // INVALID_FILTER; an enum value that is none is refused too.
  static absl::StatusOr<RecordFilter> Parse(RecordKind kind,
                                            absl::string_view text);

  // O(size of the record) where the filter is not empty.
  bool Matches(const Record& record) const;
  // What an index can serve of it, at most 8; Matches still has to be asked.
  std::vector<TermMatch> IndexedTerms() const;
  const std::string& text() const { return filter_.text(); }

 private:
  RecordFilter(RecordKind kind, sql::Filter filter)
      : kind_(kind), filter_(std::move(filter)) {}

  RecordKind kind_;
  sql::Filter filter_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_RECORD_FILTER_H_
