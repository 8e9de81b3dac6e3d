#ifndef SERVICES_REGISTRY_INDICATORS_STANDARD_AGE_H_
#define SERVICES_REGISTRY_INDICATORS_STANDARD_AGE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace suyuan::registry::indicators {

// The index term of a standard that tells how old it is, so that all of them
// are put in order from the index alone.
inline constexpr absl::string_view kAgeTerm = "#age";

// The main component of a standard that was taken into use first. Borrows its
// texts.
struct AgeRow {
  // "2009-05-01"; "" where no main component has a day.
  absl::string_view put_into_service;
  int component = 0;         // index in the standard
  absl::string_view holder;  // "institutions/kashgar"
  absl::string_view from;    // of the standard: "2010-01-01", or ""
  absl::string_view to;
};

// The value of the term. No text may hold '|'.
std::string EncodeAge(const AgeRow& row);
// Borrows `term`; nullopt for what EncodeAge does not make.
std::optional<AgeRow> DecodeAge(absl::string_view term);

// Whole years from `from` to `to`, which is not before it: 29 February has its
// anniversary on 1 March where the year has none.
int WholeYears(absl::CivilDay from, absl::CivilDay to);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_STANDARD_AGE_H_
