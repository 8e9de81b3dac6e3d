#ifndef SERVICES_CREDIT_SUBJECT_FILTER_H_
#define SERVICES_CREDIT_SUBJECT_FILTER_H_

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/sql/filter.h"
#include "services/credit/subject.h"

namespace suyuan::credit {

// A filter (AIP-160, as libs/sql/filter.h reads it) over types, uscc, region
// and institution. Types by their wire names, with or without "TYPE_".
// Immutable.
class SubjectFilter {
 public:
  // INVALID_FILTER; a type that is none is refused too.
  static absl::StatusOr<SubjectFilter> Parse(absl::string_view text);

  bool Matches(const CreditSubject& subject) const;

 private:
  explicit SubjectFilter(sql::Filter filter) : filter_(std::move(filter)) {}

  sql::Filter filter_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_SUBJECT_FILTER_H_
