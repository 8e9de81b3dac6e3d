#ifndef SERVICES_CERTIFICATES_REGISTRY_REGISTRY_CHANGE_H_
#define SERVICES_CERTIFICATES_REGISTRY_REGISTRY_CHANGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/signatures/institution_keys.h"

namespace suyuan::certificates {

// Of the registry in read tokens, and where its position is kept.
inline constexpr char kRegistryFeed[] = "registry";

// An edition of a technical specification, as far as this service asks.
struct SpecificationEdition {
  std::string name;    // specifications/{specification}
  std::string number;  // as registered: "JJG 52-2013"
  metrology::DaySpan in_force;
  int verification_months = 0;  // the longest period; 0: not stated

  friend bool operator==(const SpecificationEdition& a,
                         const SpecificationEdition& b) {
    return a.name == b.name && a.number == b.number &&
           a.in_force.from == b.in_force.from &&
           a.in_force.to == b.in_force.to &&
           a.verification_months == b.verification_months;
  }
};

// An institution, as far as this service asks.
struct InstitutionRecord {
  std::string name;                // institutions/{institution}
  std::vector<std::string> names;  // titles and aliases, in normal form
  // Of each registered signing key: the SHA-256 of its certificate, lower-case
  // hexadecimal digits.
  std::vector<std::string> signing_keys;

  friend bool operator==(const InstitutionRecord&,
                         const InstitutionRecord&) = default;
};

// What the log tells of a revision: the sort of record, "SPECIFICATION", and
// the digest of its content (docs/log.md).
struct LoggedRecord {
  std::string kind;
  Digest digest;
};

// One revision of a record of the registry, in the order of its feed.
struct RegistryChange {
  int64_t position = 0;
  absl::Time recorded_at;
  // The whole record after the change; monostate: of a kind that nobody here
  // asks for.
  std::variant<std::monostate, SpecificationEdition, InstitutionRecord> record;
  // Absent: rules do not read records of its kind.
  std::optional<LoggedRecord> logged;
  // Of an institution: what tells its signatures.
  std::optional<SigningInstitution> signer;
};

// A stretch of the feed without a gap.
struct RegistryBatch {
  std::vector<RegistryChange> changes;  // at least one
  int64_t position = 0;                 // of the last
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_REGISTRY_REGISTRY_CHANGE_H_
