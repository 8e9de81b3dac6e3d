#ifndef SERVICES_CREDIT_FACT_H_
#define SERVICES_CREDIT_FACT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace suyuan::credit {

enum class FactStatus {
  kConfirmed,
  // Contested: counts, but every answer also says the score without it.
  kDisputed,
  // Annulled: never happened, whatever the as-of day, once that is known.
  kWithdrawn,
  // Credit repair: not used from `use_until` on, used before it.
  kRepaired,
  // Legal end of use: as kRepaired.
  kExpired,
};

// "CONFIRMED" and so on.
absl::string_view CodeOf(FactStatus status);
bool ParseFactStatus(absl::string_view code, FactStatus* status);

// What a fact rests on: a record of this system or of another, or the digest
// of an uploaded decision.
struct Evidence {
  std::string kind;        // "certificate", "graph_event", "decision"
  std::string record_ref;  // resource name, or a number in the source system
  std::string sha256;      // 64 lower-case hex digits, or empty

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// One version of one credit fact. Versions are only ever added: what is known
// at an instant k is, for each fact_id, the last version with
// recorded_at <= k (ties: the higher version). All days are civil days in
// UTC+8.
struct Fact {
  std::string fact_id;
  // 1, 2, 3, ...; 2 supersedes 1.
  int64_t version = 1;
  std::string subject_id;
  // "M-401", or an overlay's condition such as "V-1" (on the serious list).
  std::string indicator_id;
  // One act, one deduction: facts of one incident count as the largest.
  std::string incident_id;
  // Which of the indicator's kinds it is ("self_found", "provincial"), or "".
  std::string variant;
  // Counts that a state is measured by, by the names the indicator declares
  // ("overdue" and "total" for M-101). Each 0 to 10^12.
  std::map<std::string, int64_t> values;

  std::optional<absl::CivilDay> occurred_on;
  // Of the penalty, inspection conclusion or report; for a state, the day it
  // was observed or began. Nothing counts before it.
  absl::CivilDay decided_on;
  // Knowledge time of this version.
  absl::Time recorded_at;
  // Set where the subject must put something right: the fact is then open,
  // and weighs in full, until `rectified_on`.
  std::optional<absl::CivilDay> rectify_due;
  std::optional<absl::CivilDay> rectified_on;
  std::string rectification_verified_by;
  // The first day on which it no longer counts: end of legal use, of a repair,
  // of validity (a declaration), of an entry in a list.
  std::optional<absl::CivilDay> use_until;

  FactStatus status = FactStatus::kConfirmed;
  // Why this version differs from the one before.
  std::string status_reason;

  std::vector<Evidence> evidence;
  std::string source_system;
  // "AMR", or with a place, "AMR/650100"; the part before '/' must be on the
  // indicator's allow-list.
  std::string source_authority;
  std::string document_no;
  std::string legal_basis;
  std::string catalogue_item;
  bool is_public = false;
  std::string regime_id;
  std::optional<absl::CivilDay> publicity_start;
  std::optional<absl::CivilDay> repair_earliest;
  std::optional<absl::CivilDay> publicity_end;
  std::string recorder;

  friend bool operator==(const Fact&, const Fact&) = default;
};

// Two facts with the same key are the same fact told twice.
struct FactKey {
  std::string source_system;
  std::string document_no;
  std::string indicator_id;

  friend auto operator<=>(const FactKey&, const FactKey&) = default;
};
FactKey KeyOf(const Fact& fact);

// "2026-06-30".
std::string FormatDay(absl::CivilDay day);
std::optional<absl::CivilDay> ParseDay(absl::string_view text);
// The civil day in UTC+8, the zone of every legal date.
absl::CivilDay DayOf(absl::Time instant);
// The instant that day begins in UTC+8.
absl::Time StartOf(absl::CivilDay day);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_FACT_H_
