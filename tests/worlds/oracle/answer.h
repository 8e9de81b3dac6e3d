#ifndef TESTS_WORLDS_ORACLE_ANSWER_H_
#define TESTS_WORLDS_ORACLE_ANSWER_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/traceability/graph/facts.h"

// Questions and answers in a plain form that both evaluators are brought to:
// certificates by their place among the certificates of the world, results and
// references by their place on the certificate. All lists are sorted, so that
// equal answers are equal values.

namespace suyuan::worlds {

enum class ProfileId { kCnLegal, kCnasIlac };
enum class Outcome { kHeld, kBroken, kUnknown };
enum class Severity { kMinor, kMajor, kBlocker };
// From best to worst.
enum class Verdict { kTraceable, kReserved, kIndeterminate, kNotTraceable };
enum class Currency { kUnknown, kCurrent, kExpired, kSuspended };
enum class LegKind { kResolved, kTerminal, kOpenEnd, kAmbiguous };

// Rules are their numbers, 1 to 30; findings that are no rule follow.
inline constexpr int kIdentityMismatch = 31;
inline constexpr int kReplaced = 32;
inline constexpr int kNoCertificate = 33;
inline constexpr int kAmbiguousTarget = 34;
inline constexpr int kComparisonFailed = 35;
inline constexpr int kStaleReference = 36;
inline constexpr int kLateReference = 37;
inline constexpr int kRuleConflict = 38;
inline constexpr int kLinkGap = 39;
inline constexpr int kLastRule = kLinkGap;

// What is not applicable is left out. `certificate` -1: of the target itself;
// `result` -1: of the certificate; `reference` -1: of the result.
struct PlainFinding {
  int certificate = -1;
  int result = -1;
  int reference = -1;
  int rule = 0;
  Outcome outcome = Outcome::kHeld;
  Severity severity = Severity::kMinor;

  friend auto operator<=>(const PlainFinding&, const PlainFinding&) = default;
};

struct PlainLeg {
  int certificate = -1;
  int reference = -1;
  LegKind kind = LegKind::kOpenEnd;
  int to = -1;                  // kResolved
  std::string record;           // kTerminal
  std::vector<int> candidates;  // kAmbiguous

  friend auto operator<=>(const PlainLeg&, const PlainLeg&) = default;
};

// A leg that carries a result. A leg without one is not applicable.
struct PlainSupport {
  int certificate = -1;
  int result = -1;
  int reference = -1;
  int to = -1;
  std::vector<int> used;

  friend auto operator<=>(const PlainSupport&, const PlainSupport&) = default;
};

struct PlainNode {
  int certificate = -1;
  int result = -1;
  bool terminal = false;
  Verdict verdict = Verdict::kTraceable;

  friend auto operator<=>(const PlainNode&, const PlainNode&) = default;
};

struct TraceQuestion {
  std::string target;
  traceability::PartyFacts issuer;
  std::string result_id;
  ProfileId profile = ProfileId::kCnLegal;
  absl::CivilDay as_of;
  absl::Time known_at;
  absl::Time now;  // currency is of this day
};

struct TraceAnswer {
  bool found = true;         // else there is no such target
  bool result_found = true;  // else the target has no such result
  Verdict verdict = Verdict::kTraceable;
  Currency currency = Currency::kUnknown;
  std::vector<int> candidates;  // of a number that fits several
  std::vector<PlainNode> nodes;
  std::vector<PlainLeg> legs;
  std::vector<PlainSupport> supports;
  std::vector<PlainFinding> findings;

  friend bool operator==(const TraceAnswer&, const TraceAnswer&) = default;
};

struct AffectedQuestion {
  std::string target;
  traceability::PartyFacts issuer;
  traceability::Day from;
  traceability::Day to;
  // The target's fault.
  traceability::Day void_from;
  traceability::Day void_to;
  absl::CivilDay as_of;
  absl::Time known_at;
  bool current_only = false;
  // Of an institution or a person.
  bool include_targets = false;
};

struct PlainAffected {
  int certificate = -1;
  std::vector<int> results;
  bool current = false;

  friend auto operator<=>(const PlainAffected&, const PlainAffected&) = default;
};

struct AffectedAnswer {
  bool found = true;
  std::vector<PlainAffected> certificates;

  friend bool operator==(const AffectedAnswer&,
                         const AffectedAnswer&) = default;
};

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_ORACLE_ANSWER_H_
